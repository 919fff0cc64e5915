import ParallelLoops

/// The distance from a node to the farthest node that it reaches; 0 for an isolated node.
///
/// With several components each is measured by itself, as in igraph (networkx refuses). The largest
/// eccentricity is the diameter, the smallest the radius.
///
/// Complexity: that of `Closeness`.
public struct Eccentricity: Centrality {
  /// How long edges are.
  public let lengths: EdgeLength
  /// The number of threads.
  public let jobs: Int

  /// Measures eccentricity with edges of the given lengths.
  public init(lengths: EdgeLength = .hops, jobs: Int = allCores) {
    self.lengths = lengths
    self.jobs = jobs
  }

  /// The eccentricity of every node.
  ///
  /// - Throws: `GraphError.unsuitableWeight` for a negative weight, unless `lengths` is `.hops`.
  public func scores(of graph: Graph) throws(GraphError) -> [Double] {
    try DistanceSummary.all(of: graph, lengths: lengths, algorithm: "Eccentricity", jobs: jobs)
      .map(\.largest)
  }

  /// The largest distance between two nodes of one component; 0 for the empty graph.
  public func diameter(of graph: Graph) throws(GraphError) -> Double {
    try scores(of: graph).max() ?? 0
  }
}
