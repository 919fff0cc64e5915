#pragma once
#include <cstdint>
#include <vector>

#include "CDlib.h"
#include "Vectors.h"

/// dlib's face encoder: a ResNet with 29 convolutions, from an aligned face to 128 numbers.
///
/// dlib's own evaluation copies every window of 3 × 3 pixels before it multiplies, which takes as
/// long as the multiplications. Here pictures lie with all channels of a pixel together, so that a
/// row of a window is one run of memory, and sums for some pixels × 32 filters stay in registers.
///
/// Reference: He et al., "Deep Residual Learning for Image Recognition", CVPR 2016.
class FaceNetwork {
 public:
  static constexpr int side = WWWW_CHIP_SIDE;
  static constexpr int embeddingSize = WWWW_EMBEDDING_SIZE;
  /// Filters whose weights lie together.
  static constexpr int filtersAtOnce = 32;

  /// Reads `dlib_face_recognition_resnet_model_v1.dat`; throws where the file is none.
  explicit FaceNetwork(const char *weights);

  /// Encodes `count` faces of `side` × `side` RGB pixels. A face's numbers do not depend on its
  /// company, but large models are read once for all.
  void encode(const uint8_t *faces, int count, float *embeddings) const;

  struct Convolution {
    int inputs = 0, filters = 0, size = 0, stride = 0, padding = 0;
    /// For `filtersAtOnce` filters: row by row of the window, each value for all of them.
    std::vector<Floats16> weights;
    std::vector<float> bias;
  };

 private:
  Convolution first;
  /// Two for each residual block; a block whose first one has stride 2 halves the picture.
  std::vector<Convolution> residual;
  /// From the means of all channels to the embedding, row by row of channels.
  std::vector<float> last;
  float meanColor[3];
};
