#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/image_transforms.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <tuple>
#include <vector>

#include "ErrorText.h"
#include "FaceFilters.h"
#include "FrontalFaces.h"
#include "RGBView.h"

using namespace dlib;

struct wwww_detector {
  virtual ~wwww_detector() = default;
  /// Faces of a picture after doubling it, in pixels of the doubled picture.
  virtual std::vector<mmod_rect> detect(const uint8_t *rgb, int32_t width, int32_t height,
                                        int32_t upsample) = 0;
};

namespace {

std::vector<mmod_rect> rects(const std::vector<rect_detection> &found) {
  std::vector<mmod_rect> rects;
  for (const auto &face : found) rects.emplace_back(face.rect, face.detection_confidence);
  return rects;
}

matrix<rgb_pixel> doubled(const uint8_t *rgb, int32_t width, int32_t height, int32_t upsample) {
  matrix<rgb_pixel> picture;
  assign_image(picture, RGBView{rgb, width, height});
  for (int32_t i = 0; i < upsample; ++i) pyramid_up(picture, pyramid_down<2>());
  return picture;
}

struct HOGDetector : wwww_detector {
  HOGDetector() { FaceFilters::shared(); }

  std::vector<mmod_rect> detect(const uint8_t *rgb, int32_t width, int32_t height,
                                int32_t upsample) override {
    return rects(frontalFaces(rgb, width, height, upsample));
  }
};

struct ReferenceHOGDetector : wwww_detector {
  frontal_face_detector detector = get_frontal_face_detector();

  std::vector<mmod_rect> detect(const uint8_t *rgb, int32_t width, int32_t height,
                                int32_t upsample) override {
    std::vector<rect_detection> found;
    detector(doubled(rgb, width, height, upsample), found, 0.0);
    return rects(found);
  }
};

}  // namespace

extern "C" wwww_detector *wwww_detector_hog(char *error) {
  return guarded<wwww_detector *>(error, nullptr, [] { return new HOGDetector; });
}

extern "C" wwww_detector *wwww_detector_hog_reference(char *error) {
  return guarded<wwww_detector *>(error, nullptr, [] { return new ReferenceHOGDetector; });
}

extern "C" void wwww_detector_free(wwww_detector *detector) { delete detector; }

extern "C" bool wwww_detector_detect(wwww_detector *detector, const uint8_t *rgb, int32_t width,
                                     int32_t height, int32_t upsample, wwww_box **boxes,
                                     size_t *count, char *error) {
  return guarded(error, false, [=] {
    const pyramid_down<2> doubling;
    std::vector<wwww_box> result;
    for (const auto &found : detector->detect(rgb, width, height, upsample)) {
      rectangle rect = found.rect;
      if (upsample > 0) rect = doubling.rect_down(rect, upsample);
      const wwww_box box = {
          int32_t(std::clamp<long>(rect.top(), 0, height)),
          int32_t(std::clamp<long>(rect.right() + 1, 0, width)),
          int32_t(std::clamp<long>(rect.bottom() + 1, 0, height)),
          int32_t(std::clamp<long>(rect.left(), 0, width)),
          float(found.detection_confidence),
      };
      if (box.top < box.bottom && box.left < box.right) result.push_back(box);
    }
    std::sort(result.begin(), result.end(), [](const wwww_box &a, const wwww_box &b) {
      return std::tie(a.top, a.left, a.bottom, a.right, b.score) <
             std::tie(b.top, b.left, b.bottom, b.right, a.score);
    });

    *count = result.size();
    const size_t bytes = std::max<size_t>(1, result.size() * sizeof(wwww_box));
    *boxes = static_cast<wwww_box *>(std::malloc(bytes));
    if (!*boxes) throw std::bad_alloc();
    std::copy(result.begin(), result.end(), *boxes);
    return true;
  });
}
