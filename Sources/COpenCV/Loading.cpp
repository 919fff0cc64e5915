#include "CLoading.h"
#include "COpenCV.h"

#define PASS_ON(result, name, parameters, arguments) \
  CLOADING_PASS_ON("libwwww-opencv.so", result, name, parameters, arguments)

PASS_ON(int32_t, copencv_image_width, (const copencv_image *image), (image))
PASS_ON(int32_t, copencv_image_height, (const copencv_image *image), (image))
PASS_ON(void, copencv_image_copy, (const copencv_image *image, uint8_t *rgb), (image, rgb))
PASS_ON(void, copencv_image_free, (copencv_image * image), (image))
PASS_ON(copencv_image *, copencv_decode, (const uint8_t *bytes, size_t count, char *error),
        (bytes, count, error))
PASS_ON(bool, copencv_encode,
        (const uint8_t *pixels, int32_t width, int32_t height, int32_t channels,
         const char *extension, uint8_t **bytes, size_t *count, char *error),
        (pixels, width, height, channels, extension, bytes, count, error))
PASS_ON(bool, copencv_resize,
        (const uint8_t *rgb, int32_t width, int32_t height, uint8_t *out, int32_t out_width,
         int32_t out_height, char *error),
        (rgb, width, height, out, out_width, out_height, error))
PASS_ON(bool, copencv_align,
        (const uint8_t *rgb, int32_t width, int32_t height, const double map[6], uint8_t *out,
         int32_t out_side, char *error),
        (rgb, width, height, map, out, out_side, error))
PASS_ON(bool, copencv_draw_rectangle,
        (uint8_t *rgb, int32_t width, int32_t height, int32_t left, int32_t top, int32_t right,
         int32_t bottom, int32_t thickness, copencv_color color, char *error),
        (rgb, width, height, left, top, right, bottom, thickness, color, error))
PASS_ON(bool, copencv_fill_rectangle,
        (uint8_t *rgb, int32_t width, int32_t height, int32_t left, int32_t top, int32_t right,
         int32_t bottom, copencv_color color, char *error),
        (rgb, width, height, left, top, right, bottom, color, error))
PASS_ON(copencv_font *, copencv_font_open, (const char *file, char *error), (file, error))
PASS_ON(void, copencv_font_free, (copencv_font * font), (font))
PASS_ON(bool, copencv_text_size,
        (copencv_font * font, const char *text, int32_t height, int32_t *width, int32_t *ascent,
         int32_t *descent, char *error),
        (font, text, height, width, ascent, descent, error))
PASS_ON(bool, copencv_draw_text,
        (copencv_font * font, uint8_t *rgb, int32_t width, int32_t height, const char *text,
         int32_t x, int32_t y, int32_t font_height, copencv_color color, char *error),
        (font, rgb, width, height, text, x, y, font_height, color, error))
