#include <dlib/dnn.h>
#include <dlib/image_processing/shape_predictor.h>
#include <dlib/image_transforms.h>

#include <cstring>
#include <memory>
#include <stdexcept>
#include <vector>

#include "ErrorText.h"
#include "RGBView.h"

using namespace dlib;

extern "C" void openblas_set_num_threads(int);

namespace {

// The architecture that the published weights were trained with: a ResNet with 29 layers.
template <template <int, template <typename> class, int, typename> class block, int N,
          template <typename> class BN, typename SUBNET>
using residual = add_prev1<block<N, BN, 1, tag1<SUBNET>>>;
template <template <int, template <typename> class, int, typename> class block, int N,
          template <typename> class BN, typename SUBNET>
using residual_down =
    add_prev2<avg_pool<2, 2, 2, 2, skip1<tag2<block<N, BN, 2, tag1<SUBNET>>>>>>;
template <int N, template <typename> class BN, int stride, typename SUBNET>
using block = BN<con<N, 3, 3, 1, 1, relu<BN<con<N, 3, 3, stride, stride, SUBNET>>>>>;
template <int N, typename SUBNET>
using ares = relu<residual<block, N, affine, SUBNET>>;
template <int N, typename SUBNET>
using ares_down = relu<residual_down<block, N, affine, SUBNET>>;
template <typename SUBNET>
using alevel0 = ares_down<256, SUBNET>;
template <typename SUBNET>
using alevel1 = ares<256, ares<256, ares_down<256, SUBNET>>>;
template <typename SUBNET>
using alevel2 = ares<128, ares<128, ares_down<128, SUBNET>>>;
template <typename SUBNET>
using alevel3 = ares<64, ares<64, ares<64, ares_down<64, SUBNET>>>>;
template <typename SUBNET>
using alevel4 = ares<32, ares<32, ares<32, SUBNET>>>;
using resnet = loss_metric<fc_no_bias<
    WWWW_EMBEDDING_SIZE,
    avg_pool_everything<alevel0<alevel1<alevel2<alevel3<alevel4<
        max_pool<3, 3, 2, 2,
                 relu<affine<con<32, 7, 7, 2, 2,
                                 input_rgb_image_sized<WWWW_CHIP_SIDE>>>>>>>>>>>>>;

// Faces that go through the network at once: more would only cost memory.
constexpr size_t faces_per_batch = 16;

}  // namespace

struct wwww_encoder {
  shape_predictor predictor;
  resnet net;
};

extern "C" wwww_encoder *wwww_encoder_open(const char *landmark_weights,
                                           const char *encoder_weights, char *error) {
  return guarded<wwww_encoder *>(error, nullptr, [=] {
    auto encoder = std::make_unique<wwww_encoder>();
    deserialize(landmark_weights) >> encoder->predictor;
    if (encoder->predictor.num_parts() != WWWW_LANDMARK_COUNT)
      throw std::runtime_error("the landmark model does not predict 5 points");
    deserialize(encoder_weights) >> encoder->net;
    return encoder.release();
  });
}

extern "C" void wwww_encoder_free(wwww_encoder *encoder) { delete encoder; }

extern "C" bool wwww_encoder_encode(wwww_encoder *encoder, const uint8_t *rgb, int32_t width,
                                    int32_t height, const wwww_box *boxes, size_t count,
                                    bool mirror, wwww_landmarks *landmarks, float *embeddings, uint8_t *chips,
                                    char *error) {
  return guarded(error, false, [=] {
    const RGBView picture{rgb, width, height};
    std::vector<chip_details> details;
    for (size_t i = 0; i < count; ++i) {
      const auto &box = boxes[i];
      // Boxes that the picture's edge cuts end one pixel beyond it in face_recognition, which
      // landmarks follow; so the same here.
      const auto shape = encoder->predictor(
          picture, rectangle(box.left, box.top, box.right - (box.right < width),
                             box.bottom - (box.bottom < height)));
      for (int p = 0; p < WWWW_LANDMARK_COUNT; ++p) {
        landmarks[i].x[p] = float(shape.part(p).x());
        landmarks[i].y[p] = float(shape.part(p).y());
      }
      details.push_back(get_face_chip_details(shape, WWWW_CHIP_SIDE, 0.25));
    }
    constexpr size_t chip_bytes = size_t(WWWW_CHIP_SIDE) * WWWW_CHIP_SIDE * 3;
    for (size_t first = 0; first < count; first += faces_per_batch) {
      const size_t last = std::min(count, first + faces_per_batch);
      std::vector<matrix<rgb_pixel>> faces(last - first);
      for (size_t i = first; i < last; ++i) {
        extract_image_chip(picture, details[i], faces[i - first]);
        std::memcpy(chips + i * chip_bytes, &faces[i - first](0, 0), chip_bytes);
      }
      auto encoded = encoder->net(faces, faces.size());
      if (mirror) {
        for (auto &face : faces) {
          matrix<rgb_pixel> flipped;
          flip_image_left_right(face, flipped);
          swap(face, flipped);
        }
        const auto mirrored = encoder->net(faces, faces.size());
        for (size_t i = 0; i < encoded.size(); ++i) encoded[i] = (encoded[i] + mirrored[i]) / 2;
      }
      for (size_t i = first; i < last; ++i)
        std::memcpy(embeddings + i * WWWW_EMBEDDING_SIZE, &encoded[i - first](0),
                    WWWW_EMBEDDING_SIZE * sizeof(float));
    }
    return true;
  });
}

extern "C" void wwww_blas_threads(int32_t count) { openblas_set_num_threads(count); }
