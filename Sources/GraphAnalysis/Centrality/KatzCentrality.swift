import ParallelLoops

/// A node is central if many walks lead to it, each step counting less: x = α Aᵀ x + 1, scaled to
/// Euclidean length 1.
///
/// Unlike eigenvector centrality it is meaningful with several components.
///
/// Complexity: O(nodes + edges) per iteration.
/// Katz, "A new status index derived from sociometric analysis", Psychometrika 18, 1953.
public struct KatzCentrality: Centrality {
  /// How much each further step counts, α; it must be below 1 / λ, with λ the largest eigenvalue of
  /// the weight matrix. Nil stands for 1 / (1 + s), with s the largest sum of weights at a node,
  /// which always is.
  public let attenuation: Double?
  /// Iteration stops when the mean absolute change of a score is below this.
  public let tolerance: Double
  /// The number of iterations after which to give up.
  public let maxIterations: Int
  /// The number of threads.
  public let jobs: Int

  /// Measures Katz centrality.
  public init(
    attenuation: Double? = nil, tolerance: Double = 1e-12, maxIterations: Int = 10_000,
    jobs: Int = allCores
  ) {
    self.attenuation = attenuation
    self.tolerance = tolerance
    self.maxIterations = maxIterations
    self.jobs = jobs
  }

  /// The Katz centrality of every node.
  ///
  /// - Throws: `GraphError` if a weight or the attenuation is negative, or the attenuation is so
  ///   large that walks never fade out.
  public func scores(of graph: Graph) throws(GraphError) -> [Double] {
    try graph.requireNonNegativeWeights(for: "Katz centrality")
    if let attenuation, !(attenuation >= 0 && attenuation.isFinite) {
      throw .invalidParameter("attenuation", value: attenuation, expected: "0 or more")
    }
    let product = ArcProduct(graph: graph.transposed(), jobs: jobs)
    let ones = [Double](repeating: 1, count: graph.nodeCount)
    let alpha = attenuation ?? 1 / (1 + (product(ones).max() ?? 0))
    var vector = ones
    for _ in 0..<max(0, maxIterations) {
      let next = product(vector).map { alpha * $0 + 1 }
      let change = distanceL1(next, vector)
      vector = next
      if change <= tolerance * Double(graph.nodeCount) { return normalizedL2(vector) }
      guard change.isFinite else { break }
    }
    throw .noConvergence(
      algorithm: "Katz centrality with attenuation \(alpha)", iterations: maxIterations)
  }
}
