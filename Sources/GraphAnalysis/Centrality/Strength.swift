/// The sum of the weights of a node's edges, also called weighted degree.
///
/// A self-loop counts twice, once in each direction.
/// Barrat et al., "The architecture of complex weighted networks", PNAS 101, 2004.
/// O(nodes + edges).
public struct Strength: Centrality {
  /// Which edges count in a directed graph.
  public let direction: EdgeDirection

  /// Adds weights.
  public init(direction: EdgeDirection = .both) { self.direction = direction }

  /// The strength of every node.
  public func scores(of graph: Graph) -> [Double] {
    edgeEndSums(of: graph, direction, \.weight)
  }
}
