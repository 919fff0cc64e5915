/// The number of a node's edges: with how many others a person was seen.
///
/// A self-loop counts twice, once in each direction. Normalized, the
/// degree is divided by n − 1, the largest possible one without loops; a lone node then has 1, as
/// in networkx. O(nodes + edges).
public struct Degree: Centrality {
  /// Whether to divide by n − 1.
  public let isNormalized: Bool
  /// Which edges count in a directed graph.
  public let direction: EdgeDirection

  /// Counts edges.
  public init(isNormalized: Bool = false, direction: EdgeDirection = .both) {
    self.isNormalized = isNormalized
    self.direction = direction
  }

  /// The degree of every node.
  public func scores(of graph: Graph) -> [Double] {
    if isNormalized && graph.nodeCount == 1 { return [1] }
    let scale = isNormalized ? 1 / Double(graph.nodeCount - 1) : 1
    return edgeEndSums(of: graph, direction) { _ in 1 }.map { $0 * scale }
  }
}

/// For each node, the sum of `value` over its edge ends of `direction`, in the order of edges.
func edgeEndSums(
  of graph: Graph, _ direction: EdgeDirection, _ value: (Graph.Edge) -> Double
) -> [Double] {
  var sums = [Double](repeating: 0, count: graph.nodeCount)
  for edge in graph.edges {
    if !graph.isDirected || direction != .incoming { sums[edge.source] += value(edge) }
    if !graph.isDirected || direction != .outgoing { sums[edge.target] += value(edge) }
  }
  return sums
}
