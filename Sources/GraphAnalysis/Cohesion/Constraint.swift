import ParallelLoops

/// How much a node's contacts all lead back to each other: low for brokers, who link people that do
/// not know each other. Σ over contacts u of (p(v,u) + Σ over contacts w of p(v,w) p(w,u))², where
/// p is the part of all ties that one is.
///
/// A node without ties has no constraint: not a number, as in networkx.
///
/// Complexity: O(Σ degree²).
/// Burt, "Structural Holes", Harvard University Press, 1992.
public struct Constraint: Centrality {
  /// Whether ties count by weight.
  public let usesWeights: Bool
  /// The number of threads.
  public let jobs: Int

  /// Measures constraint.
  public init(usesWeights: Bool = false, jobs: Int = allCores) {
    self.usesWeights = usesWeights
    self.jobs = jobs
  }

  /// The constraint of every node.
  ///
  /// - Throws: `GraphError` if a weight is negative.
  public func scores(of graph: Graph) throws(GraphError) -> [Double] {
    let ties = try MutualWeights(graph, usesWeights: usesWeights, algorithm: "Constraint")
    return ties.map(jobs: jobs) { node, investment in
      for arc in ties.graph.arcs(of: node) {
        let contact = Int(ties.graph.targets[arc])
        let direct = ties.proportion(arc, of: node)
        investment[contact] += direct
        for second in ties.graph.arcs(of: contact) {
          investment[Int(ties.graph.targets[second])] +=
            direct * ties.proportion(second, of: contact)
        }
      }
      let constraint = ties.graph.neighbors(of: node).reduce(0) {
        $0 + investment[Int($1)] * investment[Int($1)]
      }
      for contact in ties.graph.neighbors(of: node) {
        investment[Int(contact)] = 0
        for second in ties.graph.neighbors(of: Int(contact)) { investment[Int(second)] = 0 }
      }
      return constraint
    }
  }
}
