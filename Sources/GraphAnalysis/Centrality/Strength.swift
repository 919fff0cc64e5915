/// The sum of the weights of a node's edges, also called weighted degree.
///
/// A self-loop counts twice. In a directed graph, edges in both directions count.
/// Barrat et al., "The architecture of complex weighted networks", PNAS 101, 2004.
/// O(nodes + edges).
public struct Strength: Centrality {
  /// Adds weights.
  public init() {}

  /// The strength of every node.
  public func scores(of graph: Graph) -> [Double] { edgeEndSums(of: graph, \.weight) }
}
