import GraphAnalysis

/// A measure of each edge of the people graph: of each pair of persons. Declared once, as
/// `PersonMeasure`s are.
public struct PairMeasure: Sendable {
  /// What tables and graph files call it.
  public let name: String
  /// What it says, in a few words.
  public let summary: String
  /// What its column is called for people in graph files.
  public let title: String
  package let compute: @Sendable (Projection, GraphMeasurement) throws -> [Double?]

  /// All measures, in the order of the columns of exports.
  public static let all = [jaccard, pValue, betweenness]

  public static let jaccard = PairMeasure(
    name: "jaccard", summary: "the part of all photos and videos of either that show both",
    title: "Jaccard 0-1"
  ) { people, measurement in
    people.graph.edges.map { edge in
      let shared = people.evidenceCount(ofEdge: edge.id)
      let first = people.bipartite.groups(of: edge.source).count
      let second = people.bipartite.groups(of: edge.target).count
      return Double(shared) / Double(first + second - shared)
    }
  }

  public static let pValue = PairMeasure(
    name: "p_value",
    summary: """
      how likely two people who appear as often as these in photos as full as these meet at least \
      as often by chance (stochastic degree sequence model, not corrected for the number of pairs)
      """, title: "p-value 0-1"
  ) { people, measurement in
    try StochasticDegreeSequenceModel(jobs: measurement.jobs).pValues(of: people) as [Double]
  }

  public static let betweenness = PairMeasure(
    name: "edge_betweenness",
    summary: "the share of shortest paths that lead over the pair; not in large graphs",
    title: "Edge betweenness 0-1"
  ) { people, measurement in
    guard people.graph.nodeCount <= GraphMeasurement.exactBetweennessLimit else {
      return [Double?](repeating: nil, count: people.graph.edgeCount)
    }
    return try measurement.edgeBetweenness()
  }
}
