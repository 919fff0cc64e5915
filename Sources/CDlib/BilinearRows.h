#pragma once
#include <cstdint>
#include <vector>

#include "PictureRows.h"
#include "Vectors.h"

/// Resizes a picture by bilinear interpolation, row by row.
///
/// The bytes are those of `dlib::resize_image`, to the last: weights are summed up in single
/// precision from the left as there, and in double precision in the last columns. Detectors see
/// gradients of one grey level, so pictures that merely look the same would not do.
class BilinearRows {
 public:
  BilinearRows(int width, int height, int newWidth, int newHeight);

  /// Whether the next row can be made from the rows up to `latest`.
  bool isReady(int latest) const { return nextRow < newHeight && bottom <= latest; }

  /// Makes the next row.
  ///
  /// - Returns: Its number.
  int makeRow(const PictureRows &from, PictureRows &to);

 private:
  /// Eight columns of the result: where in the row their left neighbours are, and the right ones,
  /// as distances from the first of them, and how much the right ones weigh.
  struct Columns {
    Bytes16 neighbours;
    Floats8 rightWeights;
    int first;
  };
  struct LastColumn {
    int left, right;
    double rightWeight;
  };

  int height, newHeight;
  double yScale, y = 0;
  int nextRow = 0, top = 0, bottom = 0;
  std::vector<Columns> columns;
  int firstOfLast;
  std::vector<LastColumn> lastColumns;
};
