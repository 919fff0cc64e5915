#include "FaceScores.h"

#include <algorithm>

#include "Vectors.h"

// What must become part of its callers, which are compiled for different processors.
#define INLINE __attribute__((always_inline)) inline

struct FaceScores::Row {
  FaceScores &scores;
  const float *features;
  size_t planeStride;
  int number;
};

namespace {

INLINE void addScaled(const float *weights, int count, const float *values, Floats16 *sums) {
  Floats16 vector;
  std::memcpy(&vector, values, sizeof vector);
  for (int i = 0; i < count; ++i) sums[i] += weights[i] * vector;
}

/// Applies `count` of a plane's rows at once, whose sums stay in registers.
template <int mostAtOnce>
INLINE void applyRows(const FaceFilters::PlaneRows &rows, int first, int count,
                      const float *features, float *results) {
  if constexpr (mostAtOnce > 1)
    if (count < mostAtOnce) return applyRows<mostAtOnce - 1>(rows, first, count, features, results);
  Floats16 sums[mostAtOnce] = {};
  const float *taps = rows.taps.data() + first;
  for (int tap = 0; tap < FaceFilters::side; ++tap)
    addScaled(taps + tap * rows.count, mostAtOnce, features + tap, sums);
  std::memcpy(results, sums, sizeof sums);
}

}  // namespace

/// `tile`: how many sums fit in the processor's registers.
template <int tile>
INLINE void FaceScores::apply(const Row &row) {
  const FaceFilters &filters = row.scores.filters;
  float *results = row.scores.rowResults.data();
  const float *features = row.features;
  for (Group &positions : row.scores.groups) {
    // Needed after all rows are applied: time enough to fetch them from a farther cache.
    for (const auto &sums : positions.sums)
      for (const auto &sum : sums) __builtin_prefetch(sum, 1);
    float *result = results;
    const float *plane = features;
    for (const auto &rows : filters.planes) {
      int first = 0;
      for (; rows.count - first > tile; first += tile)
        applyRows<tile>(rows, first, tile, plane, result + first * group);
      applyRows<tile>(rows, first, rows.count - first, plane, result + first * group);
      __builtin_prefetch(plane + 2 * group);
      result += rows.count * group;
      plane += row.planeStride;
    }
    for (int pose = 0; pose < FaceFilters::poses; ++pose) {
      const auto &columns = filters.columns[pose];
      for (int m = 0; m < side; m += tile) {
        // The row of features is row m of the window whose position is m rows above the lowest.
        float *places[tile];
        for (int i = 0; i < tile; ++i)
          places[i] = positions.sums[(row.number + side / 2 - 1 - m - i + side) % side][pose];
        Floats16 sums[tile];
        for (int i = 0; i < tile; ++i) std::memcpy(&sums[i], places[i], sizeof sums[i]);
        const float *values = columns.values.data() + m;
        for (const int result : columns.rows) {
          addScaled(values, tile, results + result * group, sums);
          values += side;
        }
        for (int i = 0; i < tile; ++i) std::memcpy(places[i], &sums[i], sizeof sums[i]);
      }
    }
    features += group;
  }
}

#if defined(__x86_64__)
__attribute__((target("avx512f"))) void FaceScores::applyWith32Registers(const Row &row) {
  apply<side>(row);
}

__attribute__((target("avx2,fma"))) void FaceScores::applyWithFusedSums(const Row &row) {
  apply<side / 2>(row);
}
#endif

FaceScores::FaceScores(const FaceFilters &filters, int columns)
    : filters(filters), columns(columns), groups((columns + group - 1) / group) {
  int rows = 0;
  for (const auto &plane : filters.planes) rows += plane.count;
  rowResults.resize(rows * group);
}

void FaceScores::add(const float *features, size_t planeStride, int row) {
  const Row added = {*this, features, planeStride, row};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return applyWith32Registers(added);
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return applyWithFusedSums(added);
#endif
  apply<side / 2>(added);
}

void FaceScores::start(int row) {
  for (Group &positions : groups) {
    auto &sums = positions.sums[row % side];
    std::fill_n(&sums[0][0], sizeof sums / sizeof(float), 0.0f);
  }
}
