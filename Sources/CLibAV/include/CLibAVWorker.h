// How videos are read in a process of their own, `wwww-decode video`: requests and replies of fixed size
// through a socket, pixels through shared memory.
#ifndef CLIBAV_WORKER_H
#define CLIBAV_WORKER_H

#include "CLibAV.h"

#ifdef __cplusplus
extern "C" {
#endif

/// The argument that makes `wwww-decode` serve a video.
#define CLIBAV_WORKER_ARGUMENT "video"

/// Descriptors of the worker; requests come in through 0, replies go out through 1.
enum { CLIBAV_WORKER_FILE = 3, CLIBAV_WORKER_PIXELS = 4 };

typedef enum {
  CLIBAV_WORKER_OPEN = 1,
  CLIBAV_WORKER_TAG,
  CLIBAV_WORKER_NEXT,
  CLIBAV_WORKER_RGB,
  CLIBAV_WORKER_BRIGHTNESS,
  CLIBAV_WORKER_CHECK,
} clibav_worker_task;

typedef struct {
  int32_t task;
  /// Threads, or the size of the brightness.
  int32_t first, second;
  int64_t number, milliseconds;
  char key[128];
} clibav_worker_request;

typedef struct {
  bool succeeded;
  clibav_status status;
  clibav_description description;
  char container[32], codec[64];
  clibav_frame frame;
  clibav_health health;
  /// As many as there are in `health`; the first of them lie at the beginning of the shared memory.
  /// A reason, a tag, or the first complaint.
  char text[CLIBAV_ERROR_SIZE];
} clibav_worker_reply;

#ifdef __cplusplus
}
#endif
#endif
