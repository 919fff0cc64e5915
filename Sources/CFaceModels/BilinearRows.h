#pragma once
#include <cstdint>
#include <vector>

#include "PictureRows.h"
#include "Vectors.h"

/// Resizes a picture by bilinear interpolation, row by row.
///
/// The bytes are those of `dlib::resize_image`, to the last: weights are summed up in single
/// precision from the left as there, and in double precision in the last columns. Detectors see
/// gradients of one gray level, so pictures that merely look the same would not do.
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
  /// Sixteen columns of the result: for each half of them where in a row the first one's left
  /// neighbor is, all left neighbors and then all right ones as distances from it; and how much
  /// the right ones weigh.
  struct Columns {
    Floats16 rightWeights;
    Bytes16 neighbors[2];
    int first[2];
  };
  struct LastColumn {
    int left, right;
    double rightWeight;
  };

  /// The rows between which a row lies, channel by channel, and how much the lower one weighs.
  struct Rows {
    const uint8_t *above[3], *below[3];
    uint8_t *made[3];
    double belowWeight;
  };

  void interpolate(const Rows &rows) const;
  void interpolateWithWideRegisters(const Rows &rows) const;
  void interpolateLastColumns(const Rows &rows) const;

  int height, newHeight;
  double yScale, y = 0;
  int nextRow = 0, top = 0, bottom = 0;
  std::vector<Columns> columns;
  int firstOfLast;
  std::vector<LastColumn> lastColumns;
};
