#include "FaceNetwork.h"

#include <algorithm>

namespace {

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
    pool(first(picture), maps, face);
  }
  for (size_t i = 0; i < residual.size(); i += 2) {
    const Maps sums = residual[i + 1](residual[i](maps));
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
