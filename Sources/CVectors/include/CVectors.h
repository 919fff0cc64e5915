// Compares many vectors of small integers with many others, with the widest instructions there are.
#ifndef CVECTORS_H
#define CVECTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The instructions to compare with. All give the same result.
typedef enum CVectorsInstructions {
  /// Whatever the compiler makes of plain C.
  CVectorsInstructionsPortable,
  /// The 128-bit instructions of every arm64.
  CVectorsInstructionsNEON,
  /// 256-bit instructions of x86-64.
  CVectorsInstructionsAVX2,
  /// 512-bit instructions of x86-64 that add products of bytes.
  CVectorsInstructionsAVX512VNNI,
} CVectorsInstructions;

/// Rows are compared so many at a time, and columns.
#define CVECTORS_ROWS 6
#define CVECTORS_COLUMNS 64

/// Whether this processor has the instructions.
bool cvectors_supports(CVectorsInstructions instructions);

/// Finds the pairs of a row and a column whose product is at least the sum of their limits.
///
/// - instructions: must be supported.
/// - rows: vectors of integers in -63...63, one after the other.
/// - columns: vectors of integers in 0...127, sixteen together: the first four integers of each,
///   then the next four of each, and so on.
/// - row_limits, column_limits: at most 2^29 in size.
/// - row_count, column_count: at most 65,536; multiples of CVECTORS_ROWS and CVECTORS_COLUMNS.
/// - dimensions: a multiple of 8, at most 128.
/// - found: receives the pairs, as 65,536 times the row plus the column, in an order that depends
///   on the instructions; room for all.
///
/// Returns the number of pairs. O(row_count * column_count * dimensions).
size_t cvectors_find(
    CVectorsInstructions instructions, const int8_t *rows, const int32_t *row_limits,
    size_t row_count, const uint8_t *columns, const int32_t *column_limits, size_t column_count,
    size_t dimensions, uint32_t *found);

#endif
