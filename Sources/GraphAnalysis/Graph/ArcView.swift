/// A graph's arrays without bounds checks, for the inner loops of algorithms.
struct ArcView {
  let offsets: UnsafeBufferPointer<Int>
  let targets: UnsafeBufferPointer<Int32>
  let weights: UnsafeBufferPointer<Double>

  @inline(__always)
  func arcs(of node: Int) -> Range<Int> {
    Range(uncheckedBounds: (offsets[node], offsets[node + 1]))
  }
}

extension Graph {
  /// Calls `body` with the graph's arrays, which must not escape.
  @inline(__always)
  func withArcs<Result>(_ body: (ArcView) throws -> Result) rethrows -> Result {
    try offsets.withUnsafeBufferPointer { offsets in
      try targets.withUnsafeBufferPointer { targets in
        try weights.withUnsafeBufferPointer { weights in
          try body(ArcView(offsets: offsets, targets: targets, weights: weights))
        }
      }
    }
  }
}
