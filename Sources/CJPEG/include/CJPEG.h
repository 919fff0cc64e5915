// JPEG decoding and encoding with libjpeg-turbo, behind plain C.
//
// libjpeg fills a truncated picture with gray and goes on; here that is an error, because nobody
// should believe that the gray part showed nobody.
#ifndef CJPEG_H
#define CJPEG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CJPEG_ERROR_SIZE 512

typedef enum {
  CJPEG_OK,
  CJPEG_BAD,
  /// A valid file whose colors (CMYK) libjpeg does not turn into RGB.
  CJPEG_UNSUPPORTED_COLORS,
} cjpeg_result;

/// Width and height of a JPEG file, from its header.
cjpeg_result cjpeg_size(const uint8_t *bytes, size_t count, int32_t *width, int32_t *height,
                        char *error);

/// Decodes a JPEG file into `rgb`: height × width × 3 bytes, sized by `cjpeg_size`.
cjpeg_result cjpeg_decode(const uint8_t *bytes, size_t count, uint8_t *rgb, char *error);

/// Encodes RGB pixels; `*bytes` is freed by the caller.
cjpeg_result cjpeg_encode(const uint8_t *rgb, int32_t width, int32_t height, int32_t quality,
                          uint8_t **bytes, size_t *count, char *error);

#endif
