/// The largest distance that counts; most rows farther apart are recognized in single precision.
struct DistanceLimit {
  private let square: Double
  /// A squared distance in single precision that is not exceeded within the limit.
  private let rough: Float

  /// Sets the limit's square.
  init(square: Double) {
    self.square = square
    // Beyond this, squares may overflow in single precision; then nothing is rejected by them. Very
    // small squares have an absolute error.
    rough = square < 1e30 ? Float(square * (1 + 1e-5)) + .leastNormalMagnitude : .infinity
  }

  /// The squared distance of two rows, in double precision, or nil if it is beyond the limit.
  @inline(__always)
  func squaredDistance(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>) -> Double? {
    guard Self.roughSquaredDistance(a, b) <= rough else { return nil }
    let exact = FaceClustering.squaredDistance(a, b)
    return exact <= square ? exact : nil
  }

  /// The squared distance in single precision; its relative error is far below 10⁻⁵, but for an
  /// absolute one below the least normal number.
  @inline(__always)
  private static func roughSquaredDistance(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>
  ) -> Float {
    var even = SIMD8<Float>()
    var odd = SIMD8<Float>()
    for k in stride(from: 0, to: EmbeddingMatrix.dimensions, by: 16) {
      let x = load(a + k) - load(b + k)
      let y = load(a + k + 8) - load(b + k + 8)
      even.addProduct(x, x)
      odd.addProduct(y, y)
    }
    return total(even + odd)
  }
}

/// The sum of eight lanes; not inlined, or the compiler takes the loop before it apart into lanes.
@inline(never)
private func total(_ lanes: SIMD8<Float>) -> Float { lanes.sum() }

@inline(__always)
private func load(_ pointer: UnsafePointer<Float>) -> SIMD8<Float> {
  UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Float>.self)
}
