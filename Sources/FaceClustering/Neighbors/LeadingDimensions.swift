import Deterministic

/// Few numbers for each row that bound the distances of rows from below.
///
/// The rows are turned so that the directions in which they differ most come first. The first
/// directions, and the length of all that remains, give a vector whose distances are never greater
/// than those of the rows (Pythagoras, and the reverse triangle inequality for the rest). Nearly
/// all pairs of faces are already too far apart in a quarter of the dimensions.
struct LeadingDimensions {
  /// The numbers kept for each row, a multiple of 8; the last is the length of the rest.
  let dimensions: Int
  /// The kept numbers of all rows, row after row, scaled so that the longest has length 1.
  let rows: [Float]
  /// Half the squared length of each kept row.
  let halfSquares: [Float]
  /// What the rows were multiplied by.
  let scale: Double

  /// An upper bound of the error of a squared distance computed from the kept numbers in single
  /// precision: rounding of the numbers, of the products, and of their sum.
  var squaredError: Double { Double(4 * dimensions + 64) * 0x1p-24 }

  /// Chooses as many dimensions as make comparing all pairs at `radius` cheapest.
  ///
  /// O(n · dimensions), after O(1) work on a sample of the rows.
  init(_ embeddings: EmbeddingMatrix, radius: Double, jobs: Int) {
    let basis = PrincipalDirections(sampling: embeddings, directions: 63)
    dimensions = Self.cheapest(basis, embeddings, radius: radius)
    let kept = dimensions
    let count = embeddings.count

    var exact = [Double](repeating: 0, count: count * kept)
    exact.withUnsafeMutableBufferPointer { buffer in
      let shared = SharedBuffer(buffer)
      embeddings.values.withUnsafeBufferPointer { values in
        let source = SharedBuffer(UnsafeMutableBufferPointer(mutating: values))
        parallelFor(count: count, chunk: 256, jobs: jobs) { range, _ in
          for row in range {
            basis.project(
              source.base.baseAddress! + row * EmbeddingMatrix.dimensions, keeping: kept,
              into: shared.base.baseAddress! + row * kept)
          }
        }
      }
    }
    func square(_ row: Int) -> Double {
      var sum = 0.0
      for k in row * kept..<(row + 1) * kept { sum += exact[k] * exact[k] }
      return sum
    }
    var longest = 0.0
    for row in 0..<count { longest = max(longest, square(row)) }
    let scale = longest > 0 ? 1 / longest.squareRoot() : 1
    self.scale = scale
    rows = exact.map { Float($0 * scale) }
    halfSquares = (0..<count).map { Float(square($0) * scale * scale / 2) }
  }

  /// The number of dimensions with the least work for a pair on average: the products of the
  /// bound, and a closer look, which costs as much as about 3,000 of these, where it passes.
  private static func cheapest(
    _ basis: PrincipalDirections, _ embeddings: EmbeddingMatrix, radius: Double
  ) -> Int {
    let sampled = min(embeddings.count, 512)
    guard sampled > 1 else { return 8 }
    let choices = [8, 16, 24, 32, 40, 48, 64]
    return choices.min { cost($0) < cost($1) }!

    func cost(_ kept: Int) -> Double {
      var rows = [Double](repeating: 0, count: sampled * kept)
      rows.withUnsafeMutableBufferPointer { rows in
        embeddings.withUnsafeRows { base in
          for i in 0..<sampled {
            let row = i * embeddings.count / sampled
            basis.project(
              base + row * EmbeddingMatrix.dimensions, keeping: kept,
              into: rows.baseAddress! + i * kept)
          }
        }
      }
      var passing = 0
      for i in 1..<sampled {
        for j in 0..<i {
          var sum = 0.0
          for k in 0..<kept {
            let difference = rows[i * kept + k] - rows[j * kept + k]
            sum += difference * difference
          }
          if sum <= radius * radius { passing += 1 }
        }
      }
      return Double(kept) + 3000 * Double(passing) / Double(sampled * (sampled - 1) / 2)
    }
  }
}
