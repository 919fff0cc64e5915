#include "Serving.h"

#include <poll.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <thread>

bool read_all(void *to, size_t count) {
  for (auto *at = static_cast<uint8_t *>(to); count > 0;) {
    const ssize_t n = read(STDIN_FILENO, at, count);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    at += n;
    count -= size_t(n);
  }
  return true;
}

bool write_all(const void *from, size_t count) {
  for (auto *at = static_cast<const uint8_t *>(from); count > 0;) {
    const ssize_t n = write(STDOUT_FILENO, at, count);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    at += n;
    count -= size_t(n);
  }
  return true;
}

void allow(int32_t seconds) {
  const itimerval time = {{0, 0}, {seconds, 0}};
  setitimer(ITIMER_PROF, &time, nullptr);
}

void limit_memory(int64_t bytes) {
  rlimit limit;
  getrlimit(RLIMIT_AS, &limit);
  limit.rlim_cur = std::min(rlim_t(bytes), limit.rlim_max);
  setrlimit(RLIMIT_AS, &limit);
}

void end_with_owner() {
  std::thread([] {
    pollfd channel = {STDIN_FILENO, POLLRDHUP, 0};
    while (poll(&channel, 1, -1) <= 0) {
    }
    std::_Exit(0);
  }).detach();
}
