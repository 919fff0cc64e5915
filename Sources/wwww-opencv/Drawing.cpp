#include <opencv2/imgproc.hpp>

#include "Guarded.h"

static cv::Scalar scalar(copencv_color c) { return cv::Scalar(c.red, c.green, c.blue); }

bool copencv_draw_rectangle(uint8_t *rgb, int32_t width, int32_t height, int32_t left, int32_t top,
                            int32_t right, int32_t bottom, int32_t thickness,
                            copencv_color color, char *error) {
  return guarded(error, false, [=] {
    cv::Mat picture = matrix(rgb, width, height);
    cv::rectangle(picture, cv::Point(left, top), cv::Point(right - 1, bottom - 1), scalar(color),
                  thickness, cv::LINE_8);
    return true;
  });
}

bool copencv_fill_rectangle(uint8_t *rgb, int32_t width, int32_t height, int32_t left, int32_t top,
                            int32_t right, int32_t bottom, copencv_color color, char *error) {
  return copencv_draw_rectangle(rgb, width, height, left, top, right, bottom, cv::FILLED, color,
                                error);
}
