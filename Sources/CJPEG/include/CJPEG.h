// JPEG decoding and encoding with libjpeg-turbo, behind plain C.
//
// libjpeg fills a truncated picture with gray and goes on; here that is an error, because nobody
// should believe that the gray part showed nobody. A file is whole when every coefficient was
// there; end markers and what follows them do not count.
#ifndef CJPEG_H
#define CJPEG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CJPEG_ERROR_SIZE 512

/// Width and height of a JPEG file, from its header.
bool cjpeg_size(const uint8_t *bytes, size_t count, int32_t *width, int32_t *height, char *error);

/// A part of a picture: columns left to right and rows top to bottom, half-open.
typedef struct {
  int32_t left, top, right, bottom;
} cjpeg_region;

/// Decodes parts of a JPEG file, in one pass.
///
/// - reduction: 1, 2, 4 or 8: width and height are divided by it and rounded up (scaled DCT).
/// - regions: in pixels of the reduced picture, and inside it; they may overlap.
/// - rgb: for each region, height × width × 3 bytes.
bool cjpeg_decode(const uint8_t *bytes, size_t count, int32_t reduction,
                  const cjpeg_region *regions, size_t region_count, uint8_t *const *rgb,
                  char *error);

/// Encodes RGB pixels; `*bytes` is freed by the caller.
bool cjpeg_encode(const uint8_t *rgb, int32_t width, int32_t height, int32_t quality,
                  uint8_t **bytes, size_t *count, char *error);

#ifdef __cplusplus
}
#endif

#endif
