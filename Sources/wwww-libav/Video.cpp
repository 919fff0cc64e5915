#include <unistd.h>

#include <cstdio>
#include <cstring>

#include "AnimatedWebP.h"
#include "VideoCopy.h"
#include "VideoFile.h"

struct clibav_video {
  std::unique_ptr<VideoSource> source;
};

namespace {

/// Runs `body`; an exception becomes a status and a text in `error`.
template <typename Body>
clibav_status guarded(char *error, Body body) noexcept {
  try {
    body();
    return CLIBAV_OK;
  } catch (const VideoError &e) {
    std::snprintf(error, CLIBAV_ERROR_SIZE, "%s", e.what());
    return e.status;
  } catch (const std::exception &e) {
    std::snprintf(error, CLIBAV_ERROR_SIZE, "%s", e.what());
  } catch (...) {
    std::snprintf(error, CLIBAV_ERROR_SIZE, "unknown C++ exception");
  }
  return CLIBAV_INTERNAL;
}

bool hasTwoGIFImages(const uint8_t *bytes, size_t count) {
  if (count < 13) return false;
  size_t i = 13 + ((bytes[10] & 0x80) ? 3u << ((bytes[10] & 7) + 1) : 0);
  int images = 0;
  auto skipBlocks = [&] {
    while (i < count && bytes[i]) i += size_t(bytes[i]) + 1;
    ++i;
  };
  while (i < count && images < 2) {
    if (bytes[i] == 0x21) {
      i += 2;
      skipBlocks();
    } else if (bytes[i] == 0x2C && i + 10 < count) {
      ++images;
      i += 10 + ((bytes[i + 9] & 0x80) ? 3u << ((bytes[i + 9] & 7) + 1) : 0) + 1;
      skipBlocks();
    } else {
      break;
    }
  }
  return images > 1;
}

bool hasAnimationChunk(const uint8_t *bytes, size_t count) {
  for (size_t i = 8; i + 12 <= count;) {
    if (!std::memcmp(bytes + i + 4, "acTL", 4)) return true;
    if (!std::memcmp(bytes + i + 4, "IDAT", 4)) return false;
    i += 12 + (size_t(bytes[i]) << 24 | size_t(bytes[i + 1]) << 16 | size_t(bytes[i + 2]) << 8 | bytes[i + 3]);
  }
  return false;
}

}  // namespace

const char *clibav_container(const uint8_t *head, size_t count) {
  if (AnimatedWebP::begins(head, count)) return "webp";
  const char *name = nullptr;
  char error[CLIBAV_ERROR_SIZE];
  Messages messages;
  const Messages::Scope scope(messages);
  guarded(error, [&] { name = Container::name(head, count); });
  return name;
}

bool clibav_is_animated(const uint8_t *bytes, size_t count) {
  if (count > 6 && !std::memcmp(bytes, "GIF8", 4)) return hasTwoGIFImages(bytes, count);
  if (count > 8 && !std::memcmp(bytes, "\x89PNG\r\n\x1A\n", 8)) return hasAnimationChunk(bytes, count);
  return AnimatedWebP::begins(bytes, count);
}

clibav_video *clibav_open(int descriptor, int32_t threads, clibav_status *status, char *error) {
  clibav_video *video = nullptr;
  *status = guarded(error, [&] {
    auto opened = std::make_unique<clibav_video>();
    uint8_t head[32];
    const ssize_t count = pread(descriptor, head, sizeof head, 0);
    if (count > 0 && AnimatedWebP::begins(head, size_t(count)))
      opened->source = std::make_unique<AnimatedWebP>(descriptor);
    else
      opened->source = std::make_unique<VideoFile>(descriptor, threads);
    video = opened.release();
  });
  return video;
}

void clibav_free(clibav_video *video) { delete video; }

clibav_description clibav_describe(const clibav_video *video) { return video->source->describe(); }

const char *clibav_tag(const clibav_video *video, const char *key) { return video->source->tag(key); }

bool clibav_next(clibav_video *video, int64_t number, int64_t milliseconds, clibav_frame *frame) {
  bool found = false;
  char error[CLIBAV_ERROR_SIZE];
  guarded(error, [&] { found = video->source->next(number, milliseconds, *frame); });
  return found;
}

bool clibav_rgb(clibav_video *video, uint8_t *rgb, char *error) {
  return guarded(error, [=] { video->source->rgb(rgb); }) == CLIBAV_OK;
}

bool clibav_brightness(clibav_video *video, uint8_t *gray, int32_t width, int32_t height, char *error) {
  return guarded(error, [=] { video->source->brightness(gray, width, height); }) == CLIBAV_OK;
}

struct clibav_copy {
  VideoCopy copy;
};

clibav_copy *clibav_copy_begin(const char *codec, double rate, int64_t origin, int input, int output,
                               const char *muxer, int32_t width, int32_t height, int32_t threads,
                               clibav_status *status, char *error) {
  clibav_copy *copy = nullptr;
  *status = guarded(error, [&] {
    copy = new clibav_copy{{codec, rate, origin, input, output, muxer, width, height, threads}};
  });
  return copy;
}

bool clibav_copy_write(clibav_copy *copy, const uint8_t *rgb, int64_t milliseconds, char *error) {
  return guarded(error, [=] { copy->copy.write(rgb, milliseconds); }) == CLIBAV_OK;
}

bool clibav_copy_finish(clibav_copy *copy, char *error) {
  return guarded(error, [=] { copy->copy.finish(); }) == CLIBAV_OK;
}

void clibav_copy_free(clibav_copy *copy) { delete copy; }

clibav_health clibav_check(const clibav_video *video) { return video->source->check(); }
