import CVectors
import ParallelLoops

/// Rows turned to their principal directions and rounded to small integers, whose products tell
/// for nearly all pairs that they are farther apart than a radius.
///
/// The integers q of a row are its parts in the leading directions, in steps from a center, confined
/// to −63…63 and rounded, by e in all. Projecting and confining to a box bring no two rows farther
/// apart, so rows within the radius, ρ in steps, have |q − q′| ≤ ρ + e + e′. As
/// (e + e′)² ≤ 2e² + 2e′², that gives q·q′ ≥ m + m′ with m = |q|²/2 − ρ²/4 − ρe − e²: each row has
/// its own limit, and with limits rounded down all is compared in integers, without any error.
package struct QuantizedRows: Sendable {
  /// Rows to be compared with columns.
  package struct Block {
    fileprivate let rows: [Int8]
    fileprivate let limits: [Int32]
  }

  /// The greatest size of an integer; also what is added to make it positive.
  private static let (largest, shift) = (63, 64)
  /// Rows that stand together.
  private static let lanes = 16
  /// The limit of what fills the last groups; no product reaches it.
  private static let never: Int32 = 1 << 29

  /// The number of integers of a row.
  private let dimensions: Int
  /// The shifted integers, sixteen rows together: the first four of each, the next four of each, …
  private var columns: [UInt8]
  /// For each row, m.
  private var limits: [Int32]

  /// Rounds `embeddings`. O(n), after O(1) work on a sample of the rows.
  package init(_ embeddings: EmbeddingMatrix, radius: Double, jobs: Int) {
    self.init(embeddings, scale: Self.scale(of: embeddings, radius: radius), jobs: jobs)
  }

  /// The scale that suits rows like these.
  static func scale(of embeddings: EmbeddingMatrix, radius: Double) -> QuantizationScale {
    QuantizationScale(
      embeddings, radius: radius, largest: largest,
      directionCounts: Array(stride(from: 16, through: 128, by: 16)))
  }

  /// Rounds `embeddings` by a scale. Rows that were rounded by the same one can be compared. O(n).
  init(_ embeddings: EmbeddingMatrix, scale: QuantizationScale, jobs: Int) {
    dimensions = scale.dimensions
    let kept = dimensions
    let filled = embeddings.count + Int(CVECTORS_COLUMNS)
    limits = [Int32](repeating: Self.never, count: filled)
    columns = [UInt8](repeating: 0, count: filled * kept)
    limits.withUnsafeMutableBufferPointer { limits in
      columns.withUnsafeMutableBufferPointer { columns in
        let limits = SharedBuffer(limits)
        let columns = SharedBuffer(columns)
        parallelFor(count: embeddings.count, chunk: 16 * Self.lanes, jobs: jobs) { rows, _ in
          embeddings.withUnsafeRows { values in
            withUnsafeTemporaryAllocation(of: Int8.self, capacity: kept) { integers in
              for row in rows {
                limits[row] = scale.quantize(
                  values + row * EmbeddingMatrix.dimensions, into: integers.baseAddress!)
                for k in 0..<kept {
                  columns[Self.place(row, k, kept)] = UInt8(Int(integers[k]) + Self.shift)
                }
              }
            }
          }
        }
      }
    }
  }

  /// Where integer `k` of a row stands.
  private static func place(_ row: Int, _ k: Int, _ dimensions: Int) -> Int {
    (row / lanes * dimensions + k / 4 * 4) * lanes + row % lanes * 4 + k % 4
  }

  /// Some rows to compare with columns.
  package func block(_ range: Range<Int>) -> Block {
    let group = Int(CVECTORS_ROWS)
    let filled = (range.count + group - 1) / group * group
    var rows = [Int8](repeating: 0, count: filled * dimensions)
    var limits = [Int32](repeating: Self.never, count: filled)
    for (i, row) in range.enumerated() {
      var sum = 0
      for k in 0..<dimensions {
        let integer = Int(columns[Self.place(row, k, dimensions)]) - Self.shift
        sum += integer
        rows[i * dimensions + k] = Int8(integer)
      }
      // The columns' shift adds this to all products.
      limits[i] = self.limits[row] + Int32(Self.shift * sum)
    }
    return Block(rows: rows, limits: limits)
  }

  /// Finds pairs of a row in `block` and one in `columns`, among them all within the radius.
  ///
  /// - Parameters:
  ///   - columns: Rows, the first a multiple of 64; at most 65,536.
  ///   - found: Receives the pairs, as 65,536 times the place in the block plus the place in the
  ///     columns; room for all, of both rows filled up to a multiple of 6 and 64.
  /// - Returns: The number of pairs found.
  package func findCandidates(
    _ block: Block, _ columns: Range<Int>, instructions: VectorInstructions,
    into found: UnsafeMutablePointer<UInt32>
  ) -> Int {
    let group = Int(CVECTORS_COLUMNS)
    return self.columns.withUnsafeBufferPointer { base in
      limits.withUnsafeBufferPointer { limits in
        cvectors_find(
          instructions.value, block.rows, block.limits, block.limits.count,
          base.baseAddress! + columns.lowerBound * dimensions,
          limits.baseAddress! + columns.lowerBound, (columns.count + group - 1) / group * group,
          dimensions, found)
      }
    }
  }
}
