#pragma once
#include <cstddef>
#include <vector>

#include "Maps.h"
#include "Vectors.h"

/// A convolution whose filters look at all channels, and the activation after it.
///
/// A sum is made by one chain of fused multiply-adds, window row by window row, whatever the width
/// of the processor's vectors: processors that fuse all give the same bytes.
struct Convolution {
  /// Filters whose weights lie together; 16 where there are no more than 16.
  static constexpr int filtersAtOnce = 32;

  int inputs = 0, filters = 0, size = 1, stride = 1, padding = 0;
  /// For `filtersAtOnce` filters: row by row of the window, each value for all of them.
  std::vector<Floats16> weights;
  std::vector<float> bias;
  /// Factors of negative sums: 0 rectifies, 1 leaves them as they are.
  std::vector<float> slopes;

  Convolution() = default;
  /// - weights: by filter, input, row and column; `factors` and `bias` by filter. The number of
  ///   filters is filled up to a multiple of 16.
  Convolution(int inputs, int filters, int size, int stride, int padding, const float *weights,
              const std::vector<float> &factors, const std::vector<float> &bias,
              const std::vector<float> &slopes);

  /// One row of results: `width` pixels, `stepOf(filters)` numbers apart.
  ///
  /// - input: the first window's first value; a window's rows are `inputStride` numbers apart.
  void row(const float *input, size_t inputStride, int width, float *output) const;

  /// All results, for weights that are better read once than once a row.
  Maps operator()(const Maps &input) const;
};

/// A convolution of 3 × 3 pixels within each channel, and the activation after it.
struct DepthwiseConvolution {
  int channels = 0, stride = 1;
  /// Nine values a channel, channels together.
  std::vector<Floats16> weights;
  std::vector<float> bias, slopes;

  DepthwiseConvolution() = default;
  DepthwiseConvolution(int channels, int stride, const float *weights,
                       const std::vector<float> &factors, const std::vector<float> &bias,
                       const std::vector<float> &slopes);

  /// One row of results from three rows, given from the pixel left of the first one.
  void row(const float *above, const float *at, const float *below, int width,
           float *output) const;

  Maps operator()(const Maps &input) const;
};

/// What the kernels use of this processor: 2 for AVX-512, 1 for AVX2 with fused multiply-adds (or
/// their like elsewhere), 0 for neither. Results of 1 and 2 are equal; those of 0 differ in their
/// last bits.
int vectorLevel();

/// For tests: lets the kernels use less than the processor has.
void limitVectorLevel(int level);
