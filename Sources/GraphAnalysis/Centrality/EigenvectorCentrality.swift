import Deterministic

/// A node is central if its neighbours are: the dominant eigenvector of the weight matrix, of
/// Euclidean length 1.
///
/// Computed by power iteration on A + I from equal values, as networkx does. With several
/// components, those with the largest eigenvalue have all the weight. A graph without edges has
/// equal values. In a directed graph, edges *to* a node count.
///
/// Complexity: O(nodes + edges) per iteration.
/// Bonacich, "Power and centrality", American Journal of Sociology 92, 1987.
public struct EigenvectorCentrality: Centrality {
  /// Iteration stops when the mean absolute change of a score is below this.
  public let tolerance: Double
  /// The number of iterations after which to give up.
  public let maxIterations: Int
  /// The number of threads.
  public let jobs: Int

  /// Measures eigenvector centrality.
  public init(tolerance: Double = 1e-12, maxIterations: Int = 10_000, jobs: Int = allCores) {
    self.tolerance = tolerance
    self.maxIterations = maxIterations
    self.jobs = jobs
  }

  /// - Throws: `GraphError` if a weight is negative or the iteration does not settle: two
  ///   components of nearly the same eigenvalue, or a directed graph without cycles.
  public func scores(of graph: Graph) throws(GraphError) -> [Double] {
    try graph.requireNonNegativeWeights(for: "Eigenvector centrality")
    let n = graph.nodeCount
    let product = ArcProduct(graph: graph.transposed(), jobs: jobs)
    var vector = [Double](repeating: 1 / Double(n).squareRoot(), count: n)
    for _ in 0..<maxIterations {
      // The shift by I keeps bipartite graphs, with eigenvalues λ and −λ, from oscillating.
      let next = normalizedL2(zip(vector, product(vector)).map { $0 + $1 })
      let change = distanceL1(next, vector)
      vector = next
      if change <= tolerance * Double(n) { return vector }
    }
    throw .noConvergence(algorithm: "Eigenvector centrality", iterations: maxIterations)
  }
}
