#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "Guarded.h"

bool copencv_align(const uint8_t *rgb, int32_t width, int32_t height, const double map[6],
                   uint8_t *out, int32_t out_side, char *error) {
  return guarded(error, false, [=] {
    const cv::Mat picture = matrix(rgb, width, height);
    cv::Mat target = matrix(out, out_side, out_side);
    cv::Matx23d forward(map[0], map[1], map[2], map[3], map[4], map[5]);
    cv::Matx23d backward;
    cv::invertAffineTransform(forward, backward);

    // The part of the picture that the square shows, and a little more for what is between pixels.
    double left = width, top = height, right = 0, bottom = 0;
    for (int corner = 0; corner < 4; ++corner) {
      const double u = corner % 2 * out_side, v = corner / 2 * out_side;
      const double x = backward(0, 0) * u + backward(0, 1) * v + backward(0, 2);
      const double y = backward(1, 0) * u + backward(1, 1) * v + backward(1, 2);
      left = std::min(left, x), right = std::max(right, x);
      top = std::min(top, y), bottom = std::max(bottom, y);
    }
    const auto inside = [](double value, int limit) {
      return int(std::clamp(value, 0.0, double(limit)));
    };
    const cv::Rect part(cv::Point(inside(std::floor(left) - 2, width),
                                  inside(std::floor(top) - 2, height)),
                        cv::Point(inside(std::ceil(right) + 3, width),
                                  inside(std::ceil(bottom) + 3, height)));
    if (part.width <= 0 || part.height <= 0) {
      target.setTo(cv::Scalar::all(0));
      return true;
    }
    cv::Mat source = picture(part);
    forward(0, 2) += forward(0, 0) * part.x + forward(0, 1) * part.y;
    forward(1, 2) += forward(1, 0) * part.x + forward(1, 1) * part.y;

    // Reading between four pixels would pass over most of them where it shrinks more than twice.
    const int reduction = int(1 / std::hypot(forward(0, 0), forward(1, 0)));
    if (reduction >= 2) {
      const cv::Size reduced((part.width + reduction - 1) / reduction,
                             (part.height + reduction - 1) / reduction);
      const double across = double(part.width) / reduced.width;
      const double down = double(part.height) / reduced.height;
      cv::Mat smaller;
      cv::resize(source, smaller, reduced, 0, 0, cv::INTER_AREA);
      source = smaller;
      // Pixels' centers are half a pixel from their corners.
      forward(0, 2) += forward(0, 0) * (across - 1) / 2 + forward(0, 1) * (down - 1) / 2;
      forward(1, 2) += forward(1, 0) * (across - 1) / 2 + forward(1, 1) * (down - 1) / 2;
      forward(0, 0) *= across, forward(1, 0) *= across;
      forward(0, 1) *= down, forward(1, 1) *= down;
    }
    cv::warpAffine(source, target, forward, target.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT);
    return true;
  });
}
