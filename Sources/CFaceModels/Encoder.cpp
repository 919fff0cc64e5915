#include <dlib/image_processing/shape_predictor.h>
#include <dlib/image_transforms.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <vector>

#include "ErrorText.h"
#include "FaceNetwork.h"
#include "RGBView.h"

using namespace dlib;

extern "C" void openblas_set_num_threads(int);

namespace {

// Faces that go through the network at once, with their mirror images: more would leave the caches.
constexpr size_t faces_per_batch = 2;
constexpr size_t chip_bytes = size_t(WWWW_CHIP_SIDE) * WWWW_CHIP_SIDE * 3;

void mirrored(const uint8_t *chip, uint8_t *result) {
  for (int y = 0; y < WWWW_CHIP_SIDE; ++y, chip += 3 * WWWW_CHIP_SIDE)
    for (int x = WWWW_CHIP_SIDE - 1; x >= 0; --x, result += 3) std::memcpy(result, chip + 3 * x, 3);
}

}  // namespace

struct wwww_predictor {
  shape_predictor predictor;
};

struct wwww_encoder {
  FaceNetwork network;
};

extern "C" wwww_predictor *wwww_predictor_open(const char *weights, char *error) {
  return guarded<wwww_predictor *>(error, nullptr, [=] {
    shape_predictor predictor;
    deserialize(weights) >> predictor;
    if (predictor.num_parts() != WWWW_LANDMARK_COUNT)
      throw std::runtime_error("the landmark model does not predict 5 points");
    return new wwww_predictor{std::move(predictor)};
  });
}

extern "C" void wwww_predictor_free(wwww_predictor *predictor) { delete predictor; }

extern "C" bool wwww_predictor_predict(wwww_predictor *predictor, const uint8_t *rgb,
                                       int32_t width, int32_t height, const wwww_box *boxes,
                                       size_t count, wwww_landmarks *landmarks, char *error) {
  return guarded(error, false, [=] {
    const RGBView picture{rgb, width, height};
    for (size_t i = 0; i < count; ++i) {
      const auto &box = boxes[i];
      // Boxes that the picture's edge cuts end one pixel beyond it in face_recognition, which
      // landmarks follow; so the same here.
      const auto shape = predictor->predictor(
          picture, rectangle(box.left, box.top, box.right - (box.right < width),
                             box.bottom - (box.bottom < height)));
      for (int p = 0; p < WWWW_LANDMARK_COUNT; ++p) {
        landmarks[i].x[p] = float(shape.part(p).x());
        landmarks[i].y[p] = float(shape.part(p).y());
      }
    }
    return true;
  });
}

extern "C" wwww_encoder *wwww_encoder_open(const char *weights, char *error) {
  return guarded<wwww_encoder *>(error, nullptr,
                                 [=] { return new wwww_encoder{FaceNetwork(weights)}; });
}

extern "C" void wwww_encoder_free(wwww_encoder *encoder) { delete encoder; }

extern "C" bool wwww_encoder_encode(wwww_encoder *encoder, const uint8_t *rgb, int32_t width,
                                    int32_t height, const wwww_landmarks *landmarks, size_t count,
                                    bool mirror, float *embeddings, uint8_t *chips, char *error) {
  return guarded(error, false, [=] {
    const RGBView picture{rgb, width, height};
    std::vector<chip_details> details;
    for (size_t i = 0; i < count; ++i) {
      std::vector<point> parts;
      for (int p = 0; p < WWWW_LANDMARK_COUNT; ++p)
        parts.emplace_back(std::lround(landmarks[i].x[p]), std::lround(landmarks[i].y[p]));
      details.push_back(
          get_face_chip_details(full_object_detection({}, parts), WWWW_CHIP_SIDE, 0.25));
    }
    std::vector<uint8_t> batch(2 * faces_per_batch * chip_bytes);
    std::vector<float> encoded(2 * faces_per_batch * WWWW_EMBEDDING_SIZE);
    matrix<rgb_pixel> chip;
    for (size_t first = 0; first < count; first += faces_per_batch) {
      const size_t faces = std::min(count - first, faces_per_batch);
      for (size_t i = 0; i < faces; ++i) {
        extract_image_chip(picture, details[first + i], chip);
        std::memcpy(chips + (first + i) * chip_bytes, &chip(0, 0), chip_bytes);
        std::memcpy(&batch[i * chip_bytes], &chip(0, 0), chip_bytes);
        if (mirror) mirrored(&batch[i * chip_bytes], &batch[(faces + i) * chip_bytes]);
      }
      encoder->network.encode(batch.data(), int(mirror ? 2 * faces : faces), encoded.data());
      const size_t numbers = faces * WWWW_EMBEDDING_SIZE;
      float *results = embeddings + first * WWWW_EMBEDDING_SIZE;
      for (size_t i = 0; i < numbers; ++i)
        results[i] = mirror ? (encoded[i] + encoded[numbers + i]) / 2 : encoded[i];
    }
    return true;
  });
}

extern "C" void wwww_blas_threads(int32_t count) { openblas_set_num_threads(count); }
