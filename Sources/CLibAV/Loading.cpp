#include "CLibAV.h"
#include "CLoading.h"

#define PASS_ON(result, name, parameters, arguments) \
  CLOADING_PASS_ON("libwwww-libav.so", result, name, parameters, arguments)

PASS_ON(const char *, clibav_container, (const uint8_t *head, size_t count), (head, count))
PASS_ON(bool, clibav_is_animated, (const uint8_t *bytes, size_t count), (bytes, count))
PASS_ON(clibav_video *, clibav_open,
        (int descriptor, int32_t threads, clibav_status *status, char *error),
        (descriptor, threads, status, error))
PASS_ON(void, clibav_free, (clibav_video * video), (video))
PASS_ON(clibav_description, clibav_describe, (const clibav_video *video), (video))
PASS_ON(const char *, clibav_tag, (const clibav_video *video, const char *key), (video, key))
PASS_ON(bool, clibav_next,
        (clibav_video * video, int64_t number, int64_t milliseconds, clibav_frame *frame),
        (video, number, milliseconds, frame))
PASS_ON(bool, clibav_rgb, (clibav_video * video, uint8_t *rgb, char *error), (video, rgb, error))
PASS_ON(bool, clibav_brightness,
        (clibav_video * video, uint8_t *gray, int32_t width, int32_t height, char *error),
        (video, gray, width, height, error))
PASS_ON(clibav_health, clibav_check, (const clibav_video *video), (video))
PASS_ON(clibav_copy *, clibav_copy_begin,
        (const clibav_video *video, int input, int output, const char *muxer, int32_t width,
         int32_t height, int32_t threads, clibav_status *status, char *error),
        (video, input, output, muxer, width, height, threads, status, error))
PASS_ON(bool, clibav_copy_write,
        (clibav_copy * copy, const uint8_t *rgb, int64_t milliseconds, char *error),
        (copy, rgb, milliseconds, error))
PASS_ON(bool, clibav_copy_finish, (clibav_copy * copy, char *error), (copy, error))
PASS_ON(void, clibav_copy_free, (clibav_copy * copy), (copy))
