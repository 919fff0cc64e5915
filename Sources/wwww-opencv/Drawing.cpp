#include <opencv2/freetype.hpp>
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

struct copencv_font {
  cv::Ptr<cv::freetype::FreeType2> face;
};

copencv_font *copencv_font_open(const char *file, char *error) {
  return guarded<copencv_font *>(error, nullptr, [=] {
    auto face = cv::freetype::createFreeType2();
    face->loadFontData(file, 0);
    return new copencv_font{face};
  });
}

void copencv_font_free(copencv_font *font) { delete font; }

bool copencv_text_size(copencv_font *font, const char *text, int32_t height, int32_t *width,
                       int32_t *ascent, int32_t *descent, char *error) {
  return guarded(error, false, [=] {
    int below = 0;
    const cv::Size size = font->face->getTextSize(text, height, cv::FILLED, &below);
    *width = size.width;
    *ascent = size.height;
    *descent = below;
    return true;
  });
}

bool copencv_draw_text(copencv_font *font, uint8_t *rgb, int32_t width, int32_t height,
                       const char *text, int32_t x, int32_t y, int32_t font_height,
                       copencv_color color, char *error) {
  return guarded(error, false, [=] {
    cv::Mat picture = matrix(rgb, width, height);
    font->face->putText(picture, text, cv::Point(x, y), font_height, scalar(color), cv::FILLED,
                        cv::LINE_AA, true);
    return true;
  });
}
