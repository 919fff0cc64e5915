#include "CVectors.h"

#include <string.h>

/// Columns that stand together.
enum { group = 16 };

/// Sums stay in registers only if the loops over them vanish.
#define UNROLL _Pragma("clang loop unroll(full)")

/// Adds the pairs of some rows and a group of columns whose excess is not negative.
static uint32_t *collect(
    const int32_t *excess, size_t row_count, size_t row, size_t column, uint32_t *found) {
  for (size_t i = 0; i < row_count; i++)
    for (size_t j = 0; j < group; j++)
      if (excess[i * group + j] >= 0) *found++ = (uint32_t)((row + i) << 16 | (column + j));
  return found;
}

static size_t find_portable(
    const int8_t *rows, const int32_t *row_limits, size_t row_count, const uint8_t *columns,
    const int32_t *column_limits, size_t column_count, size_t dimensions, uint32_t *found) {
  uint32_t *next = found;
  for (size_t column = 0; column < column_count; column += group)
    for (size_t row = 0; row < row_count; row++) {
      const int8_t *r = rows + row * dimensions;
      const uint8_t *c = columns + column * dimensions;
      int32_t excess[group];
      for (size_t j = 0; j < group; j++) excess[j] = -row_limits[row] - column_limits[column + j];
      for (size_t k = 0; k < dimensions; k += 4)
        for (size_t j = 0; j < group; j++)
          for (size_t l = 0; l < 4; l++) excess[j] += r[k + l] * c[k * group + 4 * j + l];
      next = collect(excess, 1, row, column, next);
    }
  return (size_t)(next - found);
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx2"))) static inline __m256i broadcast(const int8_t *bytes) {
  int32_t four;
  memcpy(&four, bytes, sizeof four);
  return _mm256_set1_epi32(four);
}

/// Six rows with sixteen columns.
__attribute__((target("avx2"))) static size_t find_avx2(
    const int8_t *rows, const int32_t *row_limits, size_t row_count, const uint8_t *columns,
    const int32_t *column_limits, size_t column_count, size_t dimensions, uint32_t *found) {
  enum { tile = 6, registers = group / 8 };
  const __m256i ones = _mm256_set1_epi16(1);
  uint32_t *next = found;
  for (size_t column = 0; column < column_count; column += group)
    for (size_t row = 0; row < row_count; row += tile) {
      const int8_t *r = rows + row * dimensions;
      const uint8_t *c = columns + column * dimensions;
      __m256i excess[tile][registers];
      UNROLL for (int i = 0; i < tile; i++)
        UNROLL for (int j = 0; j < registers; j++)
          excess[i][j] = _mm256_sub_epi32(
              _mm256_set1_epi32(-row_limits[row + i]),
              _mm256_loadu_si256((const __m256i *)(column_limits + column) + j));
      for (size_t k = 0; k < dimensions; k += 8) {
        const __m256i *eight = (const __m256i *)(c + k * group);
        UNROLL for (int i = 0; i < tile; i++) {
          const __m256i first = broadcast(r + i * dimensions + k);
          const __m256i second = broadcast(r + i * dimensions + k + 4);
          UNROLL for (int j = 0; j < registers; j++) {
            // Four products of 127 and 63 at most: no sum leaves 16 bits.
            const __m256i sum = _mm256_add_epi16(
                _mm256_maddubs_epi16(_mm256_loadu_si256(eight + j), first),
                _mm256_maddubs_epi16(_mm256_loadu_si256(eight + registers + j), second));
            excess[i][j] = _mm256_add_epi32(excess[i][j], _mm256_madd_epi16(sum, ones));
          }
        }
      }
      __m256i all = excess[0][0];
      UNROLL for (int i = 0; i < tile; i++)
        UNROLL for (int j = 0; j < registers; j++) all = _mm256_and_si256(all, excess[i][j]);
      // Nearly always, all are negative.
      if (_mm256_movemask_ps(_mm256_castsi256_ps(all)) == 0xff) continue;
      int32_t stored[tile * group];
      UNROLL for (int i = 0; i < tile; i++)
        UNROLL for (int j = 0; j < registers; j++)
          _mm256_storeu_si256((__m256i *)(stored + i * group) + j, excess[i][j]);
      next = collect(stored, tile, row, column, next);
    }
  return (size_t)(next - found);
}

/// Six rows with 64 columns: 24 registers of sums, and four of columns.
__attribute__((target("avx512f,avx512bw,avx512dq,avx512vnni"))) static size_t find_avx512vnni(
    const int8_t *rows, const int32_t *row_limits, size_t row_count, const uint8_t *columns,
    const int32_t *column_limits, size_t column_count, size_t dimensions, uint32_t *found) {
  enum { tile = 6, registers = 4 };
  uint32_t *next = found;
  for (size_t column = 0; column < column_count; column += registers * group)
    for (size_t row = 0; row < row_count; row += tile) {
      const int8_t *r = rows + row * dimensions;
      const uint8_t *c = columns + column * dimensions;
      __m512i excess[tile][registers];
      UNROLL for (int i = 0; i < tile; i++)
        UNROLL for (int j = 0; j < registers; j++)
          excess[i][j] = _mm512_sub_epi32(
              _mm512_set1_epi32(-row_limits[row + i]),
              _mm512_loadu_si512(column_limits + column + j * group));
      for (size_t k = 0; k < dimensions; k += 4) {
        __m512i four[registers];
        UNROLL for (int j = 0; j < registers; j++)
          four[j] = _mm512_loadu_si512(c + j * group * dimensions + k * group);
        UNROLL for (int i = 0; i < tile; i++) {
          int32_t bytes;
          memcpy(&bytes, r + i * dimensions + k, sizeof bytes);
          UNROLL for (int j = 0; j < registers; j++)
            excess[i][j] = _mm512_dpbusd_epi32(excess[i][j], four[j], _mm512_set1_epi32(bytes));
        }
      }
      __m512i all = excess[0][0];
      UNROLL for (int i = 0; i < tile; i++)
        UNROLL for (int j = 0; j < registers; j++) all = _mm512_and_si512(all, excess[i][j]);
      // Mostly, all are negative.
      if (_mm512_movepi32_mask(all) == 0xffff) continue;
      UNROLL for (int i = 0; i < tile; i++)
        UNROLL for (int j = 0; j < registers; j++)
          for (unsigned left = (uint16_t)~_mm512_movepi32_mask(excess[i][j]); left; left &= left - 1)
            *next++ = (uint32_t)((row + i) << 16 | (column + j * group + __builtin_ctz(left)));
    }
  return (size_t)(next - found);
}
#elif defined(__aarch64__)
#include <arm_neon.h>

static inline int8x16_t broadcast(const int8_t *bytes) {
  int32_t four;
  memcpy(&four, bytes, sizeof four);
  return vreinterpretq_s8_s32(vdupq_n_s32(four));
}

/// Two rows with sixteen columns: two sums of two columns each a register.
static size_t find_neon(
    const int8_t *rows, const int32_t *row_limits, size_t row_count, const uint8_t *columns,
    const int32_t *column_limits, size_t column_count, size_t dimensions, uint32_t *found) {
  enum { tile = 2, registers = group / 4 };
  uint32_t *next = found;
  for (size_t column = 0; column < column_count; column += group)
    for (size_t row = 0; row < row_count; row += tile) {
      const int8_t *r = rows + row * dimensions;
      const int8_t *c = (const int8_t *)columns + column * dimensions;
      int32x4_t low[tile][registers], high[tile][registers];
      UNROLL for (int i = 0; i < tile; i++)
        UNROLL for (int j = 0; j < registers; j++) low[i][j] = high[i][j] = vdupq_n_s32(0);
      for (size_t k = 0; k < dimensions; k += 8)
        UNROLL for (int j = 0; j < registers; j++) {
          const int8x16_t first = vld1q_s8(c + k * group + 16 * j);
          const int8x16_t second = vld1q_s8(c + (k + 4) * group + 16 * j);
          UNROLL for (int i = 0; i < tile; i++) {
            const int8x16_t a = broadcast(r + i * dimensions + k);
            const int8x16_t b = broadcast(r + i * dimensions + k + 4);
            // Two products of 127 and 63 at most: no sum leaves 16 bits.
            low[i][j] = vpadalq_s16(
                low[i][j], vmlal_s8(
                               vmull_s8(vget_low_s8(first), vget_low_s8(a)), vget_low_s8(second),
                               vget_low_s8(b)));
            high[i][j] =
                vpadalq_s16(high[i][j], vmlal_high_s8(vmull_high_s8(first, a), second, b));
          }
        }
      int32_t excess[tile * group];
      int32x4_t all = vdupq_n_s32(-1);
      UNROLL for (int i = 0; i < tile; i++)
        UNROLL for (int j = 0; j < registers; j++) {
          const int32x4_t limits = vaddq_s32(
              vdupq_n_s32(row_limits[row + i]), vld1q_s32(column_limits + column + 4 * j));
          const int32x4_t sum = vsubq_s32(vpaddq_s32(low[i][j], high[i][j]), limits);
          vst1q_s32(excess + i * group + 4 * j, sum);
          all = vandq_s32(all, sum);
        }
      // Nearly always, all are negative.
      if (vmaxvq_s32(all) >= 0) next = collect(excess, tile, row, column, next);
    }
  return (size_t)(next - found);
}
#endif

bool cvectors_supports(CVectorsInstructions instructions) {
  switch (instructions) {
  case CVectorsInstructionsPortable:
    return true;
#if defined(__x86_64__)
  case CVectorsInstructionsAVX2:
    return __builtin_cpu_supports("avx2");
  case CVectorsInstructionsAVX512VNNI:
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni");
#elif defined(__aarch64__)
  case CVectorsInstructionsNEON:
    return true;
#endif
  default:
    return false;
  }
}

size_t cvectors_find(
    CVectorsInstructions instructions, const int8_t *rows, const int32_t *row_limits,
    size_t row_count, const uint8_t *columns, const int32_t *column_limits, size_t column_count,
    size_t dimensions, uint32_t *found) {
  switch (instructions) {
#if defined(__x86_64__)
  case CVectorsInstructionsAVX2:
    return find_avx2(
        rows, row_limits, row_count, columns, column_limits, column_count, dimensions, found);
  case CVectorsInstructionsAVX512VNNI:
    return find_avx512vnni(
        rows, row_limits, row_count, columns, column_limits, column_count, dimensions, found);
#elif defined(__aarch64__)
  case CVectorsInstructionsNEON:
    return find_neon(
        rows, row_limits, row_count, columns, column_limits, column_count, dimensions, found);
#endif
  default:
    return find_portable(
        rows, row_limits, row_count, columns, column_limits, column_count, dimensions, found);
  }
}
