import ParallelLoops

/// The directions in which rows differ most, by orthogonal iteration on the covariance of a sample.
///
/// They need not be found exactly: with ``norm``, any directions give a sound bound, better ones a
/// tighter one. Reference: Golub, Van Loan, "Matrix Computations", section 8.2.4.
struct PrincipalDirections: Sendable {
  private typealias Lanes = SIMD8<Double>
  private static let dimensions = EmbeddingMatrix.dimensions

  /// The number of directions.
  let count: Int
  /// The projection makes no vector longer than this many times its length.
  let norm: Double
  /// Sixteen directions together: for each dimension of the rows, its parts in these.
  private let parts: [Double]

  /// Finds directions of about a thousand rows. O(1).
  ///
  /// - Parameter count: The number of directions, a multiple of 16, at most 128.
  init(sampling embeddings: EmbeddingMatrix, directions count: Int) {
    let n = Self.dimensions
    var random = SplitMix64(seed: 0)
    // One direction a row.
    var directions = (0..<count * n).map { _ in Double.random(in: -1...1, using: &random) }
    let covariance = Self.covariance(of: embeddings)
    for _ in 0..<6 {
      Self.orthonormalize(&directions)
      var next = [Double](repeating: 0, count: count * n)
      next.withUnsafeMutableBufferPointer { next in
        covariance.withUnsafeBufferPointer { covariance in
          for place in directions.indices {
            Self.add(
              directions[place], times: covariance.baseAddress! + place % n * n,
              to: next.baseAddress! + place / n * n)
          }
        }
      }
      // Equal rows have no directions; any will do then.
      if next.contains(where: { $0 != 0 }) { directions = next }
    }
    Self.orthonormalize(&directions)
    Self.orthonormalize(&directions)

    // The squared norm is at most the largest sum of a row of the directions' products.
    let square = directions.withUnsafeBufferPointer { base in
      (0..<count).map { a in
        (0..<count).reduce(0.0) { sum, b in
          sum + abs(Self.product(base.baseAddress! + a * n, base.baseAddress! + b * n))
        }
      }.max() ?? 0
    }
    self.count = count
    norm = square.squareRoot() * (1 + 1e-12)
    parts = (0..<n * count).map { place in
      let direction = place / (16 * n) * 16 + place % 16
      return directions[direction * n + place / 16 % n]
    }
  }

  /// Writes the row's parts in the first `kept` directions, a multiple of 16; a part's error is
  /// below 2⁻⁴⁰ of the row's largest number.
  func project(
    _ row: UnsafePointer<Float>, keeping kept: Int, into result: UnsafeMutablePointer<Double>
  ) {
    parts.withUnsafeBufferPointer { parts in
      var part = parts.baseAddress!
      for direction in stride(from: 0, to: kept, by: 16) {
        // Two sums for the even and the odd dimensions do not wait for each other.
        var a = Lanes()
        var b = Lanes()
        var c = Lanes()
        var d = Lanes()
        for k in stride(from: 0, to: Self.dimensions, by: 2) {
          let even = Lanes(repeating: Double(row[k]))
          a.addProduct(even, load(part))
          b.addProduct(even, load(part + 8))
          part += 16
          let odd = Lanes(repeating: Double(row[k + 1]))
          c.addProduct(odd, load(part))
          d.addProduct(odd, load(part + 8))
          part += 16
        }
        UnsafeMutableRawPointer(result + direction).storeBytes(of: a + c, as: Lanes.self)
        UnsafeMutableRawPointer(result + direction + 8).storeBytes(of: b + d, as: Lanes.self)
      }
    }
  }

  /// The covariance of a sample, times any factor.
  private static func covariance(of embeddings: EmbeddingMatrix) -> [Double] {
    let n = dimensions
    let sampled = min(embeddings.count, 1024)
    var rows: [Double] = []
    var mean = [Double](repeating: 0, count: n)
    rows.reserveCapacity(sampled * n)
    for i in 0..<sampled { rows += embeddings[i * embeddings.count / sampled].map(Double.init) }
    // Scaled, so that no product overflows.
    let largest = rows.reduce(.leastNormalMagnitude) { max($0, abs($1)) }
    var covariance = [Double](repeating: 0, count: n * n)
    rows.withUnsafeMutableBufferPointer { rows in
      for i in rows.indices {
        rows[i] /= largest
        mean[i % n] += rows[i] / Double(sampled)
      }
      for i in rows.indices { rows[i] -= mean[i % n] }
      covariance.withUnsafeMutableBufferPointer { covariance in
        for start in stride(from: 0, to: rows.count, by: n) {
          for k in 0..<n {
            add(
              rows[start + k], times: rows.baseAddress! + start,
              to: covariance.baseAddress! + k * n)
          }
        }
      }
    }
    return covariance
  }

  /// Gram–Schmidt, replacing directions that the others already contain.
  private static func orthonormalize(_ directions: inout [Double]) {
    let n = dimensions
    var random = SplitMix64(seed: 1)
    directions.withUnsafeMutableBufferPointer { directions in
      for start in stride(from: 0, to: directions.count, by: n) {
        let row = directions.baseAddress! + start
        while true {
          let before = product(row, row)
          for other in stride(from: 0, to: start, by: n) {
            let other = directions.baseAddress! + other
            add(-product(row, other), times: other, to: row)
          }
          let after = product(row, row)
          if after > 1e-20 * before, after > 0 {
            let length = after.squareRoot()
            for k in 0..<n { row[k] /= length }
            break
          }
          for k in 0..<n { row[k] = Double.random(in: -1...1, using: &random) }
        }
      }
    }
  }

  private static func add(
    _ factor: Double, times vector: UnsafePointer<Double>, to sum: UnsafeMutablePointer<Double>
  ) {
    for k in stride(from: 0, to: dimensions, by: 8) {
      UnsafeMutableRawPointer(sum + k).storeBytes(
        of: load(sum + k).addingProduct(Lanes(repeating: factor), load(vector + k)),
        as: Lanes.self)
    }
  }

  private static func product(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>) -> Double {
    var sum = Lanes()
    for k in stride(from: 0, to: dimensions, by: 8) { sum.addProduct(load(a + k), load(b + k)) }
    return total(sum)
  }
}

@inline(__always)
private func load(_ pointer: UnsafePointer<Double>) -> SIMD8<Double> {
  UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Double>.self)
}

/// The sum of eight lanes; not inlined, or the compiler takes the loop before it apart into lanes.
@inline(never)
private func total(_ lanes: SIMD8<Double>) -> Double { lanes.sum() }
