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
    let quantized = QuantizedRows(self, radius: radius, jobs: jobs)
    let blocks = (rows + blockRows - 1) / blockRows
    let meter = ProgressMeter(total: total, report: progress)
    // Later blocks have more rows before them: the longest work goes first.
    let found = parallelMap(count: blocks, jobs: jobs) { k in
      let first = start + (blocks - 1 - k) * blockRows
      let block = first..<Swift.min(first + blockRows, count)
      let pairs = nearPairs(of: block, quantized, limit, instructions)
      meter.advance(by: Double(block.count) * Double(block.lowerBound + block.upperBound) / 2)
      return pairs
    }
    return found.reversed()
  }

  /// The pairs of a row with earlier rows.
  private func nearPairs(of row: Int, _ limit: DistanceLimit) -> [NearPair] {
    withUnsafeRows { values in (0..<row).compactMap { nearPair(values, $0, row, limit) } }
  }

  /// The pairs of the rows of a block with earlier rows.
  ///
  /// A block of columns is small enough for the first-level cache, with the block of rows.
  private func nearPairs(
    of rows: Range<Int>, _ quantized: QuantizedRows, _ limit: DistanceLimit,
    _ instructions: VectorInstructions
  ) -> [NearPair] {
    var pairs: [NearPair] = []
    let block = quantized.block(rows)
    withUnsafeTemporaryAllocation(
      of: UInt32.self, capacity: blockRows * blockColumns
    ) { candidates in
      withUnsafeRows { values in
        for start in stride(from: 0, to: rows.upperBound, by: blockColumns) {
          let columns = start..<Swift.min(start + blockColumns, rows.upperBound)
          let found = quantized.findCandidates(
            block, columns, instructions: instructions, into: candidates.baseAddress!)
          for i in 0..<found {
            let row = rows.lowerBound + Int(candidates[i] >> 16)
            let column = start + Int(candidates[i] & 0xffff)
            if column < row, let pair = nearPair(values, column, row, limit) {
              pairs.append(pair)
            }
          }
        }
      }
    }
    pairs.sort { ($0.second, $0.first) < ($1.second, $1.first) }
    return pairs
  }

  @inline(__always)
  private func nearPair(
    _ values: UnsafePointer<Float>, _ first: Int, _ second: Int, _ limit: DistanceLimit
  ) -> NearPair? {
    limit.squaredDistance(values + first * Self.dimensions, values + second * Self.dimensions).map {
      NearPair(first: Int32(first), second: Int32(second), distance: Float($0.squareRoot()))
    }
  }
}

/// Rows compared at once, a multiple of six, and columns, a multiple of 64.
private let (blockRows, blockColumns) = (510, 512)
