// Pictures with OpenCV, behind plain C.
//
// Pixels are 8-bit RGB, row by row without gaps. Functions that can fail return false (or NULL) and
// write a reason into `error`, a text of at most `COPENCV_ERROR_SIZE` bytes; no C++ exception leaves
// them.
#ifndef COPENCV_H
#define COPENCV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define COPENCV_ERROR_SIZE 512

typedef struct {
  uint8_t red, green, blue;
} copencv_color;

/// Encodes as the file type of `extension` (".png", ".tiff", …); `*bytes` is freed by the caller.
/// Pixels have 3 channels, or 4 with transparency.
bool copencv_encode(const uint8_t *pixels, int32_t width, int32_t height, int32_t channels,
                    const char *extension, uint8_t **bytes, size_t *count, char *error);

/// Resizes by area when shrinking, bicubically when growing.
bool copencv_resize(const uint8_t *rgb, int32_t width, int32_t height, uint8_t *out,
                    int32_t out_width, int32_t out_height, char *error);

/// Cuts out a square by an affine map from the picture to it: x' = m[0] x + m[1] y + m[2],
/// y' = m[3] x + m[4] y + m[5]. What it shrinks much is averaged first; beyond the picture is black.
bool copencv_align(const uint8_t *rgb, int32_t width, int32_t height, const double map[6],
                   uint8_t *out, int32_t out_side, char *error);

/// Draws a rectangle's outline, `thickness` pixels wide.
bool copencv_draw_rectangle(uint8_t *rgb, int32_t width, int32_t height, int32_t left, int32_t top,
                            int32_t right, int32_t bottom, int32_t thickness,
                            copencv_color color, char *error);

/// Fills a rectangle.
bool copencv_fill_rectangle(uint8_t *rgb, int32_t width, int32_t height, int32_t left, int32_t top,
                            int32_t right, int32_t bottom, copencv_color color, char *error);

/// Width and height of a line of UTF-8 `text` in a bold typeface, `size` pixels high; text in any
/// script. Where it is wider than `largest_width` (unless that is negative), an ellipsis stands for
/// its end. Text is set by Pango.
bool copencv_text_size(const char *text, int32_t size, int32_t largest_width, int32_t *width,
                       int32_t *height, char *error);
/// Draws such a line, with its upper left corner at (left, top).
bool copencv_draw_text(uint8_t *rgb, int32_t width, int32_t height, const char *text, int32_t left,
                       int32_t top, int32_t size, int32_t largest_width, copencv_color color,
                       char *error);

#ifdef __cplusplus
}
#endif
#endif
