/// The number of a node's edges: with how many others a person was seen.
///
/// A self-loop counts twice. In a directed graph, edges in both directions count. Normalized, the
/// degree is divided by n − 1, the largest possible one without loops; a lone node then has 1, as
/// in networkx. O(nodes + edges).
public struct Degree: Centrality {
  /// Whether to divide by n − 1.
  public let isNormalized: Bool

  /// Counts edges.
  public init(isNormalized: Bool = false) { self.isNormalized = isNormalized }

  /// The degree of every node.
  public func scores(of graph: Graph) -> [Double] {
    if isNormalized && graph.nodeCount == 1 { return [1] }
    let scale = isNormalized ? 1 / Double(graph.nodeCount - 1) : 1
    return edgeEndSums(of: graph) { _ in 1 }.map { $0 * scale }
  }
}

/// For each node, the sum of `value` over its edge ends, in the order of edges.
func edgeEndSums(of graph: Graph, _ value: (Graph.Edge) -> Double) -> [Double] {
  var sums = [Double](repeating: 0, count: graph.nodeCount)
  for edge in graph.edges {
    sums[edge.source] += value(edge)
    sums[edge.target] += value(edge)
  }
  return sums
}
