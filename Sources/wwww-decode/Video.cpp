// Reads a video for another process; see CLibAVWorker.h.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "CLibAVWorker.h"
#include "CLoading.h"
#include "Decoding.h"
#include "Serving.h"

namespace {

#define LIBRARY(name) \
  reinterpret_cast<decltype(&name)>(cloading_function("libwwww-libav.so", #name))

/// Seconds of computing that an answer may take: what lies between two samples, and no more.
const int32_t seconds = 600;
/// What libav takes, and the reference frames of the largest pictures.
const int64_t largest = int64_t(4) << 30;

/// The functions are looked up before files can be opened no more.
struct Library {
  decltype(&clibav_open) open = LIBRARY(clibav_open);
  decltype(&clibav_describe) describe = LIBRARY(clibav_describe);
  decltype(&clibav_tag) tag = LIBRARY(clibav_tag);
  decltype(&clibav_next) next = LIBRARY(clibav_next);
  decltype(&clibav_rgb) rgb = LIBRARY(clibav_rgb);
  decltype(&clibav_brightness) brightness = LIBRARY(clibav_brightness);
  decltype(&clibav_check) check = LIBRARY(clibav_check);
};

/// Memory that the owner of this process reads.
class SharedMemory {
 public:
  uint8_t *sized(size_t count) {
    if (count <= size) return data;
    if (data) munmap(data, size);
    data = nullptr;
    if (ftruncate(CLIBAV_WORKER_PIXELS, off_t(count)) != 0) throw std::bad_alloc();
    void *memory =
        mmap(nullptr, count, PROT_READ | PROT_WRITE, MAP_SHARED, CLIBAV_WORKER_PIXELS, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    size = count;
    return data = static_cast<uint8_t *>(memory);
  }

 private:
  uint8_t *data = nullptr;
  size_t size = 0;
};

void put(char *to, size_t size, const char *text) { std::snprintf(to, size, "%s", text ? text : ""); }

class Server {
 public:
  void answer(const clibav_worker_request &request, clibav_worker_reply &reply) {
    if (request.task != CLIBAV_WORKER_OPEN && !video) return;
    switch (request.task) {
      case CLIBAV_WORKER_OPEN: return open(request.first, reply);
      case CLIBAV_WORKER_TAG: {
        const char *text = library.tag(video, request.key);
        reply.succeeded = text;
        return put(reply.text, sizeof reply.text, text);
      }
      case CLIBAV_WORKER_NEXT:
        reply.succeeded = library.next(video, request.number, request.milliseconds, &frame);
        reply.frame = frame;
        return;
      case CLIBAV_WORKER_RGB:
        reply.succeeded = library.rgb(
            video, memory.sized(size_t(frame.width) * size_t(frame.height) * 3), reply.text);
        return;
      case CLIBAV_WORKER_BRIGHTNESS:
        reply.succeeded = library.brightness(
            video, memory.sized(size_t(request.first) * size_t(request.second)), request.first,
            request.second, reply.text);
        return;
      case CLIBAV_WORKER_CHECK: {
        reply.health = library.check(video);
        put(reply.text, sizeof reply.text, reply.health.message);
        const size_t count = reply.health.damaged_count * sizeof(clibav_span);
        if (count) std::memcpy(memory.sized(count), reply.health.damaged, count);
        return;
      }
    }
  }

 private:
  void open(int32_t threads, clibav_worker_reply &reply) {
    video = library.open(CLIBAV_WORKER_FILE, threads, &reply.status, reply.text);
    reply.succeeded = video;
    if (!video) return;
    reply.description = library.describe(video);
    put(reply.container, sizeof reply.container, reply.description.container);
    put(reply.codec, sizeof reply.codec, reply.description.codec);
  }

  Library library;
  clibav_video *video = nullptr;
  clibav_frame frame = {};
  SharedMemory memory;
};

}  // namespace

void serve_video() {
  Server server;
  try {
    enter_sandbox();
  } catch (const std::exception &) {
    // Where the system has no such filters, what is left still runs in a process of its own.
  }
  end_with_owner();
  limit_memory(largest);
  clibav_worker_request request;
  while (read_all(&request, sizeof request)) {
    static clibav_worker_reply reply;
    reply = {};
    request.key[sizeof request.key - 1] = 0;
    allow(seconds);
    try {
      server.answer(request, reply);
    } catch (const std::exception &unforeseen) {
      reply.status = CLIBAV_INTERNAL;
      put(reply.text, sizeof reply.text, unforeseen.what());
    }
    allow(0);
    if (!write_all(&reply, sizeof reply)) break;
  }
}
