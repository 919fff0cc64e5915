import ParallelLoops

/// Hubs, which point to good authorities, and authorities, which good hubs point to: the dominant
/// singular vectors of the weight matrix, each with entries that add up to 1.
///
/// In an undirected graph both are eigenvector centrality: iterating on A² settles far more slowly,
/// in nearly bipartite graphs never. A directed graph without weight has zeros.
///
/// Complexity: O(nodes + edges) per iteration.
/// Kleinberg, "Authoritative sources in a hyperlinked environment", Journal of the ACM 46, 1999.
public struct HITS: Centrality {
  /// Iteration stops when the sum of absolute changes of the authorities is below this.
  public let tolerance: Double
  /// The number of iterations after which to give up.
  public let maxIterations: Int
  /// The number of threads.
  public let jobs: Int

  /// Measures hubs and authorities.
  public init(tolerance: Double = 1e-12, maxIterations: Int = 10_000, jobs: Int = allCores) {
    self.tolerance = tolerance
    self.maxIterations = maxIterations
    self.jobs = jobs
  }

  /// The authority of every node.
  ///
  /// - Throws: as `hubsAndAuthorities(of:)`.
  public func scores(of graph: Graph) throws(GraphError) -> [Double] {
    try hubsAndAuthorities(of: graph).authorities
  }

  /// Both scores of every node.
  ///
  /// - Throws: `GraphError` if a weight is negative or the iteration does not settle.
  public func hubsAndAuthorities(
    of graph: Graph
  ) throws(GraphError) -> (hubs: [Double], authorities: [Double]) {
    try graph.requireNonNegativeWeights(for: "HITS")
    guard graph.isDirected else {
      let eigenvector = EigenvectorCentrality(
        tolerance: tolerance, maxIterations: maxIterations, jobs: jobs)
      let both = summingToOne(try eigenvector.scores(of: graph))
      return (both, both)
    }
    let incoming = ArcProduct(graph: graph.transposed(), jobs: jobs)
    let outgoing = ArcProduct(graph: graph, jobs: jobs)
    var authorities = summingToOne(incoming([Double](repeating: 1, count: graph.nodeCount)))
    for _ in 0..<max(0, maxIterations) {
      let hubs = summingToOne(outgoing(authorities))
      let next = summingToOne(incoming(hubs))
      let change = distanceL1(next, authorities)
      authorities = next
      if change <= tolerance { return (hubs, authorities) }
    }
    throw .noConvergence(algorithm: "HITS", iterations: maxIterations)
  }

  private func summingToOne(_ vector: [Double]) -> [Double] {
    let sum = vector.reduce(0, +)
    return sum > 0 ? vector.map { $0 / sum } : vector
  }
}
