#define _GNU_SOURCE
#include "CDecoding.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct cdecoding_process {
  pid_t child;
  int channel, input, output;
  uint8_t *fields;
};

// Input memory that is kept from one file to the next; what is larger is given back.
static const off_t kept_size = 64 << 20;

static void close_all(struct cdecoding_process *process) {
  if (process->channel >= 0) close(process->channel);
  if (process->input >= 0) close(process->input);
  if (process->output >= 0) close(process->output);
}

// A descriptor above those that the child expects, so that none of them is overwritten on the way.
static int moved(int descriptor) {
  if (descriptor < 0) return -1;
  const int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 16);
  close(descriptor);
  return copy;
}

cdecoding_process *cdecoding_start(const char *path, char *error) {
  struct cdecoding_process process = {-1, -1, -1, -1, NULL};
  int ends[2] = {-1, -1};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0) {
    process.channel = moved(ends[0]);
    ends[1] = moved(ends[1]);
  }
  process.input = moved(memfd_create("wwww-file", MFD_CLOEXEC));
  process.output = moved(memfd_create("wwww-pixels", MFD_CLOEXEC));
  int status = EMFILE;
  if (process.channel >= 0 && ends[1] >= 0 && process.input >= 0 && process.output >= 0) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    // What libraries print has no file's name; what they mean is in the reply.
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, process.input, CDECODING_INPUT);
    posix_spawn_file_actions_adddup2(&actions, process.output, CDECODING_OUTPUT);
    // A group of its own: a terminal's interrupt is for the owner, whose end is the child's.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    // Threads that start processes may have signals blocked.
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    char *const arguments[] = {(char *)"wwww-decode", NULL};
    char *const environment[] = {(char *)"LC_ALL=C", (char *)"OMP_NUM_THREADS=1", NULL};
    status = posix_spawn(&process.child, path, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
  }
  if (ends[1] >= 0) close(ends[1]);
  struct cdecoding_process *result = status == 0 ? malloc(sizeof *result) : NULL;
  if (!result) {
    snprintf(error, CDECODING_TEXT_SIZE, "cannot start %s: %s", path, strerror(status));
    close_all(&process);
    return NULL;
  }
  *result = process;
  return result;
}

int32_t cdecoding_number(const cdecoding_process *process) { return process->child; }

static bool put(int descriptor, const void *from, size_t count, off_t at) {
  while (count > 0) {
    const ssize_t n = pwrite(descriptor, from, count, at);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    from = (const char *)from + n;
    count -= (size_t)n;
    at += n;
  }
  return true;
}

// Why the child is gone.
static void explain(struct cdecoding_process *process, const cdecoding_request *request,
                    char *error) {
  int status = 0;
  // Its end of the channel closes while it dies, of a reason of its own; only one that lives on
  // beyond that is ended from here.
  for (int tries = 0; waitpid(process->child, &status, WNOHANG) == 0; ++tries) {
    if (tries == 1000) kill(process->child, SIGKILL);
    usleep(1000);
  }
  process->child = -1;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) {
    snprintf(error, CDECODING_TEXT_SIZE, "wwww-decode cannot be run");
  } else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF) {
    snprintf(error, CDECODING_TEXT_SIZE, "decoding it takes more than %d seconds",
             (int)request->seconds);
  } else if (WIFSIGNALED(status)) {
    snprintf(error, CDECODING_TEXT_SIZE, "its decoder crashed (%s)", strsignal(WTERMSIG(status)));
  } else {
    snprintf(error, CDECODING_TEXT_SIZE, "its decoder gave up");
  }
}

// Waits for `count` bytes from the child.
static bool receive(struct cdecoding_process *process, const cdecoding_request *request, void *to,
                    size_t count, char *error) {
  size_t received = 0;
  while (received < count) {
    struct pollfd waiting = {process->channel, POLLIN, 0};
    // The child stops itself by the time that it computes; this is for one that does not even that.
    const int ready = poll(&waiting, 1, request->seconds * 20 * 1000);
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) {
      kill(process->child, SIGKILL);
      explain(process, request, error);
      snprintf(error, CDECODING_TEXT_SIZE, "its decoder did not answer in %d seconds",
               (int)request->seconds * 20);
      return false;
    }
    const ssize_t n = ready < 0 ? -1
                                : recv(process->channel, (char *)to + received,
                                       count - received, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      explain(process, request, error);
      return false;
    }
    received += (size_t)n;
  }
  return true;
}

bool cdecoding_ask(cdecoding_process *process, const cdecoding_request *request,
                   const uint8_t *bytes, const uint8_t *second, const cdecoding_region *regions,
                   cdecoding_reply *reply, char *error) {
  const off_t behind = ((off_t)request->count + 15) / 16 * 16;
  const size_t regions_size = request->region_count * sizeof(cdecoding_region);
  const off_t size = behind + (off_t)request->second_count + (off_t)regions_size + 1;
  if (ftruncate(process->input, size) != 0 || !put(process->input, bytes, request->count, 0) ||
      !put(process->input, second, request->second_count, behind) ||
      !put(process->input, regions, regions_size, behind + (off_t)request->second_count)) {
    snprintf(error, CDECODING_TEXT_SIZE, "not enough memory: %s", strerror(errno));
    return false;
  }
  // Without SIGPIPE where the child is gone.
  if (send(process->channel, request, sizeof *request, MSG_NOSIGNAL) != sizeof *request) {
    explain(process, request, error);
    return false;
  }
  if (!receive(process, request, reply, sizeof *reply, error)) return false;
  free(process->fields);
  process->fields = NULL;
  if (reply->fields_count > CEXIV2_FIELDS_SIZE) reply->fields_count = 0;
  if (reply->fields_count > 0) {
    process->fields = malloc(reply->fields_count);
    if (!process->fields) {
      kill(process->child, SIGKILL);
      explain(process, request, error);
      snprintf(error, CDECODING_TEXT_SIZE, "not enough memory");
      return false;
    }
    if (!receive(process, request, process->fields, reply->fields_count, error)) return false;
  }
  if (size > kept_size) (void)!ftruncate(process->input, 0);
  return true;
}

bool cdecoding_copy(cdecoding_process *process, uint64_t offset, uint8_t *to, uint64_t count) {
  while (count > 0) {
    const ssize_t n = pread(process->output, to, count, (off_t)offset);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    to += n;
    offset += (uint64_t)n;
    count -= (uint64_t)n;
  }
  return true;
}

const uint8_t *cdecoding_fields(const cdecoding_process *process) { return process->fields; }

void cdecoding_end(cdecoding_process *process) {
  free(process->fields);
  if (process->child > 0) {
    kill(process->child, SIGKILL);
    waitpid(process->child, NULL, 0);
  }
  close_all(process);
  free(process);
}
