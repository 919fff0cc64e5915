#pragma once
#include <cstdint>
#include <vector>

#include "CFaceModels.h"
#include "Convolution.h"

/// dlib's face encoder: a ResNet with 29 convolutions, from an aligned face to 128 numbers.
///
/// dlib's own evaluation copies every window of 3 × 3 pixels before it multiplies, which takes as
/// long as the multiplications.
///
/// Reference: He et al., "Deep Residual Learning for Image Recognition", CVPR 2016.
class FaceNetwork {
 public:
  static constexpr int side = WWWW_CHIP_SIDE;
  static constexpr int embeddingSize = WWWW_EMBEDDING_SIZE;

  /// Reads `dlib_face_recognition_resnet_model_v1.dat`; throws where the file is none.
  explicit FaceNetwork(const char *weights);

  /// Encodes `count` faces of `side` × `side` RGB pixels. A face's numbers do not depend on its
  /// company, but large models are read once for all.
  void encode(const uint8_t *faces, int count, float *embeddings) const;

 private:
  Convolution first;
  /// Two for each residual block; a block whose first one has stride 2 halves the picture.
  std::vector<Convolution> residual;
  /// From the means of all channels to the embedding, row by row of channels.
  std::vector<float> last;
  float meanColor[3];
};
