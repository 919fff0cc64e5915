import GraphAnalysis

/// What the people graph says about each pair; element `i` is edge `i`.
public struct PairMetrics: Sendable {
  /// The part of all media of either person that show both, 0–1.
  public let jaccard: [Double]
  /// How likely two people who appear as often as these in media as full as these meet at least as
  /// often by chance (stochastic degree sequence model, not corrected for the number of pairs);
  /// `nil` where the model has no solution.
  public let pValue: [Double?]
  /// The share of shortest paths that lead over a pair; `nil` in large graphs, where it would take
  /// minutes.
  public let betweenness: [Double?]

  /// Measures the edges of `people`.
  ///
  /// - Throws: `GraphError` for weights without meaning.
  /// - Complexity: O(persons × edges), from betweenness.
  public init(of people: Projection, jobs: Int) throws {
    let graph = people.graph
    let none = [Double?](repeating: nil, count: graph.edgeCount)
    jaccard = graph.edges.map { edge in
      let shared = people.evidenceCount(ofEdge: edge.id)
      let first = people.bipartite.groups(of: edge.source).count
      let second = people.bipartite.groups(of: edge.target).count
      return Double(shared) / Double(first + second - shared)
    }
    pValue = try Self.pValues(of: people, jobs: jobs)
    let isSmall = graph.nodeCount <= CentralityMeasure.exactBetweennessLimit
    betweenness = try isSmall ? EdgeBetweenness(jobs: jobs).scores(of: graph).map { $0 } : none
  }

  private static func pValues(of people: Projection, jobs: Int) throws -> [Double?] {
    let model = StochasticDegreeSequenceModel(jobs: jobs)
    switch Result(catching: { try model.pValues(of: people) as [Double] }) {
    case .success(let values): return values.map { $0 }
    case .failure(GraphError.noConvergence):
      return [Double?](repeating: nil, count: people.graph.edgeCount)
    case .failure(let error): throw error
    }
  }
}
