#include "BilinearRows.h"

#include <algorithm>
#include <cmath>

// A product and a sum that are rounded once, where dlib rounds twice, would be another byte.
#pragma clang fp contract(off)

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
  float x[4];
  for (int i = 0; i < 4; ++i) x[i] = float(-4 * xScale + i * xScale);
  const float step = float(4 * xScale);
  while (int(inFours.size()) < newWidth) {
    for (float &each : x) each += step;
    if (int(x[3]) + 1 >= width) break;
    for (float each : x) inFours.push_back({int(each), each - float(int(each))});
  }
  firstOfLast = std::min(newWidth, int(inFours.size()));

  for (size_t start = 0; start < inFours.size(); start += 8) {
    Columns eight = {};
    eight.first = inFours[start].left;
    for (size_t i = 0; i < 8 && start + i < inFours.size(); ++i) {
      const auto &column = inFours[start + i];
      eight.neighbours[i] = uint8_t(column.left - eight.first);
      eight.neighbours[i + 8] = uint8_t(column.left - eight.first + 1);
      eight.rightWeights[i] = column.rightWeight;
    }
    columns.push_back(eight);
  }

  double last = -xScale + firstOfLast * xScale;
  for (int column = firstOfLast; column < newWidth; ++column) {
    last += xScale;
    const int left = int(std::floor(last));
    lastColumns.push_back({left, std::min(left + 1, width - 1), last - left});
  }
}

int BilinearRows::makeRow(const PictureRows &from, PictureRows &to) {
  const double bottomWeight = y - top;
  const float lower = float(bottomWeight), upper = float(1 - bottomWeight);
  const uint8_t *above[3], *below[3];
  uint8_t *made[3];
  for (int channel = 0; channel < 3; ++channel) {
    above[channel] = from.row(top, channel);
    below[channel] = from.row(bottom, channel);
    made[channel] = to.row(nextRow, channel);
  }

  for (size_t i = 0; i < columns.size(); ++i) {
    const auto [neighbours, right, first] = columns[i];
    const Floats8 left = 1 - right;
    const Floats8 aboveLeft = upper * left, aboveRight = upper * right;
    const Floats8 belowLeft = lower * left, belowRight = lower * right;
    for (int channel = 0; channel < 3; ++channel) {
      const Bytes16 a = pick(load<Bytes16>(above[channel] + first), neighbours);
      const Bytes16 b = pick(load<Bytes16>(below[channel] + first), neighbours);
      const auto lefts = [](Bytes16 v) {
        return __builtin_convertvector(
            __builtin_convertvector(__builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7), Ints8),
            Floats8);
      };
      const auto rights = [](Bytes16 v) {
        return __builtin_convertvector(
            __builtin_convertvector(__builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15),
                                    Ints8),
            Floats8);
      };
      const Floats8 sum = aboveLeft * lefts(a) + aboveRight * rights(a) + belowLeft * lefts(b) +
                          belowRight * rights(b);
      store(__builtin_convertvector(__builtin_convertvector(sum, Ints8), Bytes8),
            made[channel] + 8 * i);
    }
  }
  for (size_t i = 0; i < lastColumns.size(); ++i) {
    const auto [left, right, weight] = lastColumns[i];
    for (int channel = 0; channel < 3; ++channel) {
      const double a = (1 - weight) * above[channel][left] + weight * above[channel][right];
      const double b = (1 - weight) * below[channel][left] + weight * below[channel][right];
      made[channel][firstOfLast + i] = uint8_t((1 - bottomWeight) * a + bottomWeight * b);
    }
  }

  y += yScale;
  top = int(std::floor(y));
  bottom = std::min(top + 1, height - 1);
  return nextRow++;
}
