import ParallelLoops

extension EmbeddingMatrix {
  /// The rows nearest to a query, nearest first; equally near ones by row. Exact.
  ///
  /// O(n), limited by reading the rows once; each thread keeps the best of its part.
  ///
  /// - Parameters:
  ///   - query: 128 numbers, such as another face's embedding or ``mean(of:)`` of several.
  ///   - limit: How many rows to return at most.
  ///   - maxDistance: Rows farther than this are left out.
  ///   - jobs: The number of threads. The result does not depend on it.
  /// - Throws: ``EmbeddingError`` if the query is no embedding; ``ParameterError`` if `limit` is
  ///   negative or `maxDistance` is not a number ≥ 0.
  public func nearest(
    to query: [Float], limit: Int, maxDistance: Double = .infinity, jobs: Int = allCores
  ) throws -> [FaceMatch] {
    let query = try EmbeddingMatrix(rows: [query])
    guard limit >= 0 else { throw ParameterError("the limit", limit, allowed: "at least 0") }
    guard maxDistance >= 0 else {
      throw ParameterError("the largest distance", maxDistance, allowed: "at least 0")
    }
    guard limit > 0 else { return [] }
    let chunk = 8192
    let best = parallelMap(count: (count + chunk - 1) / chunk, jobs: jobs) { part in
      let rows = part * chunk..<Swift.min(count, (part + 1) * chunk)
      return nearest(to: query, among: rows, limit: limit, squaredLimit: maxDistance * maxDistance)
    }
    let ordered = best.joined().sorted { ($0.square, $0.row) < ($1.square, $1.row) }
    return ordered.prefix(limit).map {
      FaceMatch(face: $0.row, distance: $0.square.squareRoot())
    }
  }

  /// The mean of some rows: one query for several pictures of a person. O(number of rows).
  ///
  /// - Throws: ``EmbeddingError`` if the mean is zero; ``ParameterError`` if no rows are given.
  public func mean(of rows: [Int]) throws -> [Float] {
    guard !rows.isEmpty else {
      throw ParameterError("the number of faces", 0, allowed: "at least 1")
    }
    var sum = [Double](repeating: 0, count: Self.dimensions)
    for row in rows {
      for (k, value) in self[row].enumerated() { sum[k] += Double(value) }
    }
    return try EmbeddingMatrix(sum.map { Float($0 / Double(rows.count)) }).values
  }

  private func nearest(
    to query: EmbeddingMatrix, among rows: Range<Int>, limit: Int, squaredLimit: Double
  ) -> [(square: Double, row: Int)] {
    // The farthest of the kept rows is first, so that a nearer one can take its place.
    var kept = BinaryHeap<(square: Double, row: Int)>([]) {
      ($0.square, $0.row) > ($1.square, $1.row)
    }
    var nearest = DistanceLimit(square: squaredLimit)
    withUnsafeRows { base in
      query.withUnsafeRows { query in
        for row in rows {
          guard let square = nearest.squaredDistance(base + row * Self.dimensions, query) else {
            continue
          }
          if kept.count == limit {
            guard square < kept.first!.square else { continue }
            _ = kept.pop()
          }
          kept.push((square, row))
          if kept.count == limit { nearest = DistanceLimit(square: kept.first!.square) }
        }
      }
    }
    return kept.elements
  }
}
