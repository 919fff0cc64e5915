#include "HOGFeatures.h"

#include <algorithm>
#include <cmath>

namespace {

/// The orientation, 0–17 in steps of 20°, that is nearest to each gradient.
///
/// An angle of the first quadrant lies beyond the bound between two orientations where
/// y · q > x · p. The fractions are the largest below the bounds (of the directions rounded to four
/// digits) that numbers up to 255 can form, so every decision is exact within 16 bits.
Shorts16 nearestOrientation(Shorts16 x, Shorts16 y) {
  const auto absX = (UnsignedShorts16)__builtin_elementwise_abs(x);
  const auto absY = (UnsignedShorts16)__builtin_elementwise_abs(y);
  const auto beyond = [=](uint16_t p, uint16_t q) { return (Shorts16)(absY * q > absX * p); };
  const Shorts16 step = -(beyond(43, 244) + beyond(138, 239) + beyond(230, 193) + beyond(250, 91));
  // A gradient that points up is turned by half a circle; then one that points left is mirrored.
  const Shorts16 up = y >> 15;
  const Shorts16 mirrored = ((x ^ up) - up) >> 15;
  const Shorts16 orientation = ((step ^ mirrored) - mirrored) + (up & 9) + (mirrored & 9);
  return orientation & ~(Shorts16)(orientation == 18);
}

struct Strongest {
  Ints8 gradient, squaredLength;
};

/// Eight gradients of the stronger of two colors, x in the low and y in the high half of a lane.
Strongest stronger(Strongest a, Strongest b) {
  const Ints8 keep = a.squaredLength > b.squaredLength;
  return {keep ? a.gradient : b.gradient, keep ? a.squaredLength : b.squaredLength};
}

Strongest measured(Shorts16 pairs) { return {(Ints8)pairs, squaredLengths(pairs)}; }

/// How much each pixel of a block gives to the cells above left, above right, below left and
/// below right.
struct BilinearVotes {
  Floats4 weights[HOGFeatures::cell][HOGFeatures::cell];

  constexpr BilinearVotes() : weights() {
    for (int y = 0; y < HOGFeatures::cell; ++y)
      for (int x = 0; x < HOGFeatures::cell; ++x) {
        const float below = (y + 0.5f) / HOGFeatures::cell, right = (x + 0.5f) / HOGFeatures::cell;
        weights[y][x] = Floats4{(1 - below) * (1 - right), (1 - below) * right,
                                below * (1 - right), below * right};
      }
  }
};

const BilinearVotes votes;

}  // namespace

HOGFeatures::HOGFeatures(int width, int height)
    : cellRows(int(float(height) / cell + 0.5f)), cellColumns(int(float(width) / cell + 0.5f)) {
  if (cellRows <= 2 || cellColumns <= 2) return;
  rows = cellRows - 2;
  columns = cellColumns - 2;
  endRow = std::min(cellRows * cell, height) - 1;
  endColumn = std::min(cellColumns * cell, width) - 1;
  firstSingleColumn = 1;
  while (firstSingleColumn < endColumn - 7) firstSingleColumn += 8;

  // An odd number of cache lines: the planes of one place must not all fall into the same few sets.
  stride = (size_t(cellColumns + leftPadding + rightPadding + 15) / 16 | 1) * 16;
  for (auto *planes : {&left, &right, &nextLeft, &nextRight}) planes->resize(orientations * stride);
  for (auto &planes : histogram) planes.resize(orientations * stride);
  for (auto &plane : energy) plane.resize(stride);
  feature.resize(planes * stride);
}

bool HOGFeatures::makeRow(const PictureRows &picture, int latest) {
  while (rows > 0 && nextBlockRow <= cellRows &&
         (latest >= nextBlockRow * cell + 4 || latest == picture.height - 1)) {
    addBlocks(picture, nextBlockRow++);
    if (nextBlockRow == 1) continue;
    completeCellRow();
    if (completeCells < 3) continue;
    normalize();
    return true;
  }
  return false;
}

void HOGFeatures::findGradients(const PictureRows &picture, int y, int first,
                                GradientRow &gradients) const {
  const uint8_t *above[3], *here[3], *below[3];
  for (int channel = 0; channel < 3; ++channel) {
    above[channel] = picture.row(y - 1, channel) + first;
    here[channel] = picture.row(y, channel) + first;
    below[channel] = picture.row(y + 1, channel) + first;
  }
  for (int i = 0; i < blocksAtOnce * cell; i += 16) {
    const auto wide = [](const uint8_t *bytes) {
      return __builtin_convertvector(load<Bytes16>(bytes), Shorts16);
    };
    Strongest low[3], high[3];
    for (int channel = 0; channel < 3; ++channel) {
      const Shorts16 x = wide(here[channel] + i + 1) - wide(here[channel] + i - 1);
      const Shorts16 y = wide(below[channel] + i) - wide(above[channel] + i);
      // The order within halves of a register is the one that needs no exchange between them.
      low[channel] = measured(__builtin_shufflevector(x, y, 0, 16, 1, 17, 2, 18, 3, 19,  //
                                                      8, 24, 9, 25, 10, 26, 11, 27));
      high[channel] = measured(__builtin_shufflevector(x, y, 4, 20, 5, 21, 6, 22, 7, 23,  //
                                                       12, 28, 13, 29, 14, 30, 15, 31));
    }
    const Strongest l = stronger(stronger(low[0], low[1]), low[2]);
    const Strongest h = stronger(stronger(high[0], high[1]), high[2]);
    const Shorts16 lowPairs = (Shorts16)l.gradient, highPairs = (Shorts16)h.gradient;
    const Shorts16 x = __builtin_shufflevector(lowPairs, highPairs, 0, 2, 4, 6, 16, 18, 20, 22,  //
                                               8, 10, 12, 14, 24, 26, 28, 30);
    const Shorts16 y = __builtin_shufflevector(lowPairs, highPairs, 1, 3, 5, 7, 17, 19, 21, 23,  //
                                               9, 11, 13, 15, 25, 27, 29, 31);
    store(__builtin_convertvector(nearestOrientation(x, y), Bytes16), gradients.orientation + i);

    const Floats8 lowStrength =
        __builtin_elementwise_sqrt(__builtin_convertvector(l.squaredLength, Floats8));
    const Floats8 highStrength =
        __builtin_elementwise_sqrt(__builtin_convertvector(h.squaredLength, Floats8));
    store(__builtin_shufflevector(lowStrength, highStrength, 0, 1, 2, 3, 8, 9, 10, 11),
          gradients.strength + i);
    store(__builtin_shufflevector(lowStrength, highStrength, 4, 5, 6, 7, 12, 13, 14, 15),
          gradients.strength + i + 8);
  }

  // The picture's edges.
  for (int i = 0; first + i < 1; ++i) gradients.strength[i] = 0;
  for (int i = std::max(0, endColumn - first); i < blocksAtOnce * cell; ++i)
    gradients.strength[i] = 0;
  const int end = std::min(endColumn - first, blocksAtOnce * cell);
  for (int i = std::max(0, firstSingleColumn - first); i < end; ++i) {
    int x = 0, y = 0, squaredLength = -1;
    for (int channel = 0; channel < 3; ++channel) {
      const int dx = here[channel][i + 1] - here[channel][i - 1];
      const int dy = below[channel][i] - above[channel][i];
      if (dx * dx + dy * dy <= squaredLength) continue;
      x = dx, y = dy, squaredLength = dx * dx + dy * dy;
    }
    gradients.orientation[i] =
        uint8_t(nearestOrientation(Shorts16{} + int16_t(x), Shorts16{} + int16_t(y))[0]);
    gradients.strength[i] = std::sqrt(float(squaredLength));
  }
}

void HOGFeatures::addBlocks(const PictureRows &picture, int blockRow) {
  const int firstRow = std::max(1, blockRow * cell - cell / 2);
  const int lastRow = std::min(endRow, blockRow * cell + cell / 2);
  for (int block = 0; block <= cellColumns; block += blocksAtOnce) {
    const int first = block * cell - cell / 2;
    for (int y = firstRow - 1; y <= lastRow; ++y)
      for (int channel = 0; channel < 3; ++channel)
        __builtin_prefetch(picture.row(y, channel) + first + 2 * blocksAtOnce * cell);
    Floats4 given[blocksAtOnce][orientations] = {};
    for (int y = firstRow; y < lastRow; ++y) {
      GradientRow gradients;
      findGradients(picture, y, first, gradients);
      const Floats4 *weights = votes.weights[(y + cell / 2) % cell];
      // Neighbors often give to the same orientation and would wait for each other, so blocks
      // take turns.
      for (int half = 0; half < blocksAtOnce; half += 4)
        for (int x = 0; x < cell; ++x)
          for (int i = half; i < half + 4; ++i)
            given[i][gradients.orientation[i * cell + x]] +=
                weights[x] * gradients.strength[i * cell + x];
    }
    for (int o = 0; o < orientations; ++o) {
      // From four corners of eight blocks to eight blocks of four corners.
      Floats8 byBlock[4], byCorner[4];
      for (int i = 0; i < 4; ++i)
        byBlock[i] = __builtin_shufflevector(given[i][o], given[i + 4][o], 0, 1, 2, 3, 4, 5, 6, 7);
      const auto [a, b, c, d] = byBlock;
      const Floats8 ab = __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13);
      const Floats8 cd = __builtin_shufflevector(c, d, 0, 8, 1, 9, 4, 12, 5, 13);
      const Floats8 abRight = __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15);
      const Floats8 cdRight = __builtin_shufflevector(c, d, 2, 10, 3, 11, 6, 14, 7, 15);
      byCorner[0] = __builtin_shufflevector(ab, cd, 0, 1, 8, 9, 4, 5, 12, 13);
      byCorner[1] = __builtin_shufflevector(ab, cd, 2, 3, 10, 11, 6, 7, 14, 15);
      byCorner[2] = __builtin_shufflevector(abRight, cdRight, 0, 1, 8, 9, 4, 5, 12, 13);
      byCorner[3] = __builtin_shufflevector(abRight, cdRight, 2, 3, 10, 11, 6, 7, 14, 15);
      float *nextToTheLeft = plane(nextLeft, o) + block;
      float *nextToTheRight = plane(nextRight, o) + block;
      store(byCorner[0] + load<Floats8>(nextToTheLeft), plane(left, o) + block);
      store(byCorner[1] + load<Floats8>(nextToTheRight), plane(right, o) + block);
      store(byCorner[2], nextToTheLeft);
      store(byCorner[3], nextToTheRight);
    }
  }
}

void HOGFeatures::completeCellRow() {
  auto &cells = histogram[completeCells % 3];
  float *sum = energy[completeCells % 3].data();
  ++completeCells;
  for (int column = 0; column < cellColumns; column += 8) {
    Floats8 total = {};
    for (int o = 0; o < orientations / 2; ++o) {
      // A cell is on the right of the block of its number, and on the left of the next.
      const Floats8 a = load<Floats8>(plane(right, o) + column) +
                        load<Floats8>(plane(left, o) + column + 1);
      const Floats8 b = load<Floats8>(plane(right, o + 9) + column) +
                        load<Floats8>(plane(left, o + 9) + column + 1);
      store(a, plane(cells, o) + column);
      store(b, plane(cells, o + 9) + column);
      total += (a + b) * (a + b);
    }
    store(total, sum + column);
  }
}

void HOGFeatures::normalize() {
  auto &cells = histogram[(completeCells - 2) % 3];
  const float *above = energy[(completeCells - 3) % 3].data();
  const float *here = energy[(completeCells - 2) % 3].data();
  const float *below = energy[(completeCells - 1) % 3].data();
  for (int column = 0; column < columns; column += 8) {
    // The four blocks of 2 × 2 cells around a cell.
    const auto pair = [=](const float *energy, int offset) {
      return load<Floats8>(energy + column + offset) + load<Floats8>(energy + column + offset + 1);
    };
    const Floats8 blocks[4] = {pair(here, 1) + pair(below, 1), pair(here, 1) + pair(above, 1),
                               pair(here, 0) + pair(below, 0), pair(here, 0) + pair(above, 0)};
    Floats8 bound[4], scale[4], texture[4] = {};
    for (int i = 0; i < 4; ++i) {
      bound[i] = 0.2f * __builtin_elementwise_sqrt(blocks[i] + 0.0001f);
      scale[i] = 0.1f / bound[i];
    }
    float *out = feature.data() + leftPadding + column;
    for (int o = 0; o < orientations; ++o) {
      const Floats8 value = load<Floats8>(plane(cells, o) + column + 1);
      Floats8 sum = {};
      for (int i = 0; i < 4; ++i) {
        const Floats8 truncated = __builtin_elementwise_min(value, bound[i]) * scale[i];
        sum += truncated;
        texture[i] += truncated;
      }
      store(sum, out + o * stride);
    }
    for (int o = 0; o < orientations / 2; ++o) {
      const Floats8 value = load<Floats8>(plane(cells, o) + column + 1) +
                            load<Floats8>(plane(cells, o + 9) + column + 1);
      Floats8 sum = {};
      for (int i = 0; i < 4; ++i) sum += __builtin_elementwise_min(value, bound[i]) * scale[i];
      store(sum, out + (orientations + o) * stride);
    }
    for (int i = 0; i < 4; ++i) store(texture[i] * (2 * 0.2357f), out + (27 + i) * stride);
  }
  for (int p = 0; p < planes; ++p)
    std::fill_n(feature.data() + p * stride + leftPadding + columns, rightPadding, 0.0f);
}
