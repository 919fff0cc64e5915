import ParallelLoops

/// How near a node is to all others: the inverse of its mean distance.
///
/// With several components, the part of the graph that is reached scales the value (Wasserman and
/// Faust): (r − 1) / Σ distances · (r − 1) / (n − 1), where r nodes are reached. An isolated node
/// has 0. In a directed graph, distances *to* the node count. All as in networkx.
///
/// Complexity: O(nodes · edges / 64) at best, O(nodes · edges) at worst for `.hops`; else
/// O(nodes · (nodes + edges) · log nodes).
/// Freeman, "Centrality in social networks: conceptual clarification", Social Networks 1, 1979.
public struct Closeness: Centrality {
  /// How long edges are.
  public let lengths: EdgeLength
  /// The number of threads.
  public let jobs: Int

  /// Measures closeness with edges of the given lengths.
  public init(lengths: EdgeLength = .hops, jobs: Int = allCores) {
    self.lengths = lengths
    self.jobs = jobs
  }

  /// The closeness of every node.
  ///
  /// - Throws: `GraphError.unsuitableWeight` for a negative weight, unless `lengths` is `.hops`.
  public func scores(of graph: Graph) throws(GraphError) -> [Double] {
    let summaries = try DistanceSummary.all(
      of: graph.transposed(), lengths: lengths, algorithm: "Closeness", jobs: jobs)
    return summaries.map { $0.closeness(among: graph.nodeCount) }
  }
}
