import Foundation

/// How surprising it is that an edge carries so much of a node's strength, if the strength were
/// divided among the node's edges at random: (1 − w/s)^(d − 1) for an edge of weight w at a node of
/// strength s and degree d, the smaller of its two ends' values.
///
/// It looks at weights only, so it works for any weighting of the projection.
///
/// Complexity: O(edges).
/// Serrano, Boguñá and Vespignani, "Extracting the multiscale backbone of complex weighted
/// networks", PNAS 106, 2009.
public struct DisparityFilter: EdgeSignificance {
  /// Tests edges at their ends.
  public init() {}

  /// For every edge, the probability of at least its weight at the end where it is smaller.
  ///
  /// - Throws: `GraphError` if a weight is negative.
  public func pValues(of projection: Projection) throws(GraphError) -> [Double] {
    try pValues(of: projection.graph)
  }

  /// For every edge of any undirected graph, the probability of at least its weight.
  ///
  /// - Throws: `GraphError` if a weight is negative.
  public func pValues(of graph: Graph) throws(GraphError) -> [Double] {
    try graph.requireNonNegativeWeights(for: "The disparity filter")
    let strength = Strength().scores(of: graph)
    let degree = Degree().scores(of: graph)
    return graph.edges.map { edge in
      [edge.source, edge.target].map { node in
        guard strength[node] > 0, degree[node] > 1 else { return 1 }
        return pow(max(0, 1 - edge.weight / strength[node]), degree[node] - 1)
      }.min()!
    }
  }

  /// Both ends of every edge.
  public func hypothesisCount(of projection: Projection) -> Int { 2 * projection.graph.edgeCount }
}
