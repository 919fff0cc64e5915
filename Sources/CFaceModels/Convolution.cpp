#include "Convolution.h"

#include <algorithm>
#include <atomic>
#include <stdexcept>

// What must become part of its callers, which are compiled for different processors.
#define INLINE __attribute__((always_inline)) inline

namespace {

/// A part of a row of results, and what it is made of.
struct Piece {
  const float *input;
  size_t inputStride;
  const float *weights, *bias, *slopes;
  int windowRows, windowRun;
  float *output;
  int outputStep;
};

INLINE Floats16 activated(Floats16 sum, Floats16 slope) { return sum > 0 ? sum : sum * slope; }

/// Sums for `pixels` × 16 `vectors` filters, whose windows are `step` numbers apart and whose
/// weights lie `group` filters together.
template <int pixels, int vectors, int step, int group>
INLINE void convolve(const Piece &piece) {
  Floats16 sums[pixels][vectors];
  for (int p = 0; p < pixels; ++p) std::memcpy(sums[p], piece.bias, sizeof sums[p]);
  const float *weights = piece.weights;
  for (int row = 0; row < piece.windowRows; ++row) {
    const float *input = piece.input + row * piece.inputStride;
    for (int i = 0; i < piece.windowRun; ++i) {
      Floats16 weight[vectors];
      std::memcpy(weight, weights, sizeof weight);
      for (int p = 0; p < pixels; ++p)
        for (int v = 0; v < vectors; ++v) sums[p][v] += weight[v] * input[p * step + i];
      weights += group;
    }
  }
  Floats16 slopes[vectors];
  std::memcpy(slopes, piece.slopes, sizeof slopes);
  for (int p = 0; p < pixels; ++p)
    for (int v = 0; v < vectors; ++v)
      store(activated(sums[p][v], slopes[v]), piece.output + p * piece.outputStep + 16 * v);
}

template <int most, int vectors, int step, int group>
INLINE void convolve(const Piece &piece, int pixels) {
  if constexpr (most > 1)
    if (pixels < most) return convolve<most - 1, vectors, step, group>(piece, pixels);
  convolve<most, vectors, step, group>(piece);
}

/// A row of results for 16 `vectors` filters from `filter` on.
template <int pixels, int vectors, int step, int group>
INLINE void convolveRow(const Convolution &by, int filter, const float *input, size_t inputStride,
                        int width, float *output) {
  const int pieces = (width + pixels - 1) / pixels, pieceWidth = (width + pieces - 1) / pieces;
  const int place = filter % group;
  Piece piece;
  piece.inputStride = inputStride;
  piece.windowRows = by.size;
  piece.windowRun = by.size * by.inputs;
  piece.weights = reinterpret_cast<const float *>(by.weights.data()) +
                  size_t(filter - place) * by.size * piece.windowRun + place;
  piece.bias = by.bias.data() + filter;
  piece.slopes = by.slopes.data() + filter;
  piece.outputStep = Maps::stepOf(by.filters);
  for (int x = 0; x < width; x += pieceWidth) {
    piece.input = input + size_t(x) * step;
    piece.output = output + size_t(x) * piece.outputStep + filter;
    convolve<pixels, vectors, step, group>(piece, std::min(pieceWidth, width - x));
  }
}

/// The whole rows of some results, the filters' weights being read as seldom as can be.
struct Rows {
  const float *input;
  size_t inputStride;
  int width;
  float *output;
};

template <int pixels, int vectors, int step, int group>
INLINE void convolveRows(const Convolution &by, const Rows *rows, size_t count) {
  for (int filter = 0; filter < by.filters; filter += 16 * vectors)
    for (size_t i = 0; i < count; ++i)
      convolveRow<pixels, vectors, step, group>(by, filter, rows[i].input, rows[i].inputStride,
                                                rows[i].width, rows[i].output);
}

template <int pixels, int vectors>
INLINE void convolveAnyStep(const Convolution &by, const Rows *rows, size_t count) {
  if (by.filters == 16) {
    switch (Maps::stepOf(by.inputs) * by.stride) {
      case 6: return convolveRows<pixels, 1, 6, 16>(by, rows, count);
      case 16: return convolveRows<pixels, 1, 16, 16>(by, rows, count);
      case 64: return convolveRows<pixels, 1, 64, 16>(by, rows, count);
    }
  } else if (by.filters % Convolution::filtersAtOnce == 0) {
    constexpr int group = Convolution::filtersAtOnce;
    switch (Maps::stepOf(by.inputs) * by.stride) {
      case 3: return convolveRows<pixels, vectors, 3, group>(by, rows, count);
      case 6: return convolveRows<pixels, vectors, 6, group>(by, rows, count);
      case 16: return convolveRows<pixels, vectors, 16, group>(by, rows, count);
      case 32: return convolveRows<pixels, vectors, 32, group>(by, rows, count);
      case 64: return convolveRows<pixels, vectors, 64, group>(by, rows, count);
      case 128: return convolveRows<pixels, vectors, 128, group>(by, rows, count);
      case 256: return convolveRows<pixels, vectors, 256, group>(by, rows, count);
      case 512: return convolveRows<pixels, vectors, 512, group>(by, rows, count);
      case 528: return convolveRows<pixels, vectors, 528, group>(by, rows, count);
      case 1040: return convolveRows<pixels, vectors, 1040, group>(by, rows, count);
    }
  }
  throw std::runtime_error("the weights are another network's");
}

/// A row of results within channels; three channels' windows stay in registers.
INLINE void depthwiseRow(const DepthwiseConvolution &by, const float *const rows[3], int width,
                         float *output) {
  const int step = Maps::stepOf(by.channels);
  for (int c = 0; c < by.channels; c += 16) {
    Floats16 weights[9];
    std::memcpy(weights, by.weights.data() + size_t(c / 16) * 9, sizeof weights);
    const Floats16 bias = load<Floats16>(by.bias.data() + c);
    const Floats16 slope = load<Floats16>(by.slopes.data() + c);
    for (int x = 0; x < width; ++x) {
      const size_t at = size_t(x) * by.stride * step + c;
      Floats16 sum = bias;
      for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 3; ++column)
          sum += weights[3 * row + column] * load<Floats16>(rows[row] + at + column * step);
      store(activated(sum, slope), output + size_t(x) * step + c);
    }
  }
}

struct Kernels {
  void (*convolve)(const Convolution &, const Rows *, size_t);
  void (*depthwise)(const DepthwiseConvolution &, const float *const[3], int, float *);
};

#if defined(__x86_64__)
__attribute__((target("avx512f"))) void convolveWith32Registers(const Convolution &by,
                                                                const Rows *rows, size_t count) {
  convolveAnyStep<12, 2>(by, rows, count);
}
__attribute__((target("avx512f"))) void depthwiseWith32Registers(const DepthwiseConvolution &by,
                                                                 const float *const rows[3],
                                                                 int width, float *output) {
  depthwiseRow(by, rows, width, output);
}
__attribute__((target("avx2,fma"))) void convolveWithFusedSums(const Convolution &by,
                                                               const Rows *rows, size_t count) {
  convolveAnyStep<6, 1>(by, rows, count);
}
__attribute__((target("avx2,fma"))) void depthwiseWithFusedSums(const DepthwiseConvolution &by,
                                                                const float *const rows[3],
                                                                int width, float *output) {
  depthwiseRow(by, rows, width, output);
}
#endif
void convolvePlainly(const Convolution &by, const Rows *rows, size_t count) {
  convolveAnyStep<6, 1>(by, rows, count);
}
void depthwisePlainly(const DepthwiseConvolution &by, const float *const rows[3], int width,
                      float *output) {
  depthwiseRow(by, rows, width, output);
}

std::atomic<int> vectorLimit{2};

Kernels kernels() {
#if defined(__x86_64__)
  switch (vectorLevel()) {
    case 2: return {convolveWith32Registers, depthwiseWith32Registers};
    case 1: return {convolveWithFusedSums, depthwiseWithFusedSums};
  }
#endif
  return {convolvePlainly, depthwisePlainly};
}

int filledUp(int count) { return (count + 15) / 16 * 16; }

std::vector<float> filledUp(std::vector<float> values, int count) {
  values.resize(filledUp(count));
  return values;
}

}  // namespace

Convolution::Convolution(int inputs, int filters, int size, int stride, int padding,
                         const float *source, const std::vector<float> &factors,
                         const std::vector<float> &bias, const std::vector<float> &slopes)
    : inputs(inputs),
      filters(filledUp(filters)),
      size(size),
      stride(stride),
      padding(padding),
      weights(size_t(filledUp(filters)) / 16 * inputs * size * size),
      bias(filledUp(bias, filters)),
      slopes(filledUp(slopes, filters)) {
  const int group = std::min(this->filters, filtersAtOnce), taps = size * size;
  auto *packed = reinterpret_cast<float *>(weights.data());
  for (int first = 0; first < this->filters; first += group)
    for (int tap = 0; tap < taps; ++tap)
      for (int input = 0; input < inputs; ++input)
        for (int f = first; f < first + group; ++f)
          *packed++ =
              f < filters ? source[(size_t(f) * inputs + input) * taps + tap] * factors[f] : 0;
}

DepthwiseConvolution::DepthwiseConvolution(int channels, int stride, const float *source,
                                           const std::vector<float> &factors,
                                           const std::vector<float> &bias,
                                           const std::vector<float> &slopes)
    : channels(filledUp(channels)),
      stride(stride),
      weights(size_t(filledUp(channels)) / 16 * 9),
      bias(filledUp(bias, channels)),
      slopes(filledUp(slopes, channels)) {
  for (int c = 0; c < channels; ++c)
    for (int tap = 0; tap < 9; ++tap)
      weights[size_t(c / 16) * 9 + tap][c % 16] = source[c * 9 + tap] * factors[c];
}

void Convolution::row(const float *input, size_t inputStride, int width, float *output) const {
  const Rows rows{input, inputStride, width, output};
  kernels().convolve(*this, &rows, 1);
}

Maps Convolution::operator()(const Maps &input) const {
  const auto sideOf = [&](int side) { return (side + 2 * padding - size) / stride + 1; };
  Maps output(input.count, sideOf(input.height), sideOf(input.width), filters);
  std::vector<Rows> rows;
  rows.reserve(size_t(output.count) * output.height);
  for (int picture = 0; picture < output.count; ++picture)
    for (int y = 0; y < output.height; ++y)
      rows.push_back({input.at(picture, y * stride - padding, -padding), input.rowStride(),
                      output.width, output.at(picture, y, 0)});
  kernels().convolve(*this, rows.data(), rows.size());
  return output;
}

void DepthwiseConvolution::row(const float *above, const float *at, const float *below, int width,
                               float *output) const {
  const float *const rows[] = {above, at, below};
  kernels().depthwise(*this, rows, width, output);
}

Maps DepthwiseConvolution::operator()(const Maps &input) const {
  Maps output(input.count, (input.height - 1) / stride + 1, (input.width - 1) / stride + 1,
              channels);
  for (int picture = 0; picture < output.count; ++picture)
    for (int y = 0; y < output.height; ++y)
      row(input.at(picture, y * stride - 1, -1), input.at(picture, y * stride, -1),
          input.at(picture, y * stride + 1, -1), output.width, output.at(picture, y, 0));
  return output;
}

int vectorLevel() {
#if defined(__x86_64__)
  const bool fuses = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  return std::min<int>(vectorLimit, fuses ? (__builtin_cpu_supports("avx512f") ? 2 : 1) : 0);
#elif defined(__aarch64__)
  return 1;
#else
  return 0;
#endif
}

void limitVectorLevel(int level) { vectorLimit = level; }
