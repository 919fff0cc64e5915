#include <cstdlib>
#include <cstring>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <stdexcept>
#include <vector>

#include "Guarded.h"

// The caller reports what goes wrong, with the file's name; OpenCV's own log would say it twice.
static const auto quiet = cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);

bool copencv_encode(const uint8_t *pixels, int32_t width, int32_t height, int32_t channels,
                    const char *extension, uint8_t **bytes, size_t *count, char *error) {
  return guarded(error, false, [=] {
    const cv::Mat source(height, width, CV_8UC(channels), const_cast<uint8_t *>(pixels));
    cv::Mat bgr;
    cv::cvtColor(source, bgr, channels == 4 ? cv::COLOR_RGBA2BGRA : cv::COLOR_RGB2BGR);
    std::vector<uint8_t> encoded;
    if (!cv::imencode(extension, bgr, encoded)) throw std::runtime_error("cannot be encoded");
    *bytes = static_cast<uint8_t *>(std::malloc(encoded.size()));
    if (!*bytes) throw std::bad_alloc();
    std::memcpy(*bytes, encoded.data(), encoded.size());
    *count = encoded.size();
    return true;
  });
}

bool copencv_resize(const uint8_t *rgb, int32_t width, int32_t height, uint8_t *out,
                    int32_t out_width, int32_t out_height, char *error) {
  return guarded(error, false, [=] {
    cv::Mat target = matrix(out, out_width, out_height);
    const bool shrinks = out_width < width && out_height < height;
    cv::resize(matrix(rgb, width, height), target, target.size(), 0, 0,
               shrinks ? cv::INTER_AREA : cv::INTER_CUBIC);
    return true;
  });
}
