#include "Messages.h"

#include <cstdarg>
#include <cstdio>
#include <cstring>

extern "C" {
#include <libavutil/log.h>
}

static thread_local Messages *current = nullptr;

/// Whether a demuxer speaks, and not one of the parsers that it calls.
static bool isContainer(void *speaker) {
  const AVClass *kind = speaker ? *static_cast<AVClass **>(speaker) : nullptr;
  return kind && !std::strcmp(kind->class_name, "AVFormatContext");
}

static void receive(void *speaker, int level, const char *format, va_list arguments) {
  if (!current) return;
  // Decoders that share libav's error concealment say so in no other way.
  if (!std::strncmp(format, "concealing ", 11)) current->noteConcealing();
  if (level > AV_LOG_ERROR) return;
  char line[256];
  std::vsnprintf(line, sizeof line, format, arguments);
  current->add(line, isContainer(speaker));
}

Messages::Scope::Scope(Messages &messages) : outer(current) {
  static const bool installed = (av_log_set_callback(receive), true);
  (void)installed;
  current = &messages;
}

Messages::Scope::~Scope() { current = outer; }

void Messages::add(const char *line, bool isContainer) {
  complaints += isContainer;
  if (!text.empty()) return;
  text = line;
  while (!text.empty() && (text.back() == '\n' || text.back() == '.' || text.back() == ' '))
    text.pop_back();
}
