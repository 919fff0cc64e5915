#include "CLoading.h"
#include "COpenCV.h"

#define PASS_ON(result, name, parameters, arguments) \
  CLOADING_PASS_ON("libwwww-opencv.so", result, name, parameters, arguments)

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
PASS_ON(bool, copencv_text_size,
        (const char *text, int32_t size, int32_t largest_width, int32_t *width, int32_t *height,
         char *error),
        (text, size, largest_width, width, height, error))
PASS_ON(bool, copencv_draw_text,
        (uint8_t *rgb, int32_t width, int32_t height, const char *text, int32_t left, int32_t top,
         int32_t size, int32_t largest_width, copencv_color color, char *error),
        (rgb, width, height, text, left, top, size, largest_width, color, error))
