// Videos with libavformat, libavcodec and libswscale, and animated WebP with libwebp, behind plain C.
//
// Pixels are 8-bit RGB, row by row without gaps, upright as players show them. Times are milliseconds
// from the start of the video. Functions that can fail write a reason into `error`, a text of at most
// `CLIBAV_ERROR_SIZE` bytes; no C++ exception leaves them, and no library writes to standard error.
#ifndef CLIBAV_H
#define CLIBAV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CLIBAV_ERROR_SIZE 512

/// The most pixels of a frame that is decoded: 8K, with something to spare.
#define CLIBAV_MOST_PIXELS (INT64_C(8192) * 4608)

/// Why a file cannot be used as a video.
typedef enum {
  CLIBAV_OK = 0,
  CLIBAV_NOT_A_VIDEO,  // no container that is known
  CLIBAV_NO_PICTURES,  // sound, subtitles or data alone
  CLIBAV_UNSUPPORTED,  // no decoder for its pictures
  CLIBAV_DAMAGED,      // the container cannot be opened
  CLIBAV_TOO_LARGE,    // more pixels than are decoded
  CLIBAV_INTERNAL,
} clibav_status;

/// The short name of the container that begins with these bytes, or NULL where it is none of those
/// that are read, or it is not certain.
const char *clibav_container(const uint8_t *head, size_t count);

/// Whether the file that begins with these bytes is a picture that moves: a GIF, PNG or WebP file
/// with more than one frame.
bool clibav_is_animated(const uint8_t *bytes, size_t count);

/// Reads videos in processes that run the program at `path` from now on; in this one where it is NULL.
void clibav_set_worker(const char *path);

/// A video that is read from its start to its end. Belongs to one thread at a time.
typedef struct clibav_video clibav_video;

/// Opens the video behind `descriptor`, which must stay open and be seekable; nothing else is opened,
/// whatever the file asks for. `threads` decode.
clibav_video *clibav_open(int descriptor, int32_t threads, clibav_status *, char *error);
void clibav_free(clibav_video *);

typedef struct {
  const char *container, *codec;
  /// Upright size as the header says; single frames may differ.
  int32_t width, height;
  /// Frames a second, on average; 0 where nobody knows.
  double rate;
  /// Milliseconds; −1 where nobody knows.
  int64_t duration;
  /// Where the pictures begin on the container's clock, in microseconds.
  int64_t origin;
} clibav_description;

clibav_description clibav_describe(const clibav_video *);
/// What the container says under `key` of itself or of its pictures, or NULL.
const char *clibav_tag(const clibav_video *, const char *key);

typedef struct {
  /// Counted from 0 in the order of presentation.
  int64_t number;
  int64_t milliseconds;
  /// Upright.
  int32_t width, height;
} clibav_frame;

/// Goes on to the first frame that is neither before `number` nor before `milliseconds`; false at the
/// end. What lies between is not decoded where a keyframe allows it.
bool clibav_next(clibav_video *, int64_t number, int64_t milliseconds, clibav_frame *);
/// Writes the pixels of the current frame: height × width × 3 bytes.
bool clibav_rgb(clibav_video *, uint8_t *rgb, char *error);
/// Writes the brightness of the current frame, not turned, averaged to width × height bytes.
bool clibav_brightness(clibav_video *, uint8_t *gray, int32_t width, int32_t height, char *error);

/// Milliseconds, both included.
typedef struct {
  int64_t first, last;
} clibav_span;

/// What is known, after reading, of what could not be read.
typedef struct {
  /// Frames that are broken.
  int64_t damaged_frames;
  /// Where they are; neighbors are joined, and no more than a number of stretches are kept.
  const clibav_span *damaged;
  size_t damaged_count;
  /// Whether the file ends before the video does.
  bool is_cut;
  /// Milliseconds from the start to the last frame that was read.
  int64_t end;
  /// The first complaint of a library, or an empty text.
  const char *message;
} clibav_health;

clibav_health clibav_check(const clibav_video *);

/// A copy of a video with other pictures, of the same family of codecs and with the same sound.
/// Belongs to one thread at a time.
typedef struct clibav_copy clibav_copy;

/// Begins a copy of the video behind `input`, as it was described, into the file behind `output`; both
/// stay open. `CLIBAV_UNSUPPORTED` where the container `muxer` cannot hold the sound.
clibav_copy *clibav_copy_begin(const char *codec, double rate, int64_t origin, int input, int output,
                               const char *muxer, int32_t width, int32_t height, int32_t threads,
                               clibav_status *, char *error);
/// Adds a picture: height × width × 3 bytes. Times rise.
bool clibav_copy_write(clibav_copy *, const uint8_t *rgb, int64_t milliseconds, char *error);
bool clibav_copy_finish(clibav_copy *, char *error);
void clibav_copy_free(clibav_copy *);

#ifdef __cplusplus
}
#endif

#include "CLibAVWorker.h"

#endif
