#include "BilinearRows.h"

#include <algorithm>
#include <cmath>

// What must become part of its callers, which are compiled for different processors.
#define INLINE __attribute__((always_inline)) inline

namespace {

/// The first and the second halves of two vectors, as numbers.
INLINE void widen(Bytes16 a, Bytes16 b, Floats16 &firsts, Floats16 &seconds) {
  firsts = __builtin_convertvector(
      __builtin_convertvector(
          __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23),
          Ints16),
      Floats16);
  seconds = __builtin_convertvector(
      __builtin_convertvector(
          __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15,  //
                                  24, 25, 26, 27, 28, 29, 30, 31),
          Ints16),
      Floats16);
}

}  // namespace

BilinearRows::BilinearRows(int width, int height, int newWidth, int newHeight)
    : height(height), newHeight(newHeight) {
  const double xScale = (width - 1) / double(std::max(newWidth - 1, 1));
  yScale = (height - 1) / double(std::max(newHeight - 1, 1));
  bottom = std::min(1, height - 1);

  // Four columns at a time, each the sum of many equal steps.
  struct Column {
    int left;
    float rightWeight;
  };
  std::vector<Column> inFours;
  const double before = -4 * xScale;
  float x[4];
  for (int i = 0; i < 4; ++i) x[i] = float(before + i * xScale);
  const float step = float(4 * xScale);
  while (int(inFours.size()) < newWidth) {
    for (float &each : x) each += step;
    if (int(x[3]) + 1 >= width) break;
    for (float each : x) inFours.push_back({int(each), each - float(int(each))});
  }
  firstOfLast = std::min(newWidth, int(inFours.size()));

  for (size_t start = 0; start < inFours.size(); start += 16) {
    Columns sixteen = {};
    for (size_t i = 0; i < 16 && start + i < inFours.size(); ++i) {
      const auto &column = inFours[start + i];
      if (i % 8 == 0) sixteen.first[i / 8] = column.left;
      const int distance = column.left - sixteen.first[i / 8];
      sixteen.neighbors[i / 8][i % 8] = uint8_t(distance);
      sixteen.neighbors[i / 8][i % 8 + 8] = uint8_t(distance + 1);
      sixteen.rightWeights[i] = column.rightWeight;
    }
    columns.push_back(sixteen);
  }

  double last = -xScale + firstOfLast * xScale;
  for (int column = firstOfLast; column < newWidth; ++column) {
    last += xScale;
    const int left = int(std::floor(last));
    lastColumns.push_back({left, std::min(left + 1, width - 1), last - left});
  }
}

// From here on a product and a sum that are rounded once, where dlib rounds twice, would be another
// byte. (Above, in places of columns, both do what the compiler thinks best.)
#pragma clang fp contract(off)

int BilinearRows::makeRow(const PictureRows &from, PictureRows &to) {
  Rows rows;
  rows.belowWeight = y - top;
  for (int channel = 0; channel < 3; ++channel) {
    rows.above[channel] = from.row(top, channel);
    rows.below[channel] = from.row(bottom, channel);
    rows.made[channel] = to.row(nextRow, channel);
  }
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    interpolateWithWideRegisters(rows);
  else
#endif
    interpolate(rows);
  interpolateLastColumns(rows);

  y += yScale;
  top = int(std::floor(y));
  bottom = std::min(top + 1, height - 1);
  return nextRow++;
}

INLINE void BilinearRows::interpolate(const Rows &rows) const {
  const float below = float(rows.belowWeight), above = float(1 - rows.belowWeight);
  for (size_t i = 0; i < columns.size(); ++i) {
    const Columns sixteen = columns[i];
    const Floats16 right = sixteen.rightWeights, left = 1 - right;
    const Floats16 aboveLeft = above * left, aboveRight = above * right;
    const Floats16 belowLeft = below * left, belowRight = below * right;
    for (int channel = 0; channel < 3; ++channel) {
      Floats16 lefts[2], rights[2];
      for (int row = 0; row < 2; ++row) {
        const uint8_t *bytes = (row == 0 ? rows.above : rows.below)[channel];
        widen(pick(load<Bytes16>(bytes + sixteen.first[0]), sixteen.neighbors[0]),
              pick(load<Bytes16>(bytes + sixteen.first[1]), sixteen.neighbors[1]),  //
              lefts[row], rights[row]);
      }
      const Floats16 sum = aboveLeft * lefts[0] + aboveRight * rights[0] + belowLeft * lefts[1] +
                           belowRight * rights[1];
      const Bytes16 made = __builtin_convertvector(__builtin_convertvector(sum, Ints16), Bytes16);
      std::memcpy(rows.made[channel] + 16 * i, &made, sizeof made);
    }
  }
}

#if defined(__x86_64__)
__attribute__((target("avx512bw,avx512vl"))) void BilinearRows::interpolateWithWideRegisters(
    const Rows &rows) const {
  interpolate(rows);
}
#endif

void BilinearRows::interpolateLastColumns(const Rows &rows) const {
  for (size_t i = 0; i < lastColumns.size(); ++i) {
    const auto [left, right, weight] = lastColumns[i];
    for (int channel = 0; channel < 3; ++channel) {
      const uint8_t *above = rows.above[channel], *below = rows.below[channel];
      const double a = (1 - weight) * above[left] + weight * above[right];
      const double b = (1 - weight) * below[left] + weight * below[right];
      rows.made[channel][firstOfLast + i] =
          uint8_t((1 - rows.belowWeight) * a + rows.belowWeight * b);
    }
  }
}
