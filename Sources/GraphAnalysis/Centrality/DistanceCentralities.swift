import ParallelLoops

/// Closeness and harmonic centrality of every node, from one pass over all distances.
///
/// Complexity: that of `Closeness`.
public struct DistanceCentralities: Sendable {
  /// As `Closeness`.
  public let closeness: [Double]
  /// As `HarmonicCentrality`, normalized.
  public let harmonic: [Double]

  /// Measures `graph`.
  ///
  /// - Throws: `GraphError.unsuitableWeight` for a negative weight, unless `lengths` is `.hops`.
  public init(of graph: Graph, lengths: EdgeLength = .hops, jobs: Int = allCores) throws(GraphError)
  {
    let summaries = try DistanceSummary.all(
      of: graph.transposed(), lengths: lengths, algorithm: "Closeness", jobs: jobs)
    closeness = summaries.map { $0.closeness(among: graph.nodeCount) }
    harmonic = summaries.map { $0.harmonic(among: graph.nodeCount) }
  }
}

extension DistanceSummary {
  /// The closeness of the node.
  func closeness(among nodeCount: Int) -> Double {
    guard total > 0 else { return 0 }
    let others = Double(reached - 1)
    return others / total * others / Double(nodeCount - 1)
  }

  /// The normalized harmonic centrality of the node.
  func harmonic(among nodeCount: Int) -> Double {
    reciprocals * (nodeCount > 1 ? 1 / Double(nodeCount - 1) : 1)
  }
}
