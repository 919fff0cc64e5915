#include "FrontalFaces.h"

#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/image_transforms.h>

#include <algorithm>
#include <memory>
#include <tuple>

#include "BilinearRows.h"
#include "FaceFilters.h"
#include "FaceScores.h"
#include "HOGFeatures.h"
#include "PictureRows.h"

using namespace dlib;

namespace {

/// One size of the picture: its latest rows, what is searched in them, and how the next size
/// follows.
struct Level {
  PictureRows picture;
  std::unique_ptr<HOGFeatures> features;
  std::unique_ptr<FaceScores> scores;
  std::unique_ptr<BilinearRows> toNext;
  /// How often the picture was reduced.
  unsigned reductions = 0;

  Level(int width, int height) : picture(width, height) {}
};

class Search {
 public:
  Search(int width, int height, int doublings) : filters(FaceFilters::shared()) {
    levels.push_back(std::make_unique<Level>(width, height));
    for (int i = 0; i < doublings; ++i) {
      const rectangle doubled = pyramid_down<2>().rect_up(rectangle(0, 0, width - 1, height - 1));
      width = int(doubled.right() + 1), height = int(doubled.bottom() + 1);
      append(width, height);
    }
    rectangle rest(0, 0, width - 1, height - 1);
    for (unsigned reductions = 0;; ++reductions) {
      Level &level = *levels.back();
      level.reductions = reductions;
      level.features = std::make_unique<HOGFeatures>(width, height);
      if (level.features->rows > 0)
        level.scores =
            std::make_unique<FaceScores>(filters, level.features->columns);
      rest = pyramid_down<6>().rect_down(rest);
      if (rest.width() < smallestLevel || rest.height() < smallestLevel) break;
      width = 5 * width / 6, height = 5 * height / 6;
      append(width, height);
    }
  }

  std::vector<rect_detection> faces(const uint8_t *rgb) {
    PictureRows &picture = levels.front()->picture;
    for (int y = 0; y < picture.height; ++y) {
      uint8_t *red = picture.row(y, 0), *green = picture.row(y, 1), *blue = picture.row(y, 2);
      const uint8_t *pixels = rgb + size_t(y) * picture.width * 3;
      for (int x = 0; x < picture.width; ++x) {
        red[x] = pixels[3 * x];
        green[x] = pixels[3 * x + 1];
        blue[x] = pixels[3 * x + 2];
      }
      rowArrived(0, y);
    }
    return withoutOverlaps();
  }

 private:
  /// dlib stops before a side falls below this.
  static constexpr unsigned smallestLevel = 64;

  void append(int width, int height) {
    const PictureRows &last = levels.back()->picture;
    levels.back()->toNext = std::make_unique<BilinearRows>(last.width, last.height, width, height);
    levels.push_back(std::make_unique<Level>(width, height));
  }

  void rowArrived(size_t index, int y) {
    Level &level = *levels[index];
    while (level.features && level.features->makeRow(level.picture, y)) {
      const int row = level.features->row(), last = level.features->rows - 1;
      level.scores->add(level.features->features(), level.features->planeStride(), row);
      // A row of positions is complete with the last row of features that its windows reach.
      const int reach = FaceFilters::side / 2;
      for (int r = row - reach; r <= (row == last ? last : row - reach); ++r) {
        if (r >= 0) collect(level, r);
        level.scores->start(r + FaceFilters::side);
      }
    }
    if (!level.toNext) return;
    PictureRows &next = levels[index + 1]->picture;
    while (level.toNext->isReady(y))
      rowArrived(index + 1, level.toNext->makeRow(level.picture, next));
  }

  void collect(const Level &level, int row) {
    level.scores->collect(row, [&](int pose, int column, float score) {
      // In a map of features that is padded by one window, the center is half a window further.
      constexpr int side = FaceFilters::side;
      const point center(column + side / 2, row + side / 2);
      const rectangle window =
          fhog_to_image(centered_rect(center, side, side), HOGFeatures::cell, side, side);
      rect_detection face;
      face.detection_confidence = score - filters.thresholds[pose];
      face.weight_index = pose;
      face.rect = pyramid_down<6>().rect_up(window, level.reductions);
      found.push_back(face);
    });
  }

  /// Of faces that overlap only the surest.
  std::vector<rect_detection> withoutOverlaps() {
    std::sort(found.begin(), found.end(), [](const rect_detection &a, const rect_detection &b) {
      const auto key = [](const rect_detection &face) {
        return std::make_tuple(-face.detection_confidence, face.weight_index, face.rect.top(),
                               face.rect.left(), face.rect.right());
      };
      return key(a) < key(b);
    });
    std::vector<rect_detection> kept;
    for (const auto &face : found)
      if (std::none_of(kept.begin(), kept.end(), [&](const rect_detection &other) {
            return filters.overlap(other.rect, face.rect);
          }))
        kept.push_back(face);
    return kept;
  }

  const FaceFilters &filters;
  std::vector<std::unique_ptr<Level>> levels;
  std::vector<rect_detection> found;
};

}  // namespace

std::vector<rect_detection> frontalFaces(const uint8_t *rgb, int width, int height, int doublings) {
  return Search(width, height, doublings).faces(rgb);
}
