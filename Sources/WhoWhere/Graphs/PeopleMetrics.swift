import GraphAnalysis

/// What the people graph says about each person; element `i` is person `i` of the snapshot.
public struct PeopleMetrics: Sendable {
  /// The number of persons met.
  public let degree: [Double]
  /// The number of meetings: the sum of edge weights.
  public let strength: [Double]
  /// The share of shortest paths that lead through a person; estimated in large graphs, see
  /// `CentralityMeasure`.
  public let betweenness: [Double]
  /// How near all others are, those out of reach left out.
  public let closeness: [Double]
  /// The mean of inverse distances to all others.
  public let harmonic: [Double]
  /// Importance by that of the persons met; `nil` where the graph has no such measure.
  public let eigenvector: [Double?]
  /// Importance by a random walk.
  public let pageRank: [Double]
  /// The share of pairs of companions who met each other, 0–1.
  public let clustering: [Double]
  /// The largest k for which the person is in a group whose members all met k of the group.
  public let core: [Int]
  /// Leiden communities, numbered from 0, largest first.
  public let community: [Int]
  /// Connected components, numbered from 0, largest first.
  public let component: [Int]

  /// Measures `graph`.
  ///
  /// - Throws: `GraphError` for weights without meaning.
  /// - Complexity: O(persons × edges), from betweenness and the distances.
  public init(of graph: Graph, jobs: Int) throws {
    func scores(_ measure: CentralityMeasure) throws -> [Double] {
      try measure.scores(of: graph, jobs: jobs)
    }
    degree = try scores(.degree)
    strength = try scores(.strength)
    betweenness = try scores(.betweenness)
    closeness = try scores(.closeness)
    harmonic = try scores(.harmonic)
    do {
      eigenvector = try scores(.eigenvector)
    } catch GraphError.noConvergence {
      // Components of exactly equal weight have no first among them.
      eigenvector = [Double?](repeating: nil, count: graph.nodeCount)
    }
    pageRank = try scores(.pagerank)
    clustering = try scores(.clustering)
    core = CoreNumber().numbers(of: graph)
    community = try Leiden().partition(of: graph).labels.map { Int($0) }
    component = ConnectedComponents().partition(of: graph).labels.map { Int($0) }
  }
}
