import ParallelLoops

/// The number of a node's contacts that are not redundant: contacts who know each other count less.
/// Σ over contacts u of 1 − Σ over contacts w of p(v,w) m(u,w), where p is the part of v's ties that
/// one is and m a tie's weight by u's strongest.
///
/// A node without ties has no effective size: not a number, as in networkx.
///
/// Complexity: O(Σ degree²).
/// Burt, "Structural Holes", Harvard University Press, 1992.
public struct EffectiveSize: Centrality {
  /// Whether ties count by weight.
  public let usesWeights: Bool
  /// The number of threads.
  public let jobs: Int

  /// Measures effective size.
  public init(usesWeights: Bool = false, jobs: Int = allCores) {
    self.usesWeights = usesWeights
    self.jobs = jobs
  }

  /// The effective size of every node.
  ///
  /// - Throws: `GraphError` if a weight is negative.
  public func scores(of graph: Graph) throws(GraphError) -> [Double] {
    let ties = try MutualWeights(graph, usesWeights: usesWeights, algorithm: "Effective size")
    let strongest = ties.graph.nodes.map { ties.graph.weights[ties.graph.arcs(of: $0)].max() ?? 0 }
    return ties.map(jobs: jobs) { node, proportion in
      for arc in ties.graph.arcs(of: node) {
        proportion[Int(ties.graph.targets[arc])] = ties.proportion(arc, of: node)
      }
      var size = 0.0
      for contact in ties.graph.neighbors(of: node) {
        var redundancy = 0.0
        for arc in ties.graph.arcs(of: Int(contact)) {
          redundancy += proportion[Int(ties.graph.targets[arc])] * ties.graph.weights[arc]
        }
        size += 1 - redundancy / strongest[Int(contact)]
      }
      for contact in ties.graph.neighbors(of: node) { proportion[Int(contact)] = 0 }
      return size
    }
  }
}
