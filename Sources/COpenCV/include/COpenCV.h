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

/// Pixels that OpenCV owns.
typedef struct copencv_image copencv_image;
int32_t copencv_image_width(const copencv_image *);
int32_t copencv_image_height(const copencv_image *);
/// Copies the pixels into `rgb`: height × width × 3 bytes.
void copencv_image_copy(const copencv_image *, uint8_t *rgb);
void copencv_image_free(copencv_image *);

/// Decodes any picture file that OpenCV reads; orientation tags are not applied.
copencv_image *copencv_decode(const uint8_t *bytes, size_t count, char *error);

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

/// A typeface that draws any text it has glyphs for. Belongs to one thread at a time.
typedef struct copencv_font copencv_font;
copencv_font *copencv_font_open(const char *file, char *error);
void copencv_font_free(copencv_font *);
/// Width of `text` and the space above and below its baseline, in pixels, at a font height.
bool copencv_text_size(copencv_font *, const char *text, int32_t height, int32_t *width,
                       int32_t *ascent, int32_t *descent, char *error);
/// Draws UTF-8 `text` with its baseline's left end at (x, y).
bool copencv_draw_text(copencv_font *, uint8_t *rgb, int32_t width, int32_t height,
                       const char *text, int32_t x, int32_t y, int32_t font_height,
                       copencv_color color, char *error);

#ifdef __cplusplus
}
#endif
#endif
