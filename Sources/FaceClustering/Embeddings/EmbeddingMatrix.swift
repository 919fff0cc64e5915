/// Face embeddings: `count` rows of 128 numbers, one row a face, in one contiguous block.
///
/// ```swift
/// let embeddings = try EmbeddingMatrix(values)  // values.count == 128 * faces
/// let distance = embeddings.distance(0, 1)
/// ```
///
/// Distances are Euclidean. They are summed in double precision in the order of the dimensions, so
/// a decision at the very border of a radius is the same everywhere in this module.
public struct EmbeddingMatrix: Sendable {
  /// The numbers in one row.
  public static let dimensions = 128

  /// All numbers, row after row.
  public let values: [Float]

  /// The number of rows.
  public var count: Int { values.count / Self.dimensions }

  /// Takes over `values`, row after row, without copying them. O(n).
  ///
  /// - Throws: ``EmbeddingError`` if the size is no multiple of 128, if a number is not finite, or
  ///   if a row holds only zeros, which no encoder gives for a face.
  public init(_ values: [Float]) throws(EmbeddingError) {
    guard values.count % Self.dimensions == 0 else {
      throw EmbeddingError.wrongSize(values.count)
    }
    self.values = values
    if let error = Self.firstError(values) { throw error }
  }

  /// Collects rows of 128 numbers each. O(n).
  ///
  /// - Throws: ``EmbeddingError`` as ``init(_:)`` does, or if a row is not 128 numbers long.
  public init(rows: [[Float]]) throws(EmbeddingError) {
    for (row, vector) in rows.enumerated() where vector.count != Self.dimensions {
      throw EmbeddingError.wrongDimension(row: row, dimension: vector.count)
    }
    try self.init(Array(rows.joined()))
  }

  /// Row `row`, without copying it. O(1).
  public subscript(row: Int) -> ArraySlice<Float> {
    values[row * Self.dimensions..<(row + 1) * Self.dimensions]
  }

  /// The rows given, in the order given. O(number of rows).
  public func selecting(_ rows: [Int]) -> EmbeddingMatrix {
    var selected: [Float] = []
    selected.reserveCapacity(rows.count * Self.dimensions)
    for row in rows { selected.append(contentsOf: self[row]) }
    return EmbeddingMatrix(checked: selected)
  }

  /// The rows scaled to length 1, so that only their directions count. O(n).
  public func normalized() -> EmbeddingMatrix {
    var scaled = values
    for start in stride(from: 0, to: scaled.count, by: Self.dimensions) {
      let row = start..<start + Self.dimensions
      let length = row.reduce(0.0) { $0 + Double(scaled[$1]) * Double(scaled[$1]) }.squareRoot()
      for i in row { scaled[i] = Float(Double(scaled[i]) / length) }
    }
    return EmbeddingMatrix(checked: scaled)
  }

  /// The Euclidean distance of rows `i` and `j`. O(1).
  public func distance(_ i: Int, _ j: Int) -> Double {
    withUnsafeRows { squaredDistance($0 + i * Self.dimensions, $0 + j * Self.dimensions) }
      .squareRoot()
  }

  /// Calls `body` with a pointer to the first number of the first row.
  package func withUnsafeRows<Result>(_ body: (UnsafePointer<Float>) throws -> Result) rethrows
    -> Result
  {
    try values.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else {
        return try withUnsafeTemporaryAllocation(of: Float.self, capacity: 1) {
          try body(UnsafePointer($0.baseAddress!))
        }
      }
      return try body(base)
    }
  }

  /// Takes over rows known to be sound.
  init(checked values: [Float]) { self.values = values }

  private static func firstError(_ values: [Float]) -> EmbeddingError? {
    values.withUnsafeBufferPointer { buffer in
      for row in 0..<buffer.count / dimensions {
        // A sum of squares is neither finite nor positive as soon as one of the numbers is bad.
        var sum: Double = 0
        for i in row * dimensions..<(row + 1) * dimensions {
          let value = Double(buffer[i])
          sum += value * value
        }
        if sum > 0 && sum.isFinite { continue }
        if sum == 0 { return .zero(row: row) }
        let position = (0..<dimensions).first { !buffer[row * dimensions + $0].isFinite } ?? 0
        return .notFinite(row: row, position: position)
      }
      return nil
    }
  }
}

/// The squared Euclidean distance of two rows of 128 numbers, in double precision.
///
/// Four partial sums, each over every fourth dimension, are added at the end: an order that is
/// fixed, and fast because the four do not wait for each other.
@inline(__always)
func squaredDistance(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>) -> Double {
  var sum = SIMD4<Double>()
  var i = 0
  while i < EmbeddingMatrix.dimensions {
    let x = UnsafeRawPointer(a + i).loadUnaligned(as: SIMD4<Float>.self)
    let y = UnsafeRawPointer(b + i).loadUnaligned(as: SIMD4<Float>.self)
    let difference = SIMD4<Double>(x) - SIMD4<Double>(y)
    sum += difference * difference
    i += 4
  }
  return total(sum)
}

/// The sum of four lanes; not inlined, or the compiler takes the loop before it apart into lanes.
@inline(never)
private func total(_ lanes: SIMD4<Double>) -> Double {
  (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
}
