#include "FaceNetwork.h"

#include <algorithm>
#include <stdexcept>

// What must become part of its callers, which are compiled for different processors.
#define INLINE __attribute__((always_inline)) inline

namespace {

/// Pictures of many channels, each pixel's together, with a border of one pixel of zeros.
struct Maps {
  int count, height, width, channels;
  std::vector<float> values;

  Maps(int count, int height, int width, int channels)
      : count(count),
        height(height),
        width(width),
        channels(channels),
        values(size_t(count) * (height + 2) * (width + 2) * channels) {}

  size_t rowStride() const { return size_t(width + 2) * channels; }
  float *at(int picture, int y, int x) {
    return values.data() + (size_t(picture) * (height + 2) + y + 1) * rowStride() +
           (x + 1) * channels;
  }
  const float *at(int picture, int y, int x) const {
    return const_cast<Maps *>(this)->at(picture, y, x);
  }
};

/// A part of a row of results, and what it is made of.
struct Piece {
  const float *input;
  size_t inputStride;
  const float *weights, *bias;
  int windowRows, windowRun;
  float *output;
  int outputStep;
  bool rectified;
};

/// Sums for `pixels` × 16 `vectors` filters, whose windows are `step` numbers apart.
template <int pixels, int vectors, int step>
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
      weights += FaceNetwork::filtersAtOnce;
    }
  }
  for (int p = 0; p < pixels; ++p) {
    if (piece.rectified)
      for (int v = 0; v < vectors; ++v) sums[p][v] = sums[p][v] > 0 ? sums[p][v] : Floats16{};
    std::memcpy(piece.output + p * piece.outputStep, sums[p], sizeof sums[p]);
  }
}

template <int most, int vectors, int step>
INLINE void convolve(const Piece &piece, int pixels) {
  if constexpr (most > 1)
    if (pixels < most) return convolve<most - 1, vectors, step>(piece, pixels);
  convolve<most, vectors, step>(piece);
}

/// `pixels` × 16 `vectors` sums fit in the processor's registers.
template <int pixels, int vectors, int step>
INLINE void convolve(const FaceNetwork::Convolution &by, const Maps &input, bool rectified,
                     Maps &output) {
  const size_t windowRun = size_t(by.size) * by.inputs;
  const int pieces = (output.width + pixels - 1) / pixels;
  const int pieceWidth = (output.width + pieces - 1) / pieces;
  const auto *groups = reinterpret_cast<const float *>(by.weights.data());
  for (int filter = 0; filter < by.filters; filter += 16 * vectors) {
    const int place = filter % FaceNetwork::filtersAtOnce;
    for (int picture = 0; picture < output.count; ++picture)
      for (int y = 0; y < output.height; ++y)
        for (int x = 0; x < output.width; x += pieceWidth) {
          Piece piece;
          piece.input = input.at(picture, y * by.stride - by.padding, x * by.stride - by.padding);
          piece.inputStride = input.rowStride();
          piece.weights = groups + (filter - place) * by.size * windowRun + place;
          piece.bias = by.bias.data() + filter;
          piece.windowRows = by.size;
          piece.windowRun = int(windowRun);
          piece.output = output.at(picture, y, x) + filter;
          piece.outputStep = by.filters;
          piece.rectified = rectified;
          convolve<pixels, vectors, step>(piece, std::min(pieceWidth, output.width - x));
        }
  }
}

template <int pixels, int vectors>
INLINE void convolveAnyStep(const FaceNetwork::Convolution &by, const Maps &input, bool rectified,
                            Maps &output) {
  switch (by.inputs * by.stride) {
    case 6: return convolve<pixels, vectors, 6>(by, input, rectified, output);
    case 32: return convolve<pixels, vectors, 32>(by, input, rectified, output);
    case 64: return convolve<pixels, vectors, 64>(by, input, rectified, output);
    case 128: return convolve<pixels, vectors, 128>(by, input, rectified, output);
    case 256: return convolve<pixels, vectors, 256>(by, input, rectified, output);
    case 512: return convolve<pixels, vectors, 512>(by, input, rectified, output);
  }
  throw std::runtime_error("the encoder's weights are another network's");
}

#if defined(__x86_64__)
__attribute__((target("avx512f"))) void convolveWith32Registers(const FaceNetwork::Convolution &by,
                                                                const Maps &input, bool rectified,
                                                                Maps &output) {
  convolveAnyStep<12, 2>(by, input, rectified, output);
}

__attribute__((target("avx2,fma"))) void convolveWithFusedSums(const FaceNetwork::Convolution &by,
                                                               const Maps &input, bool rectified,
                                                               Maps &output) {
  convolveAnyStep<6, 1>(by, input, rectified, output);
}
#endif

Maps convolved(const FaceNetwork::Convolution &by, const Maps &input, bool rectified) {
  const auto size = [&](int side) { return (side + 2 * by.padding - by.size) / by.stride + 1; };
  Maps output(input.count, size(input.height), size(input.width), by.filters);
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f"))
    convolveWith32Registers(by, input, rectified, output);
  else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    convolveWithFusedSums(by, input, rectified, output);
  else
#endif
    convolveAnyStep<6, 1>(by, input, rectified, output);
  return output;
}

/// The largest of 3 × 3 values, at every other pixel.
void pool(const Maps &input, Maps &output, int picture) {
  for (int y = 0; y < output.height; ++y)
    for (int x = 0; x < output.width; ++x) {
      float *to = output.at(picture, y, x);
      std::copy_n(input.at(0, 2 * y, 2 * x), output.channels, to);
      for (int i = 1; i < 9; ++i) {
        const float *from = input.at(0, 2 * y + i / 3, 2 * x + i % 3);
        for (int c = 0; c < output.channels; ++c) to[c] = std::max(to[c], from[c]);
      }
    }
}

/// The means of 2 × 2 values, without an incomplete last row or column.
Maps halved(const Maps &input) {
  Maps output(input.count, input.height / 2, input.width / 2, input.channels);
  for (int picture = 0; picture < output.count; ++picture)
    for (int y = 0; y < output.height; ++y)
      for (int x = 0; x < output.width; ++x) {
        const float *above = input.at(picture, 2 * y, 2 * x);
        const float *below = input.at(picture, 2 * y + 1, 2 * x);
        float *to = output.at(picture, y, x);
        for (int c = 0; c < output.channels; ++c)
          to[c] = (above[c] + above[c + output.channels] + below[c] +
                   below[c + output.channels]) / 4;
      }
  return output;
}

/// The positive part of a sum; what one of the two lacks in height, width or channels counts as 0.
Maps rectifiedSum(const Maps &a, const Maps &b) {
  Maps output(a.count, std::max(a.height, b.height), std::max(a.width, b.width),
              std::max(a.channels, b.channels));
  for (const Maps *part : {&a, &b})
    for (int picture = 0; picture < part->count; ++picture)
      for (int y = 0; y < part->height; ++y)
        for (int x = 0; x < part->width; ++x) {
          const float *from = part->at(picture, y, x);
          float *to = output.at(picture, y, x);
          for (int c = 0; c < part->channels; ++c) to[c] += from[c];
        }
  for (float &value : output.values) value = std::max(value, 0.0f);
  return output;
}

}  // namespace

void FaceNetwork::encode(const uint8_t *faces, int count, float *embeddings) const {
  constexpr int pooledSide = 35;
  Maps maps(count, pooledSide, pooledSide, first.filters);
  for (int face = 0; face < count; ++face) {
    Maps picture(1, side, side, 3);
    for (int y = 0; y < side; ++y) {
      float *to = picture.at(0, y, 0);
      for (int i = 0; i < 3 * side; ++i) to[i] = (*faces++ - meanColor[i % 3]) / 256;
    }
    pool(convolved(first, picture, true), maps, face);
  }
  for (size_t i = 0; i < residual.size(); i += 2) {
    const Maps sums = convolved(residual[i + 1], convolved(residual[i], maps, true), false);
    maps = rectifiedSum(sums, residual[i].stride == 2 ? halved(maps) : maps);
  }
  for (int face = 0; face < count; ++face) {
    float *embedding = embeddings + size_t(face) * embeddingSize;
    std::fill_n(embedding, embeddingSize, 0.0f);
    for (int c = 0; c < maps.channels; ++c) {
      float mean = 0;
      for (int y = 0; y < maps.height; ++y)
        for (int x = 0; x < maps.width; ++x) mean += maps.at(face, y, x)[c];
      mean /= float(maps.height * maps.width);
      for (int i = 0; i < embeddingSize; ++i) embedding[i] += mean * last[c * embeddingSize + i];
    }
  }
}
