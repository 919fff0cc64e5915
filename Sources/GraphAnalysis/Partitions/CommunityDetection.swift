/// A way to divide a graph into communities: groups with many edges inside and few between them.
public protocol CommunityDetection: Sendable {
  /// The communities of `graph`; directions of edges are ignored.
  ///
  /// - Throws: `GraphError` if a weight or a parameter has no meaning for the method.
  func partition(of graph: Graph) throws(GraphError) -> Partition
}
