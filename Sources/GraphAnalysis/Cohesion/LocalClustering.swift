import ParallelLoops

/// The part of a node's pairs of neighbors that are linked with each other: 1 inside a clique, near
/// 0 for someone who links strangers. Nodes with fewer than two neighbors have 0.
///
/// Weights, directions and self-loops are ignored.
///
/// Complexity: O(edges^1.5).
/// Watts and Strogatz, "Collective dynamics of 'small-world' networks", Nature 393, 1998.
public struct LocalClustering: Centrality {
  /// The number of threads.
  public let jobs: Int

  /// Measures local clustering.
  public init(jobs: Int = allCores) { self.jobs = jobs }

  /// The local clustering of every node.
  public func scores(of graph: Graph) -> [Double] {
    let triangles = Triangles(of: graph, jobs: jobs)
    return zip(triangles.counts, triangles.pairCounts).map { $1 == 0 ? 0 : Double($0) / Double($1) }
  }
}
