/// How much more weight lies inside communities than would by chance, if the nodes kept their
/// strengths: Q = Σ over communities of L/m − γ (K/2m)², with L the weight inside, K the sum of
/// strengths, m the weight of all edges and γ the resolution.
///
/// In a directed graph it is Q = Σ of L/m − γ (K⁺/m)(K⁻/m), with the sums of weights that leave and
/// that enter, as in networkx.
///
/// Reichardt and Bornholdt, "Statistical mechanics of community detection", Physical Review E 74,
/// 2006; with γ = 1, Newman and Girvan, Physical Review E 69, 2004;
/// directed, Leicht and Newman, Physical Review Letters 100, 2008.
public struct Modularity: Sendable {
  /// The resolution γ: above 1 it favors small communities.
  public let resolution: Double

  /// Modularity of the given resolution.
  public init(resolution: Double = 1) { self.resolution = resolution }

  /// The modularity of `partition` in `graph`; 0 for a graph without weight. O(nodes + edges).
  ///
  /// - Throws: `GraphError` if the partition is of another number of nodes or a weight is negative.
  public func value(of partition: Partition, in graph: Graph) throws(GraphError) -> Double {
    guard partition.labels.count == graph.nodeCount else {
      throw .wrongCount(
        of: "community labels", given: partition.labels.count, expected: graph.nodeCount)
    }
    try graph.requireNonNegativeWeights(for: "Modularity")
    var inside = [Double](repeating: 0, count: partition.count)
    var leaving = [Double](repeating: 0, count: partition.count)
    var entering = [Double](repeating: 0, count: partition.count)
    var total = 0.0
    for edge in graph.edges {
      let source = partition.labels[edge.source]
      let target = partition.labels[edge.target]
      if source == target { inside[source] += edge.weight }
      leaving[source] += edge.weight
      entering[target] += edge.weight
      total += edge.weight
    }
    guard total > 0 else { return 0 }
    return inside.indices.reduce(0) { sum, community in
      let chance: Double
      if graph.isDirected {
        chance = leaving[community] / total * (entering[community] / total)
      } else {
        let share = (leaving[community] + entering[community]) / (2 * total)
        chance = share * share
      }
      return sum + inside[community] / total - resolution * chance
    }
  }
}
