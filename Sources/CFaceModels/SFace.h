#pragma once
#include <cstdint>
#include <vector>

#include "CFaceModels.h"
#include "Convolution.h"

/// The face encoder SFace: a MobileNet, from an aligned face to 128 numbers.
///
/// References: Zhong, Deng, Hu, Zhao, Li, Wen, "SFace: Sigmoid-Constrained Hypersphere Loss for
/// Robust Face Recognition", IEEE Transactions on Image Processing 30, 2021; Howard et al.,
/// "MobileNets", 2017.
class SFace {
 public:
  static constexpr int side = CFACE_SFACE_SIDE;
  static constexpr int embeddingSize = CFACE_SFACE_SIZE;

  /// Reads `face_recognition_sface_2021dec_int8bq.onnx`; throws where the file is none.
  explicit SFace(const char *weights);

  /// Encodes `count` faces of `side` × `side` RGB pixels, not scaled to unit length. A face's
  /// numbers do not depend on its company, but the weights are read once for all.
  void encode(const uint8_t *faces, int count, float *embeddings) const;

 private:
  struct Layer {
    DepthwiseConvolution depthwise;
    Convolution pointwise;
  };

  Convolution first;
  std::vector<Layer> layers;
  float darkest, contrast;
  /// By pixel of the last maps, channel and number of the embedding.
  std::vector<Floats16> last;
  std::vector<float> bias;
};
