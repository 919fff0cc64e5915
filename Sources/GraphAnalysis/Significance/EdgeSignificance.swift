/// A test of whether an edge of a projection means more than chance.
public protocol EdgeSignificance: Sendable {
  /// For every edge, the probability that chance alone gives one at least as strong.
  ///
  /// - Throws: `GraphError` if the edges' weights have no meaning for the test.
  func pValues(of projection: Projection) throws(GraphError) -> [Double]

  /// How many edges the test would have found significant, had they been strong enough: the number
  /// that a correction for multiple testing must reckon with.
  func hypothesisCount(of projection: Projection) -> Int
}

extension EdgeSignificance {
  /// All pairs of members: those who never met were tested too, and did not pass.
  public func hypothesisCount(of projection: Projection) -> Int {
    let n = projection.graph.nodeCount
    return n * (n - 1) / 2
  }
}
