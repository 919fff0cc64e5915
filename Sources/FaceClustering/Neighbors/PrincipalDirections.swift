import Deterministic

/// The directions in which rows differ most, by orthogonal iteration on the covariance of a sample.
///
/// They need not be found exactly: any orthonormal directions give a sound bound, better ones a
/// tighter one. Reference: Golub, Van Loan, "Matrix Computations", section 8.2.4.
struct PrincipalDirections: Sendable {
  private static let dimensions = EmbeddingMatrix.dimensions

  private var mean = [Double](repeating: 0, count: dimensions)
  /// One direction a row, orthonormal.
  private var directions: [Double]

  init(sampling embeddings: EmbeddingMatrix, directions count: Int) {
    let n = Self.dimensions
    var random = SplitMix64(seed: 0)
    directions = (0..<count * n).map { _ in Double.random(in: -1...1, using: &random) }
    let sampled = min(embeddings.count, 1024)
    let rows = (0..<sampled).map { embeddings[$0 * embeddings.count / sampled].map(Double.init) }
    for row in rows { for k in 0..<n { mean[k] += row[k] / Double(sampled) } }
    var covariance = [Double](repeating: 0, count: n * n)
    for row in rows {
      for a in 0..<n {
        let deviation = row[a] - mean[a]
        for b in 0..<n { covariance[a * n + b] += deviation * (row[b] - mean[b]) }
      }
    }
    for _ in 0..<6 {
      orthonormalize(count)
      var next = [Double](repeating: 0, count: count * n)
      for direction in 0..<count {
        for a in 0..<n {
          let part = directions[direction * n + a]
          for b in 0..<n { next[direction * n + b] += part * covariance[a * n + b] }
        }
      }
      // Equal rows have no directions; any will do then.
      if next.contains(where: { $0 != 0 }) && next.allSatisfy(\.isFinite) { directions = next }
    }
    orthonormalize(count)
    orthonormalize(count)
  }

  /// Gram–Schmidt, replacing directions that the others already contain.
  private mutating func orthonormalize(_ count: Int) {
    let n = Self.dimensions
    var random = SplitMix64(seed: 1)
    for direction in 0..<count {
      let row = direction * n
      while true {
        var before = 0.0
        for k in 0..<n { before += directions[row + k] * directions[row + k] }
        for other in 0..<direction {
          var product = 0.0
          for k in 0..<n { product += directions[row + k] * directions[other * n + k] }
          for k in 0..<n { directions[row + k] -= product * directions[other * n + k] }
        }
        var after = 0.0
        for k in 0..<n { after += directions[row + k] * directions[row + k] }
        if after > 1e-20 * before, after > 0 {
          let length = after.squareRoot()
          for k in 0..<n { directions[row + k] /= length }
          break
        }
        for k in 0..<n { directions[row + k] = Double.random(in: -1...1, using: &random) }
      }
    }
  }

  /// Writes the row's parts in the first `kept - 1` directions, and the length of the rest.
  func project(
    _ row: UnsafePointer<Float>, keeping kept: Int, into result: UnsafeMutablePointer<Double>
  ) {
    let n = Self.dimensions
    withUnsafeTemporaryAllocation(of: Double.self, capacity: n) { deviation in
      var rest = 0.0
      for k in 0..<n {
        deviation[k] = Double(row[k]) - mean[k]
      }
      directions.withUnsafeBufferPointer { directions in
        for direction in 0..<kept - 1 {
          var sum = SIMD8<Double>()
          for k in stride(from: 0, to: n, by: 8) {
            let a = UnsafeRawPointer(deviation.baseAddress! + k)
              .loadUnaligned(as: SIMD8<Double>.self)
            let b = UnsafeRawPointer(directions.baseAddress! + direction * n + k)
              .loadUnaligned(as: SIMD8<Double>.self)
            sum += a * b
          }
          result[direction] = total(sum)
          // What remains is taken from the row itself, so that it has no rounding to speak of.
          for k in 0..<n { deviation[k] -= result[direction] * directions[direction * n + k] }
        }
      }
      for k in 0..<n { rest += deviation[k] * deviation[k] }
      result[kept - 1] = rest.squareRoot()
    }
  }
}

/// The sum of eight lanes; not inlined, or the compiler takes the loop before it apart into lanes.
@inline(never)
private func total(_ lanes: SIMD8<Double>) -> Double { lanes.sum() }
