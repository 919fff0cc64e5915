#pragma once
#include <cstdint>
#include <vector>

#include "CFaceModels.h"
#include "Convolution.h"

/// The face detector YuNet: a small network of separable convolutions that looks for faces of 10 to
/// 300 pixels at three resolutions.
///
/// It runs row by row: each row of a layer is used for the next layer as soon as it is there, so that
/// little leaves the caches.
///
/// Reference: Wu, Peng, Yu, "YuNet: A Tiny Millisecond-level Face Detector", Machine Intelligence
/// Research 20, 2023.
class YuNet {
 public:
  /// Sides are filled up to a multiple of this.
  static constexpr int multiple = 32;

  /// Reads `face_detection_yunet_2023mar.onnx`; throws where the file is none.
  explicit YuNet(const char *weights);

  /// All places of a picture (8-bit RGB without gaps) whose score is at least `minimumScore`, in
  /// the order of resolutions, rows and columns. Places of one face overlap.
  std::vector<cface_detection> candidates(const uint8_t *rgb, int width, int height,
                                          float minimumScore) const;

  /// A convolution of single pixels, and one within channels after it.
  struct Separable {
    Convolution pointwise;
    DepthwiseConvolution depthwise;
  };

 private:
  Convolution first;
  /// The backbone's, from the first one on.
  std::vector<Separable> layers;
  /// For the coarsest resolution first.
  std::vector<Separable> laterals;
  /// For the finest resolution first; their 16 channels are the class, the box's four numbers, the
  /// likeness of an object, and the points' ten.
  std::vector<Separable> heads;
};
