/// How rows become small integers: in which directions, from which center, in which steps.
struct QuantizationScale: Sendable {
  /// The number of integers of a row.
  let dimensions: Int

  private let largest: Double
  private let directions: PrincipalDirections
  private let center: [Double]
  private let step: Double
  /// The radius in steps, as projected.
  private let radius: Double

  /// Chooses as many of the leading directions as make comparing all pairs at `radius` cheapest,
  /// and a step so that the integers of a sample are at most `largest` in size. O(1).
  ///
  /// - Parameter directionCounts: The choices, multiples of 16, ascending.
  init(_ embeddings: EmbeddingMatrix, radius: Double, largest: Int, directionCounts: [Int]) {
    self.largest = Double(largest)
    let count = directionCounts.last!
    let directions = PrincipalDirections(sampling: embeddings, directions: count)
    self.directions = directions
    let sampled = min(embeddings.count, 512)
    var sample = [Double](repeating: 0, count: sampled * count)
    var center = [Double](repeating: 0, count: count)
    for i in 0..<sampled {
      let row = i * embeddings.count / sampled
      embeddings.withUnsafeRows { values in
        sample.withUnsafeMutableBufferPointer { sample in
          directions.project(
            values + row * EmbeddingMatrix.dimensions, keeping: count,
            into: sample.baseAddress! + i * count)
        }
      }
      for k in 0..<count { center[k] += sample[i * count + k] / Double(sampled) }
    }
    var range = 0.0
    for i in sample.indices {
      sample[i] -= center[i % count]
      range = max(range, abs(sample[i]))
    }
    let step = range > 0 ? range / self.largest : radius
    self.center = center
    self.step = step
    // The margin is far above the rounding of exact distances; after a million steps all pass.
    let radius = min(radius * directions.norm * (1 + 1e-9) / step, 1e6)
    self.radius = radius
    dimensions = Self.cheapest(
      directionCounts, sample.map { Float($0 / step) }, count, radius: Float(radius))
  }

  /// Writes the integers of a row and returns its limit, rounded down.
  @inline(__always)
  func quantize(_ row: UnsafePointer<Float>, into integers: UnsafeMutablePointer<Int8>) -> Int32 {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: dimensions) { parts in
      directions.project(row, keeping: dimensions, into: parts.baseAddress!)
      var squares = 0.0
      var errors = 0.0
      for k in 0..<dimensions {
        let part = max(-largest, min(largest, (parts[k] - center[k]) / step))
        let rounded = part.rounded(.toNearestOrEven)
        integers[k] = Int8(rounded)
        squares += rounded * rounded
        errors += (part - rounded) * (part - rounded)
      }
      var highest: Float = 0
      for k in 0..<EmbeddingMatrix.dimensions { highest = max(highest, abs(row[k])) }
      // The parts have small errors of their own.
      let own = (Double(highest) * 0x1p-40 / step + 0x1p-40) * Double(dimensions)
      let error = errors.squareRoot() + own
      let limit = squares / 2 - radius * radius / 4 - radius * error - error * error
      return Int32(max(limit.rounded(.down), -0x1p28))
    }
  }

  /// The number of dimensions with the least work for a pair on average: the products, and a closer
  /// look, which costs as much as about 5,000 of these, where they let it pass.
  ///
  /// - Parameter rows: A sample, in steps, `stride` numbers a row.
  private static func cheapest(
    _ choices: [Int], _ rows: [Float], _ stride: Int, radius: Float
  ) -> Int {
    let count = rows.count / stride
    guard count > 1 else { return choices[0] }
    var passing = [Int](repeating: 0, count: choices.count)
    rows.withUnsafeBufferPointer { rows in
      for i in 1..<count {
        for j in 0..<i {
          var square: Float = 0
          var start = 0
          for (place, dimensions) in choices.enumerated() {
            while start < dimensions {
              let a = UnsafeRawPointer(rows.baseAddress! + i * stride + start)
              let b = UnsafeRawPointer(rows.baseAddress! + j * stride + start)
              let difference =
                a.loadUnaligned(as: SIMD16<Float>.self) - b.loadUnaligned(as: SIMD16<Float>.self)
              square += (difference * difference).sum()
              start += 16
            }
            // On average, rounding moves a number by the root of 1/12.
            let reach = radius + 2 * (Float(dimensions) / 12).squareRoot()
            guard square <= reach * reach else { break }
            passing[place] += 1
          }
        }
      }
    }
    let pairs = Double(count * (count - 1) / 2)
    let costs = zip(choices, passing).map { Double($0) + 5000 * Double($1) / pairs }
    return choices[costs.firstIndex(of: costs.min()!)!]
  }
}
