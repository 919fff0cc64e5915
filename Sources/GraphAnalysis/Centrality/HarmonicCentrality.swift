import ParallelLoops

/// The sum of the inverse distances to all other nodes; those out of reach add 0.
///
/// Unlike closeness it needs no special rule for several components. In a directed graph,
/// distances *to* the node count. Normalized, it is divided by n − 1; otherwise it equals
/// networkx's.
///
/// Complexity: that of `Closeness`.
/// Marchiori and Latora, "Harmony in the small-world", Physica A 285, 2000.
public struct HarmonicCentrality: Centrality {
  /// How long edges are.
  public let lengths: EdgeLength
  /// Whether to divide by n − 1.
  public let isNormalized: Bool
  /// The number of threads.
  public let jobs: Int

  /// Measures harmonic centrality with edges of the given lengths.
  public init(lengths: EdgeLength = .hops, isNormalized: Bool = false, jobs: Int = allCores) {
    self.lengths = lengths
    self.isNormalized = isNormalized
    self.jobs = jobs
  }

  /// The harmonic centrality of every node.
  ///
  /// - Throws: `GraphError.unsuitableWeight` for a negative weight, unless `lengths` is `.hops`.
  public func scores(of graph: Graph) throws(GraphError) -> [Double] {
    let summaries = try DistanceSummary.all(
      of: graph.transposed(), lengths: lengths, algorithm: "Harmonic centrality", jobs: jobs)
    return summaries.map { isNormalized ? $0.harmonic(among: graph.nodeCount) : $0.reciprocals }
  }
}
