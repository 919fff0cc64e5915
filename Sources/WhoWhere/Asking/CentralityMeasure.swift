import GraphAnalysis
import ParallelLoops

/// The measures of how central a person is.
public enum CentralityMeasure: String, Sendable, CaseIterable {
  /// The number of others linked.
  case degree
  /// The sum of the weights of the links.
  case strength
  /// How near all others are.
  case closeness
  /// The mean of inverse distances to all others.
  case harmonic
  /// The share of shortest paths that lead through a node.
  case betweenness
  /// Importance by that of the others linked.
  case eigenvector
  /// Importance by a random walk.
  case pagerank
  /// The largest k for which a node is in a group whose members all have k links in the group.
  case core
  /// The share of pairs of linked others who are linked themselves.
  case clustering
  /// Burt's constraint: low for brokers between groups.
  case constraint

  /// In larger graphs betweenness is estimated: the exact one would take minutes.
  public static let exactBetweennessLimit = 20_000

  /// The score of every node. An estimated betweenness is within 0.01 of the exact one.
  ///
  /// - Throws: `GraphError` for weights that have no meaning for the measure.
  public func scores(of graph: Graph, jobs: Int = allCores) throws -> [Double] {
    let isLarge = graph.nodeCount > Self.exactBetweennessLimit
    let centrality: any Centrality =
      switch self {
      case .degree: Degree()
      case .strength: Strength()
      case .closeness: Closeness(jobs: jobs)
      case .harmonic: HarmonicCentrality(isNormalized: true, jobs: jobs)
      case .betweenness: isLarge ? SampledBetweenness(jobs: jobs) : Betweenness(jobs: jobs)
      case .eigenvector: EigenvectorCentrality(jobs: jobs)
      case .pagerank: PageRank(jobs: jobs)
      case .core: CoreNumber()
      case .clustering: LocalClustering(jobs: jobs)
      case .constraint: Constraint(jobs: jobs)
      }
    return try centrality.scores(of: graph)
  }
}
