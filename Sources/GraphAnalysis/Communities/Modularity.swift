/// How much more weight lies inside communities than would by chance, if the nodes kept their
/// strengths: Q = Σ over communities of L/m − γ (K/2m)², with L the weight inside, K the sum of
/// strengths, m the weight of all edges and γ the resolution.
///
/// Reichardt and Bornholdt, "Statistical mechanics of community detection", Physical Review E 74,
/// 2006; with γ = 1, Newman and Girvan, Physical Review E 69, 2004.
public struct Modularity: Sendable {
  /// The resolution γ: above 1 it favors small communities.
  public let resolution: Double

  /// Modularity of the given resolution.
  public init(resolution: Double = 1) { self.resolution = resolution }

  /// The modularity of `partition` in `graph`, whose directions are ignored; 0 for a graph without
  /// weight. O(nodes + edges).
  ///
  /// - Throws: `GraphError` if the partition is of another number of nodes or a weight is negative.
  public func value(of partition: Partition, in graph: Graph) throws(GraphError) -> Double {
    guard partition.labels.count == graph.nodeCount else {
      throw .wrongCount(
        of: "community labels", given: partition.labels.count, expected: graph.nodeCount)
    }
    try graph.requireNonNegativeWeights(for: "Modularity")
    var inside = [Double](repeating: 0, count: partition.count)
    var strength = [Double](repeating: 0, count: partition.count)
    var total = 0.0
    for edge in graph.edges {
      let source = partition.labels[edge.source]
      let target = partition.labels[edge.target]
      if source == target { inside[source] += edge.weight }
      strength[source] += edge.weight
      strength[target] += edge.weight
      total += edge.weight
    }
    guard total > 0 else { return 0 }
    return zip(inside, strength).reduce(0) { sum, community in
      let share = community.1 / (2 * total)
      return sum + community.0 / total - resolution * share * share
    }
  }
}
