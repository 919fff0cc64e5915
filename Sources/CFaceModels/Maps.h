#pragma once
#include <cstddef>
#include <vector>

/// Pictures of many channels, each pixel's together, with a border of one pixel of zeros.
struct Maps {
  int count, height, width, channels;
  /// Numbers from a pixel to the next. Pixels of very many channels would all fall into the same
  /// lines of the caches; a gap between them prevents it.
  int step;
  std::vector<float> values;

  Maps(int count, int height, int width, int channels)
      : count(count),
        height(height),
        width(width),
        channels(channels),
        step(stepOf(channels)),
        values(size_t(count) * (height + 2) * (width + 2) * step) {}

  static constexpr int stepOf(int channels) { return channels < 512 ? channels : channels + 16; }

  size_t rowStride() const { return size_t(width + 2) * step; }
  float *at(int picture, int y, int x) {
    return values.data() + (size_t(picture) * (height + 2) + y + 1) * rowStride() + (x + 1) * step;
  }
  const float *at(int picture, int y, int x) const {
    return const_cast<Maps *>(this)->at(picture, y, x);
  }
};
