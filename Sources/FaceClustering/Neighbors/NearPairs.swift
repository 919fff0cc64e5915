import ParallelLoops

/// A pair of rows within the radius, `first < second`.
package struct NearPair: Sendable, Equatable {
  package var first: Int32
  package var second: Int32
  package var distance: Float

  package init(first: Int32, second: Int32, distance: Float) {
    self.first = first
    self.second = second
    self.distance = distance
  }
}

extension EmbeddingMatrix {
  /// All pairs of rows within `radius` whose second row is at or after `start`, by second row, then
  /// first, in lists to be read one after the other.
  ///
  /// Exact, the same for any number of `jobs` and any instructions: only pairs that surely are
  /// farther apart are left out by their integers; the others are decided on the rows themselves.
  package func nearPairs(
    within radius: Double, from start: Int = 0, jobs: Int,
    instructions: VectorInstructions = .best, progress: (@Sendable (Double) -> Void)? = nil
  ) -> [[NearPair]] {
    let limit = DistanceLimit(square: radius * radius)
    let rows = count - start
    let total = Double(rows) * Double(start + count) / 2
    // A few rows are compared sooner than all are prepared.
    guard rows > 12, total > 300_000 else {
      let pairs = parallelMap(count: rows, chunk: 8, jobs: jobs) { i in
        nearPairs(of: start + i, limit)
      }
      progress?(1)
      return pairs
    }
    let prepared = PreparedRows(
      self, QuantizedRows(self, radius: radius, jobs: jobs), instructions)
    return prepared.pairs(
      start..<count, with: prepared, isEarlier: true, limit, jobs: jobs,
      ProgressMeter(total: total, report: progress))
  }

  /// The pairs of a row with earlier rows.
  private func nearPairs(of row: Int, _ limit: DistanceLimit) -> [NearPair] {
    withUnsafeRows { values in
      (0..<row).compactMap { FaceClustering.nearPair(values, $0, values, row, limit) }
    }
  }
}

/// Rows that are ready to be compared, with each other or with rows that were made ready alike.
package struct PreparedRows: Sendable {
  /// The rows.
  package let embeddings: EmbeddingMatrix
  private let quantized: QuantizedRows
  private let instructions: VectorInstructions

  init(
    _ embeddings: EmbeddingMatrix, _ quantized: QuantizedRows, _ instructions: VectorInstructions
  ) {
    self.embeddings = embeddings
    self.quantized = quantized
    self.instructions = instructions
  }

  /// Pairs of a row in `rows` of these and one of `others`, by the row of these, then that of the
  /// others, which is a pair's first.
  ///
  /// - Parameter isEarlier: Whether `others` are these rows: then each pair is found once.
  func pairs(
    _ rows: Range<Int>, with others: PreparedRows, isEarlier: Bool, _ limit: DistanceLimit,
    jobs: Int, _ meter: ProgressMeter
  ) -> [[NearPair]] {
    let blocks = (rows.count + blockRows - 1) / blockRows
    // Later blocks have more rows before them: the longest work goes first.
    let found = parallelMap(count: blocks, jobs: jobs) { k in
      let first = rows.lowerBound + (blocks - 1 - k) * blockRows
      let block = first..<Swift.min(first + blockRows, rows.upperBound)
      let pairs = pairs(ofBlock: block, with: others, isEarlier: isEarlier, limit)
      meter.advance(
        by: isEarlier
          ? Double(block.count) * Double(block.lowerBound + block.upperBound) / 2
          : Double(block.count) * Double(others.embeddings.count))
      return pairs
    }
    return found.reversed()
  }

  /// The pairs of the rows of a block.
  ///
  /// A block of columns is small enough for the first-level cache, with the block of rows.
  private func pairs(
    ofBlock rows: Range<Int>, with others: PreparedRows, isEarlier: Bool, _ limit: DistanceLimit
  ) -> [NearPair] {
    var pairs: [NearPair] = []
    let block = quantized.block(rows)
    let end = isEarlier ? rows.upperBound : others.embeddings.count
    withUnsafeTemporaryAllocation(
      of: UInt32.self, capacity: blockRows * blockColumns
    ) { candidates in
      embeddings.withUnsafeRows { own in
        others.embeddings.withUnsafeRows { values in
          for start in stride(from: 0, to: end, by: blockColumns) {
            let columns = start..<Swift.min(start + blockColumns, end)
            let found = others.quantized.findCandidates(
              block, columns, instructions: instructions, into: candidates.baseAddress!)
            for i in 0..<found {
              let row = rows.lowerBound + Int(candidates[i] >> 16)
              let column = start + Int(candidates[i] & 0xffff)
              if column < (isEarlier ? row : end),
                let pair = nearPair(values, column, own, row, limit)
              {
                pairs.append(pair)
              }
            }
          }
        }
      }
    }
    pairs.sort { ($0.second, $0.first) < ($1.second, $1.first) }
    return pairs
  }
}

@inline(__always)
private func nearPair(
  _ firstRows: UnsafePointer<Float>, _ first: Int, _ secondRows: UnsafePointer<Float>,
  _ second: Int, _ limit: DistanceLimit
) -> NearPair? {
  let dimensions = EmbeddingMatrix.dimensions
  return limit.squaredDistance(firstRows + first * dimensions, secondRows + second * dimensions)
    .map {
      NearPair(first: Int32(first), second: Int32(second), distance: Float($0.squareRoot()))
    }
}

/// Rows compared at once, a multiple of six, and columns, a multiple of 64.
private let (blockRows, blockColumns) = (510, 512)
