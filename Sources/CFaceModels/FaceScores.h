#pragma once
#include <cstddef>
#include <vector>

#include "FaceFilters.h"

/// Scores of all positions of a picture, from rows of its features.
class FaceScores {
 public:
  FaceScores(const FaceFilters &filters, int columns);

  /// Adds a row of features, each plane `planeStride` numbers from the first position's window on.
  /// They are read up to a window and 16 beyond the last position.
  void add(const float *features, size_t planeStride, int row);

  /// Calls `found(pose, column, score)` for the scores of a row of positions that reach their
  /// threshold: to be asked when the row of features `side / 2` below it, or the last, was added.
  template <typename Found>
  void collect(int row, Found found) const {
    for (int pose = 0; pose < FaceFilters::poses; ++pose)
      for (int column = 0; column < columns; ++column) {
        const float score = groups[column / group].sums[row % side][pose][column % group];
        if (score >= filters.thresholds[pose]) found(pose, column, score);
      }
  }

  /// Starts a row of positions in place of the one that is `side` rows above.
  void start(int row);

 private:
  static constexpr int side = FaceFilters::side;
  /// Positions that go through the filters together; what they need lies together.
  static constexpr int group = 16;
  struct Group {
    float sums[side][FaceFilters::poses][group] = {};
  };
  struct Row;

  template <int tile>
  static void apply(const Row &row);
  static void applyWith32Registers(const Row &row);
  static void applyWithFusedSums(const Row &row);

  const FaceFilters &filters;
  int columns;
  std::vector<Group> groups;
  std::vector<float> rowResults;
};
