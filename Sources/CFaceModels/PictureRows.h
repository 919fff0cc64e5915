#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

/// The latest rows of a picture, its red, green and blue apart.
///
/// A picture passes through row by row, so that its height costs no memory.
class PictureRows {
 public:
  /// How many rows can be looked back at, the latest included. A power of two.
  static constexpr int kept = 16;
  /// Bytes that may be read, though they mean nothing, before and after a row.
  static constexpr int margin = 80;

  const int width, height;

  PictureRows(int width, int height)
      : width(width),
        height(height),
        // An odd number of cache lines: the same column of all rows must not fall into few sets.
        stride((size_t(width + 2 * margin + 63) / 64 | 1) * 64),
        bytes(kept * 3 * stride) {}

  uint8_t *row(int y, int channel) {
    return bytes.data() + (size_t(y % kept) * 3 + channel) * stride + margin;
  }
  const uint8_t *row(int y, int channel) const {
    return const_cast<PictureRows *>(this)->row(y, channel);
  }

 private:
  size_t stride;
  std::vector<uint8_t> bytes;
};
