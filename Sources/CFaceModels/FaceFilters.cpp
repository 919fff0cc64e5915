#include "FaceFilters.h"

#include <dlib/image_processing/frontal_face_detector.h>

#include <stdexcept>

#include "HOGFeatures.h"

const FaceFilters &FaceFilters::shared() {
  static const FaceFilters shared = [] {
    const auto detector = dlib::get_frontal_face_detector();
    const auto &scanner = detector.get_scanner();
    if (detector.num_detectors() != poses || scanner.get_fhog_window_width() != side ||
        scanner.get_fhog_window_height() != side || scanner.get_padding() != 0 ||
        scanner.get_cell_size() != HOGFeatures::cell)
      throw std::runtime_error("dlib's detector of frontal faces is another than expected");

    FaceFilters filters;
    filters.overlap = detector.get_overlap_tester();
    int rows = 0;
    for (int plane = 0; plane < HOGFeatures::planes; ++plane) {
      std::vector<dlib::matrix<float, 0, 1>> planeRows;
      for (int pose = 0; pose < poses; ++pose) {
        const auto &bank = detector.get_processed_w(pose).get_detect_argument();
        for (const auto &column : bank.col_filters[plane]) {
          filters.columns[pose].rows.push_back(rows++);
          filters.columns[pose].values.insert(filters.columns[pose].values.end(), column.begin(),
                                              column.end());
        }
        for (const auto &row : bank.row_filters[plane]) planeRows.push_back(row);
      }
      PlaneRows applied;
      applied.count = int(planeRows.size());
      for (int tap = 0; tap < side; ++tap)
        for (const auto &row : planeRows) applied.taps.push_back(row(tap));
      filters.planes.push_back(applied);
    }
    for (int pose = 0; pose < poses; ++pose)
      filters.thresholds[pose] = detector.get_w(pose)(scanner.get_num_dimensions());
    return filters;
  }();
  return shared;
}
