#pragma once
#include <array>
#include <vector>

#include "PictureRows.h"
#include "Vectors.h"

/// Histograms of oriented gradients of a picture that arrives row by row.
///
/// Cells of 8 × 8 pixels; 18 orientations with and 9 without their sign, each normalized by the
/// energy of four blocks of cells and truncated, and four numbers about texture. In a picture of
/// colors the strongest gradient counts. The outermost cells have no features.
///
/// Reference: Felzenszwalb et al., "Object Detection with Discriminatively Trained Part-Based
/// Models", PAMI 2010, in the variant of `dlib::extract_fhog_features`, whose values these are but
/// for the rounding of sums.
class HOGFeatures {
 public:
  static constexpr int cell = 8;
  static constexpr int planes = 31;
  /// Zeros before and after a row of features.
  static constexpr int leftPadding = 4, rightPadding = 32;

  /// Rows and columns of features; 0 for both where the picture is too small.
  int rows = 0, columns = 0;

  HOGFeatures(int width, int height);

  /// Whether the rows of the picture up to `latest` make another row of features possible; if so,
  /// computes it.
  bool makeRow(const PictureRows &picture, int latest);
  /// The number of the latest row of features.
  int row() const { return completeCells - 3; }
  /// The latest row of features: `planes` rows of `planeStride` numbers, padded with zeros.
  const float *features() const { return feature.data(); }
  size_t planeStride() const { return stride; }

 private:
  static constexpr int orientations = 18;
  /// Pixels between the centers of four cells give to these four. Blocks that are treated together:
  static constexpr int blocksAtOnce = 8;

  struct GradientRow {
    alignas(32) uint8_t orientation[blocksAtOnce * cell];
    alignas(32) float strength[blocksAtOnce * cell];
  };

  void addBlocks(const PictureRows &picture, int blockRow);
  void findGradients(const PictureRows &picture, int y, int first, GradientRow &gradients) const;
  void completeCellRow();
  void normalize();

  float *plane(std::vector<float> &planes, int orientation) {
    return planes.data() + orientation * stride;
  }

  int cellRows, cellColumns;
  /// Gradients are known for rows and columns from 1 up to before these.
  int endRow, endColumn;
  /// From this column on dlib goes pixel by pixel and decides ties between colors otherwise.
  int firstSingleColumn;
  int nextBlockRow = 0, completeCells = 0;
  size_t stride;
  /// What the blocks give to the cells on their left and right, for the cell row above, which they
  /// complete, and for the one below.
  std::vector<float> left, right, nextLeft, nextRight;
  /// Of the last three cell rows.
  std::array<std::vector<float>, 3> histogram, energy;
  std::vector<float> feature;
};
