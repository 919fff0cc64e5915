import ParallelLoops

/// How often a node lies on shortest paths between others: persons through whom news and favors
/// must pass. Exact.
///
/// The score of v is the sum, over all pairs of other nodes, of the part of their shortest paths
/// that pass through v. Normalized, it is divided by the number of such pairs, (n − 1)(n − 2) / 2
/// (twice as many in a directed graph). Isolated nodes have 0; pairs in different components add
/// nothing. All as in networkx.
///
/// The result does not depend on the number of threads, to the last bit.
///
/// Lengths made of fractions are compared with a relative tolerance of 1e-10, so that 1/3 + 1/6
/// and 1/2 are the same length.
///
/// Complexity: O(nodes · edges) at worst for `.hops`, else O(nodes · (edges + nodes log nodes)).
/// Graphs of persons in pictures are unions of cliques, hung together by few: an undirected graph
/// is first taken apart at its articulation points, and nodes with the same neighbors are
/// counted as one, see `BetweennessPart`.
///
/// Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25,
/// 2001. Sarıyüce et al., "Graph manipulations for fast centrality computation", ACM TKDD 11, 2017.
public struct Betweenness: Centrality {
  /// How long edges are.
  public let lengths: EdgeLength
  /// Whether to divide by the number of pairs.
  public let isNormalized: Bool
  /// The number of threads.
  public let jobs: Int

  /// Measures betweenness with edges of the given lengths.
  public init(lengths: EdgeLength = .hops, isNormalized: Bool = true, jobs: Int = allCores) {
    self.lengths = lengths
    self.isNormalized = isNormalized
    self.jobs = jobs
  }

  /// - Throws: `GraphError` if a length is not positive.
  public func scores(of graph: Graph) throws(GraphError) -> [Double] {
    let arcLengths =
      lengths == .hops
      ? nil : try lengths.lengths(of: graph, for: "Betweenness", mustBePositive: true)
    if arcLengths?.contains(.infinity) == true {
      // No path uses these edges, so they must not seem to hold anything together.
      return try scores(of: graph.filteringEdges { $0.weight != 0 })
    }
    let (parts, atCuts) = BetweennessPart.divide(graph, lengths: arcLengths)
    var scores = atCuts

    let tasks = parts.indices.flatMap { part in
      parts[part].sourceChunks.map { (part: part, sources: $0) }
    }
    let dependencies = parallelMap(count: tasks.count, jobs: jobs) { task in
      parts[tasks[task].part].dependencies(onSources: tasks[task].sources)
    }
    // Sums are made in the order of tasks, whoever did them.
    for (task, values) in zip(tasks, dependencies) {
      for (node, part) in zip(parts[task.part].nodes, parts[task.part].classOfNode) {
        scores[Int(node)] += values[Int(part)]
      }
    }
    for part in parts { part.addPairsOfEquals(to: &scores) }

    let scale = betweennessScale(
      graph, isNormalized: isNormalized,
      pairs: Double(graph.nodeCount - 1) * Double(graph.nodeCount - 2))
    return scores.map { $0 * scale }
  }
}

/// What sums over ordered pairs are multiplied with: one over the number of pairs, if there are
/// any, or ½ to count the pairs of an undirected graph once.
func betweennessScale(_ graph: Graph, isNormalized: Bool, pairs: Double) -> Double {
  if isNormalized && pairs > 0 { return 1 / pairs }
  return graph.isDirected ? 1 : 0.5
}
