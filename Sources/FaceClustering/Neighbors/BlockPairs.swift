import ParallelLoops

/// Finds near pairs block by block, where rows are too many for one machine: all blocks against
/// themselves and against each other give the pairs that ``RadiusNeighbors`` finds, each once.
///
/// ```swift
/// let pairs = try BlockPairs(within: 0.7, sample: sample)
/// let (a, b) = (pairs.prepared(first), pairs.prepared(second))
/// let found = pairs.pairs(in: a) + pairs.pairs(of: a, and: b) + pairs.pairs(in: b)
/// ```
public struct BlockPairs: Sendable {
  /// The largest distance of a pair.
  public let radius: Double
  private let scale: QuantizationScale

  /// A finder of pairs within `radius`.
  ///
  /// - Parameters:
  ///   - radius: The largest distance of a pair.
  ///   - sample: Rows like those that will be compared; any give the same pairs, good ones sooner.
  /// - Throws: ``ParameterError`` if the radius is not a positive number.
  public init(within radius: Double, sample: EmbeddingMatrix) throws(ParameterError) {
    guard radius > 0, radius.isFinite else {
      throw ParameterError("the radius", radius, allowed: "a number greater than 0")
    }
    self.radius = radius
    scale = QuantizedRows.scale(of: sample, radius: radius)
  }

  /// A block of rows, ready to be compared. O(n).
  package func prepared(_ rows: EmbeddingMatrix, jobs: Int) -> PreparedRows {
    PreparedRows(rows, QuantizedRows(rows, scale: scale, jobs: jobs), .best)
  }

  /// The pairs in one block, by second row, then first. O(n²), of which few are computed in full.
  package func pairs(in rows: PreparedRows, jobs: Int) -> [[NearPair]] {
    rows.pairs(
      0..<rows.embeddings.count, with: rows, isEarlier: true,
      DistanceLimit(square: radius * radius), jobs: jobs, ProgressMeter(total: 1, report: nil))
  }

  /// The pairs of a row of one block, the first of a pair, and a row of another, by second row, then
  /// first. O(n · m), of which few are computed in full.
  package func pairs(of first: PreparedRows, and second: PreparedRows, jobs: Int) -> [[NearPair]] {
    second.pairs(
      0..<second.embeddings.count, with: first, isEarlier: false,
      DistanceLimit(square: radius * radius), jobs: jobs, ProgressMeter(total: 1, report: nil))
  }
}
