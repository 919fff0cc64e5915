import ParallelLoops

/// The share of time that a random walk spends at each node, if it starts anew at a random node
/// with probability 1 − `damping` in every step. Edges are taken in proportion to their weights.
///
/// Scores add up to 1. A walk at a node without edges starts anew, so isolated nodes have defined
/// scores, the same as networkx's.
///
/// Complexity: O(nodes + edges) per iteration.
/// Brin and Page, "The anatomy of a large-scale hypertextual web search engine", 1998.
public struct PageRank: Centrality {
  /// The probability of following an edge.
  public let damping: Double
  /// Iteration stops when the sum of absolute changes is below this.
  public let tolerance: Double
  /// The number of iterations after which to give up.
  public let maxIterations: Int
  /// The number of threads.
  public let jobs: Int

  /// Measures PageRank.
  public init(
    damping: Double = 0.85, tolerance: Double = 1e-10, maxIterations: Int = 1000,
    jobs: Int = allCores
  ) {
    self.damping = damping
    self.tolerance = tolerance
    self.maxIterations = maxIterations
    self.jobs = jobs
  }

  /// - Throws: `GraphError` if `damping` is not in 0..<1, a weight is negative, or the iteration
  ///   does not settle.
  public func scores(of graph: Graph) throws(GraphError) -> [Double] {
    guard 0..<1 ~= damping else {
      throw .invalidParameter("damping", value: damping, expected: "at least 0 and below 1")
    }
    try graph.requireNonNegativeWeights(for: "PageRank")
    let n = Double(graph.nodeCount)
    let product = ArcProduct(graph: graph.transposed(), jobs: jobs)
    let outgoing = graph.nodes.map { node in
      graph.weights[graph.arcs(of: node)].reduce(0, +)
    }
    let share = outgoing.map { $0 > 0 ? 1 / $0 : 0 }
    let dangling = graph.nodes.filter { outgoing[$0] == 0 }
    var rank = [Double](repeating: 1 / n, count: graph.nodeCount)
    var outflow = rank
    var inflow = rank
    for _ in 0..<max(0, maxIterations) {
      for node in rank.indices { outflow[node] = rank[node] * share[node] }
      product.write(to: &inflow, of: outflow)
      let stranded = dangling.reduce(0) { $0 + rank[$1] }
      let base = (1 - damping + damping * stranded) / n
      var change = 0.0
      for node in rank.indices {
        let next = base + damping * inflow[node]
        change += abs(next - rank[node])
        rank[node] = next
      }
      if change <= tolerance { return rank }
    }
    throw .noConvergence(algorithm: "PageRank", iterations: maxIterations)
  }
}
