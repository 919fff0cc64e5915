#pragma once
#include <dlib/image_processing/box_overlap_testing.h>

#include <array>
#include <cstddef>
#include <vector>

/// The filters of dlib's detector of frontal faces: five poses, each a sum of separable filters
/// over the planes of HOG features.
///
/// A filter looks at 10 × 10 cells. Most of its planes have rank one or two, so applying a row and
/// then a column for each rank takes 6,100 multiplications a position in place of 15,500.
struct FaceFilters {
  static constexpr int poses = 5;
  static constexpr int side = 10;

  /// The rows that are applied to a plane of features: for each of `side` taps the values of all.
  struct PlaneRows {
    int count = 0;
    std::vector<float> taps;
  };
  /// The columns that are applied for a pose: to the results of which rows, numbered through all
  /// planes, and the `side` values of each.
  struct PoseColumns {
    std::vector<int> rows;
    std::vector<float> values;
  };
  std::vector<PlaneRows> planes;
  std::array<PoseColumns, poses> columns;
  std::array<double, poses> thresholds;
  /// Whether two boxes are the same face.
  dlib::test_box_overlap overlap;

  /// Those of `dlib::get_frontal_face_detector()`, unpacked once in a process.
  static const FaceFilters &shared();
};
