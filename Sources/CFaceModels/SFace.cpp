#include "SFace.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "ONNXWeights.h"

// What must become part of its callers, which are compiled for different processors.
#define INLINE __attribute__((always_inline)) inline

namespace {

/// Channels and stride of each layer.
constexpr struct {
  int channels, stride;
} architecture[] = {{64, 1},  {128, 2}, {128, 1}, {256, 2}, {256, 1},  {512, 2}, {512, 1},
                    {512, 1}, {512, 1}, {512, 1}, {512, 1}, {1024, 2}, {1024, 1}};
constexpr int firstChannels = 32, lastChannels = 1024, lastSide = 7;

/// A normalization of each channel: a factor and a term.
struct Scaling {
  std::vector<float> factors, terms;

  Scaling(const ONNXWeights &weights, const std::string &name, int channels, float epsilon)
      : factors(channels), terms(channels) {
    const auto &gamma = weights(name + "_gamma", channels), &beta = weights(name + "_beta", channels),
               &mean = weights(name + "_moving_mean", channels),
               &variance = weights(name + "_moving_var", channels);
    for (int c = 0; c < channels; ++c) {
      factors[c] = gamma[c] / std::sqrt(variance[c] + epsilon);
      terms[c] = beta[c] - mean[c] * factors[c];
    }
  }
};

}  // namespace

SFace::SFace(const char *path) {
  const ONNXWeights weights(path);
  constexpr float epsilon = 1e-3f, lastEpsilon = 2e-5f;
  darkest = weights("scalar_op1", 1)[0];
  contrast = weights("scalar_op2", 1)[0];
  {
    const Scaling scaling(weights, "conv_1_batchnorm", firstChannels, epsilon);
    first = Convolution(3, firstChannels, 3, 1, 1,
                        weights("conv_1_conv2d_weight", firstChannels * 27).data(),
                        scaling.factors, scaling.terms,
                        weights("conv_1_relu_gamma", firstChannels));
  }
  int inputs = firstChannels, number = 2;
  for (const auto &[channels, stride] : architecture) {
    const std::string name = "conv_" + std::to_string(number++), within = name + "_dw";
    const Scaling inner(weights, within + "_batchnorm", inputs, epsilon);
    const Scaling outer(weights, name + "_batchnorm", channels, epsilon);
    layers.push_back(
        {DepthwiseConvolution(inputs, stride,
                              weights(within + "_conv2d_weight", size_t(9) * inputs).data(),
                              inner.factors, inner.terms,
                              weights(within + "_relu_gamma", inputs)),
         Convolution(inputs, channels, 1, 1, 0,
                     weights(name + "_conv2d_weight", size_t(inputs) * channels).data(),
                     outer.factors, outer.terms, weights(name + "_relu_gamma", channels))});
    inputs = channels;
  }
  // Both normalizations around the last product become part of it.
  constexpr int pixels = lastSide * lastSide;
  const Scaling before(weights, "bn1", lastChannels, lastEpsilon);
  const Scaling after(weights, "fc1", embeddingSize, lastEpsilon);
  const auto &matrix = weights("pre_fc1_weight", size_t(embeddingSize) * lastChannels * pixels);
  const auto &terms = weights("pre_fc1_bias", embeddingSize);
  last.resize(size_t(pixels) * lastChannels * embeddingSize / 16);
  auto *packed = reinterpret_cast<float *>(last.data());
  bias.resize(embeddingSize);
  for (int i = 0; i < embeddingSize; ++i) {
    double sum = terms[i];
    for (int c = 0; c < lastChannels; ++c)
      for (int p = 0; p < pixels; ++p) {
        const float weight = matrix[(size_t(i) * lastChannels + c) * pixels + p];
        sum += double(weight) * before.terms[c];
        packed[(size_t(p) * lastChannels + c) * embeddingSize + i] =
            weight * before.factors[c] * after.factors[i];
      }
    bias[i] = float(sum) * after.factors[i] + after.terms[i];
  }
}

namespace {

/// embedding += values × matrix, for faces at once.
template <int faces>
INLINE void addProduct(const float *const *values, int count, const float *matrix,
                       float *embeddings) {
  constexpr int vectors = SFace::embeddingSize / 16, half = vectors / 2;
  for (int part = 0; part < vectors; part += half) {
    Floats16 sums[faces][half];
    for (int f = 0; f < faces; ++f)
      std::memcpy(sums[f], embeddings + f * SFace::embeddingSize + 16 * part, sizeof sums[f]);
    for (int i = 0; i < count; ++i) {
      const float *weights = matrix + size_t(i) * SFace::embeddingSize + 16 * part;
      for (int v = 0; v < half; ++v) {
        const Floats16 weight = load<Floats16>(weights + 16 * v);
        for (int f = 0; f < faces; ++f) sums[f][v] += weight * values[f][i];
      }
    }
    for (int f = 0; f < faces; ++f)
      std::memcpy(embeddings + f * SFace::embeddingSize + 16 * part, sums[f], sizeof sums[f]);
  }
}

using AddProduct = void (*)(const float *const *, int, const float *, float *);

#if defined(__x86_64__)
template <int faces>
__attribute__((target("avx512f"))) void addProductWith32Registers(const float *const *values,
                                                                  int count, const float *matrix,
                                                                  float *embeddings) {
  addProduct<faces>(values, count, matrix, embeddings);
}
template <int faces>
__attribute__((target("avx2,fma"))) void addProductWithFusedSums(const float *const *values,
                                                                 int count, const float *matrix,
                                                                 float *embeddings) {
  addProduct<faces>(values, count, matrix, embeddings);
}
#endif
template <int faces>
void addProductPlainly(const float *const *values, int count, const float *matrix,
                       float *embeddings) {
  addProduct<faces>(values, count, matrix, embeddings);
}

}  // namespace

void SFace::encode(const uint8_t *faces, int count, float *embeddings) const {
  Maps maps(count, side, side, 3);
  for (int face = 0; face < count; ++face)
    for (int y = 0; y < side; ++y) {
      float *to = maps.at(face, y, 0);
      for (int i = 0; i < 3 * side; ++i) to[i] = (float(*faces++) - darkest) * contrast;
    }
  maps = first(maps);
  for (const Layer &layer : layers) maps = layer.pointwise(layer.depthwise(maps));

  for (int face = 0; face < count; ++face)
    std::copy(bias.begin(), bias.end(), embeddings + size_t(face) * embeddingSize);
  AddProduct one = addProductPlainly<1>, two = addProductPlainly<2>;
#if defined(__x86_64__)
  switch (vectorLevel()) {
    case 2:
      one = addProductWith32Registers<1>;
      two = addProductWith32Registers<2>;
      break;
    case 1:
      one = addProductWithFusedSums<1>;
      two = addProductWithFusedSums<2>;
      break;
  }
#endif
  const auto *matrix = reinterpret_cast<const float *>(last.data());
  for (int p = 0; p < lastSide * lastSide; ++p) {
    const float *weights = matrix + size_t(p) * lastChannels * embeddingSize;
    for (int face = 0; face < count; face += 2) {
      const float *values[2] = {maps.at(face, p / lastSide, p % lastSide), nullptr};
      float *to = embeddings + size_t(face) * embeddingSize;
      if (face + 1 < count) {
        values[1] = maps.at(face + 1, p / lastSide, p % lastSide);
        two(values, lastChannels, weights, to);
      } else {
        one(values, lastChannels, weights, to);
      }
    }
  }
}
