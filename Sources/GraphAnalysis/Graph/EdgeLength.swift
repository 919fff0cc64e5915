/// How long an edge is to a path that runs along it.
///
/// The weight of a co-occurrence is a strength: two persons seen together often are close. Paths
/// want the opposite, hence `inverseWeight` (Newman, "Scientific collaboration networks II",
/// Physical Review E 64, 2001). Graphs whose weights are distances want `weight`.
public enum EdgeLength: String, Sendable, Hashable, CaseIterable {
  /// Every edge has length 1.
  case hops
  /// The length is the weight, which must not be negative.
  case weight
  /// The length is 1 / weight; an edge of weight 0 is no connection.
  case inverseWeight

  /// The length of every arc.
  ///
  /// - Throws: `GraphError.unsuitableWeight` for a negative weight, and for a length of 0 if
  ///   `mustBePositive`: shortest paths cannot be counted where one can go round for nothing.
  func lengths(
    of graph: Graph, for algorithm: String, mustBePositive: Bool = false
  ) throws(GraphError) -> [Double] {
    guard self != .hops else { return [Double](repeating: 1, count: graph.targets.count) }
    for edge in graph.edges
    where edge.weight < 0 || mustBePositive && self == .weight && edge.weight == 0 {
      throw .unsuitableWeight(
        edge.weight, source: edge.source, target: edge.target, algorithm: algorithm,
        needs: mustBePositive ? "positive weights" : "weights of at least 0")
    }
    return self == .weight ? graph.weights : graph.weights.map { 1 / $0 }
  }
}
