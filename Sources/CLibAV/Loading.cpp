#include "CLoading.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "CLibAV.h"
#include "CLibAVWorker.h"

// Videos are untrusted: what decodes them is a process of its own, which may not write or use the
// network, within bounds of memory and time. A crash or a hang costs the rest of its video.

namespace {

#define LIBRARY(name) \
  reinterpret_cast<decltype(&name)>(cloading_function("libwwww-libav.so", #name))

/// How long a process may be silent, whatever it is asked.
const int patience = 20 * 60 * 1000;

std::mutex workerLock;
std::string workerPath;

std::string worker() {
  const std::lock_guard<std::mutex> guard(workerLock);
  return workerPath;
}

/// A descriptor that is closed with its owner, above those that the child expects.
class Descriptor {
 public:
  explicit Descriptor(int opened = -1) {
    if (opened < 0) return;
    number = fcntl(opened, F_DUPFD_CLOEXEC, 16);
    close(opened);
  }
  ~Descriptor() {
    if (number >= 0) close(number);
  }
  Descriptor(const Descriptor &) = delete;
  int number = -1;
};

class Process {
 public:
  Process(const std::string &path, int file);
  ~Process();
  Process(const Process &) = delete;

  /// False, with a reason in the reply's text, where the process is gone.
  bool ask(const clibav_worker_request &request, clibav_worker_reply &reply);
  /// Copies from the memory that is shared.
  bool copy(void *to, size_t count) const;
  bool isGone() const { return child < 0; }

 private:
  bool fail(clibav_worker_reply &reply);

  pid_t child = -1;
  std::unique_ptr<Descriptor> channel, pixels;
};

Process::Process(const std::string &path, int file) {
  int ends[2] = {-1, -1};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return;
  channel = std::make_unique<Descriptor>(ends[0]);
  const Descriptor other(ends[1]), source(fcntl(file, F_DUPFD_CLOEXEC, 16));
  pixels = std::make_unique<Descriptor>(memfd_create("wwww-frames", MFD_CLOEXEC));
  if (channel->number < 0 || other.number < 0 || source.number < 0 || pixels->number < 0) return;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, other.number, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, other.number, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, source.number, CLIBAV_WORKER_FILE);
  posix_spawn_file_actions_adddup2(&actions, pixels->number, CLIBAV_WORKER_PIXELS);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  char name[] = "wwww-decode", argument[] = CLIBAV_WORKER_ARGUMENT, locale[] = "LC_ALL=C";
  char *const arguments[] = {name, argument, nullptr};
  char *const environment[] = {locale, nullptr};
  pid_t started = -1;
  if (posix_spawn(&started, path.c_str(), &actions, &attributes, arguments, environment) == 0)
    child = started;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
}

Process::~Process() {
  if (child < 0) return;
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
}

bool Process::fail(clibav_worker_reply &reply) {
  reply = {};
  reply.status = CLIBAV_DAMAGED;
  int status = 0;
  for (int tries = 0; child >= 0 && waitpid(child, &status, WNOHANG) == 0; ++tries) {
    if (tries == 1000) kill(child, SIGKILL);
    usleep(1000);
  }
  child = -1;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
    std::snprintf(reply.text, sizeof reply.text, "wwww-decode cannot be run");
  else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
    std::snprintf(reply.text, sizeof reply.text, "its decoder took too long");
  else if (WIFSIGNALED(status))
    std::snprintf(reply.text, sizeof reply.text, "its decoder crashed (%s)",
                  strsignal(WTERMSIG(status)));
  else
    std::snprintf(reply.text, sizeof reply.text, "its decoder gave up");
  return false;
}

bool Process::ask(const clibav_worker_request &request, clibav_worker_reply &reply) {
  if (child < 0) {
    reply = {};
    std::snprintf(reply.text, sizeof reply.text, "its decoder is gone");
    return false;
  }
  if (send(channel->number, &request, sizeof request, MSG_NOSIGNAL) != ssize_t(sizeof request))
    return fail(reply);
  auto *to = reinterpret_cast<char *>(&reply);
  for (size_t received = 0; received < sizeof reply;) {
    pollfd waiting = {channel->number, POLLIN, 0};
    const int ready = poll(&waiting, 1, patience);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      kill(child, SIGKILL);
      return fail(reply);
    }
    const ssize_t count = recv(channel->number, to + received, sizeof reply - received, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return fail(reply);
    received += size_t(count);
  }
  // What comes from the process is no text before it ends somewhere.
  reply.text[sizeof reply.text - 1] = reply.container[sizeof reply.container - 1] = 0;
  reply.codec[sizeof reply.codec - 1] = 0;
  return true;
}

bool Process::copy(void *to, size_t count) const {
  auto *at = static_cast<uint8_t *>(to);
  for (off_t offset = 0; count > 0;) {
    const ssize_t n = pread(pixels->number, at, count, offset);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    at += n;
    offset += n;
    count -= size_t(n);
  }
  return true;
}

}  // namespace

/// A video in a process of its own, or, without one, of the library in this process.
struct clibav_video {
  std::unique_ptr<Process> process;
  clibav_video *own = nullptr;
  clibav_worker_reply opened = {};
  clibav_frame frame = {};
  std::map<std::string, std::string> tags;
  /// What was said when the process died.
  std::string death;
  mutable std::string message;
  mutable std::vector<clibav_span> damaged;

  clibav_worker_request request(clibav_worker_task task) const {
    clibav_worker_request request = {};
    request.task = task;
    return request;
  }

  bool ask(const clibav_worker_request &request, clibav_worker_reply &reply) {
    if (process->ask(request, reply)) return true;
    if (death.empty()) death = reply.text;
    return false;
  }
};

void clibav_set_worker(const char *path) {
  const std::lock_guard<std::mutex> guard(workerLock);
  workerPath = path ? path : "";
}

const char *clibav_container(const uint8_t *head, size_t count) {
  static auto *const function = LIBRARY(clibav_container);
  return function(head, count);
}

bool clibav_is_animated(const uint8_t *bytes, size_t count) {
  static auto *const function = LIBRARY(clibav_is_animated);
  return function(bytes, count);
}

clibav_video *clibav_open(int descriptor, int32_t threads, clibav_status *status, char *error) {
  auto video = std::make_unique<clibav_video>();
  const std::string path = worker();
  if (path.empty()) {
    static auto *const function = LIBRARY(clibav_open);
    video->own = function(descriptor, threads, status, error);
    return video->own ? video.release() : nullptr;
  }
  video->process = std::make_unique<Process>(path, descriptor);
  auto request = video->request(CLIBAV_WORKER_OPEN);
  request.first = threads;
  *status = CLIBAV_INTERNAL;
  if (video->process->isGone()) {
    std::snprintf(error, CLIBAV_ERROR_SIZE, "cannot start %s", path.c_str());
    return nullptr;
  }
  const bool isAlive = video->ask(request, video->opened);
  *status = video->opened.status;
  if (!isAlive || !video->opened.succeeded) {
    std::snprintf(error, CLIBAV_ERROR_SIZE, "%s", video->opened.text);
    return nullptr;
  }
  return video.release();
}

void clibav_free(clibav_video *video) {
  if (video && video->own) {
    static auto *const function = LIBRARY(clibav_free);
    function(video->own);
  }
  delete video;
}

clibav_description clibav_describe(const clibav_video *video) {
  if (video->own) {
    static auto *const function = LIBRARY(clibav_describe);
    return function(video->own);
  }
  clibav_description description = video->opened.description;
  description.container = video->opened.container;
  description.codec = video->opened.codec;
  return description;
}

const char *clibav_tag(const clibav_video *video, const char *key) {
  if (video->own) {
    static auto *const function = LIBRARY(clibav_tag);
    return function(video->own, key);
  }
  auto *const asked = const_cast<clibav_video *>(video);
  auto request = video->request(CLIBAV_WORKER_TAG);
  if (std::strlen(key) >= sizeof request.key) return nullptr;
  std::strcpy(request.key, key);
  clibav_worker_reply reply;
  if (!asked->ask(request, reply) || !reply.succeeded) return nullptr;
  return (asked->tags[key] = reply.text).c_str();
}

bool clibav_next(clibav_video *video, int64_t number, int64_t milliseconds, clibav_frame *frame) {
  if (video->own) {
    static auto *const function = LIBRARY(clibav_next);
    return function(video->own, number, milliseconds, frame);
  }
  auto request = video->request(CLIBAV_WORKER_NEXT);
  request.number = number;
  request.milliseconds = milliseconds;
  clibav_worker_reply reply;
  if (!video->ask(request, reply) || !reply.succeeded) return false;
  const int64_t pixels = int64_t(reply.frame.width) * reply.frame.height;
  if (reply.frame.width <= 0 || reply.frame.height <= 0 || pixels > CLIBAV_MOST_PIXELS) return false;
  *frame = video->frame = reply.frame;
  return true;
}

bool clibav_rgb(clibav_video *video, uint8_t *rgb, char *error) {
  if (video->own) {
    static auto *const function = LIBRARY(clibav_rgb);
    return function(video->own, rgb, error);
  }
  clibav_worker_reply reply;
  const size_t count = size_t(video->frame.width) * size_t(video->frame.height) * 3;
  if (video->ask(video->request(CLIBAV_WORKER_RGB), reply) && reply.succeeded &&
      video->process->copy(rgb, count))
    return true;
  std::snprintf(error, CLIBAV_ERROR_SIZE, "%s", reply.text);
  return false;
}

bool clibav_brightness(clibav_video *video, uint8_t *gray, int32_t width, int32_t height,
                       char *error) {
  if (video->own) {
    static auto *const function = LIBRARY(clibav_brightness);
    return function(video->own, gray, width, height, error);
  }
  auto request = video->request(CLIBAV_WORKER_BRIGHTNESS);
  request.first = width;
  request.second = height;
  clibav_worker_reply reply;
  if (video->ask(request, reply) && reply.succeeded &&
      video->process->copy(gray, size_t(width) * size_t(height)))
    return true;
  std::snprintf(error, CLIBAV_ERROR_SIZE, "%s", reply.text);
  return false;
}

clibav_health clibav_check(const clibav_video *video) {
  if (video->own) {
    static auto *const function = LIBRARY(clibav_check);
    return function(video->own);
  }
  auto *const asked = const_cast<clibav_video *>(video);
  clibav_worker_reply reply;
  clibav_health health = {};
  if (asked->ask(video->request(CLIBAV_WORKER_CHECK), reply)) {
    health = reply.health;
    video->message = reply.text;
    video->damaged.resize(health.damaged_count <= 10000 ? health.damaged_count : 0);
    if (!video->process->copy(video->damaged.data(), video->damaged.size() * sizeof(clibav_span)))
      video->damaged.clear();
  } else {
    // What came before is good; the rest is lost with the process.
    health.is_cut = true;
    health.end = video->frame.milliseconds;
    video->message = video->death;
    video->damaged.clear();
  }
  health.damaged = video->damaged.data();
  health.damaged_count = video->damaged.size();
  health.message = video->message.c_str();
  return health;
}

clibav_copy *clibav_copy_begin(const char *codec, double rate, int64_t origin, int input, int output,
                               const char *muxer, int32_t width, int32_t height, int32_t threads,
                               clibav_status *status, char *error) {
  static auto *const function = LIBRARY(clibav_copy_begin);
  return function(codec, rate, origin, input, output, muxer, width, height, threads, status, error);
}

bool clibav_copy_write(clibav_copy *copy, const uint8_t *rgb, int64_t milliseconds, char *error) {
  static auto *const function = LIBRARY(clibav_copy_write);
  return function(copy, rgb, milliseconds, error);
}

bool clibav_copy_finish(clibav_copy *copy, char *error) {
  static auto *const function = LIBRARY(clibav_copy_finish);
  return function(copy, error);
}

void clibav_copy_free(clibav_copy *copy) {
  static auto *const function = LIBRARY(clibav_copy_free);
  function(copy);
}
