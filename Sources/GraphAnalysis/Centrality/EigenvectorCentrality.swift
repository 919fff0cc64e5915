import ParallelLoops

/// A node is central if its neighbors are: the dominant eigenvector of the weight matrix, of
/// Euclidean length 1.
///
/// Computed by power iteration on A + I from equal values, as networkx does. With several
/// components, those with the largest eigenvalue have all the weight. A graph without edges has
/// equal values. In a directed graph, edges *to* a node count; without cycles its only eigenvalue is 0,
/// and all have 0, as in igraph.
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
  ///   parts of a directed graph of nearly the same eigenvalue.
  public func scores(of graph: Graph) throws(GraphError) -> [Double] {
    try graph.requireNonNegativeWeights(for: "Eigenvector centrality")
    let n = graph.nodeCount
    if graph.isDirected, graph.edgeCount > 0, graph.isAcyclic {
      return [Double](repeating: 0, count: n)
    }
    // Components do not depend on each other: normalized one by one, those of nearly the same
    // eigenvalue need not wait for one to win.
    let component =
      graph.isDirected
      ? [Int](repeating: 0, count: n) : ConnectedComponents().partition(of: graph).labels
    let product = ArcProduct(graph: graph.transposed(), jobs: jobs)
    var vector = [Double](repeating: 1, count: n)
    var growth = normalize(&vector, by: component)
    for _ in 0..<max(0, maxIterations) {
      // The shift by I keeps bipartite graphs, with eigenvalues λ and −λ, from oscillating.
      var next = zip(vector, product(vector)).map { $0 + $1 }
      growth = normalize(&next, by: component)
      let change = distanceL1(next, vector)
      vector = next
      if change <= tolerance * Double(n) {
        return combine(vector, component, growth)
      }
    }
    throw .noConvergence(algorithm: "Eigenvector centrality", iterations: maxIterations)
  }

  /// Gives every component Euclidean length 1; returns what the lengths were.
  private func normalize(_ vector: inout [Double], by component: [Int]) -> [Double] {
    var lengths = [Double](repeating: 0, count: (component.max() ?? -1) + 1)
    for (value, c) in zip(vector, component) { lengths[c] += value * value }
    lengths = lengths.map { $0.squareRoot() }
    for i in vector.indices { vector[i] /= lengths[component[i]] }
    return lengths
  }

  /// What iteration from equal values on the whole graph would end in: the components that grow
  /// most, each in proportion to its share in the start.
  private func combine(_ vector: [Double], _ component: [Int], _ growth: [Double]) -> [Double] {
    var share = [Double](repeating: 0, count: growth.count)
    for (value, c) in zip(vector, component) { share[c] += value }
    let most = (growth.max() ?? 0) * (1 - 1e-9)
    return normalizedL2(
      zip(vector, component).map { growth[$1] >= most ? $0 * share[$1] : 0 })
  }
}
