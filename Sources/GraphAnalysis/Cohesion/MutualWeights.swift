import ParallelLoops

/// What Burt's measures start from: the ties of a node, and what part of all it invests in each.
struct MutualWeights: Sendable {
  /// The ties, without directions and loops.
  let graph: Graph
  private let strength: [Double]

  init(_ graph: Graph, usesWeights: Bool, algorithm: String) throws(GraphError) {
    try graph.requireNonNegativeWeights(for: algorithm)
    let weighted =
      usesWeights ? graph : try graph.reweighted([Double](repeating: 1, count: graph.edgeCount))
    self.graph = weighted.undirected().filteringEdges {
      $0.source != $0.target && $0.weight > 0
    }
    strength = Strength().scores(of: self.graph)
  }

  /// The part of its ties' strength that the arc's node puts into it.
  func proportion(_ arc: Int, of node: Int) -> Double { graph.weights[arc] / strength[node] }

  /// `body` of every node, with a vector of zeros to work with that it must leave so; not a number
  /// for nodes without ties.
  func map(jobs: Int, _ body: @Sendable (Int, inout [Double]) -> Double) -> [Double] {
    let chunk = 256
    let n = graph.nodeCount
    return parallelMap(count: (n + chunk - 1) / chunk, jobs: jobs) { c in
      var scratch = [Double](repeating: 0, count: n)
      return (c * chunk..<min(n, (c + 1) * chunk)).map { node in
        graph.arcs(of: node).isEmpty ? .nan : body(node, &scratch)
      }
    }.flatMap { $0 }
  }
}
