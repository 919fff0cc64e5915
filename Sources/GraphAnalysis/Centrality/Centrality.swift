/// A score for every node that says how central it is, in one sense or another.
///
/// ```swift
/// let measures: [String: any Centrality] = ["degree": Degree(), "pagerank": PageRank()]
/// for (name, measure) in measures { print(name, try measure.scores(of: graph)) }
/// ```
public protocol Centrality: Sendable {
  /// The score of every node of `graph`, indexed by node; empty for the empty graph.
  ///
  /// - Throws: `GraphError` if a weight or a parameter has no meaning for the measure, or an
  ///   iteration does not settle.
  func scores(of graph: Graph) throws(GraphError) -> [Double]
}
