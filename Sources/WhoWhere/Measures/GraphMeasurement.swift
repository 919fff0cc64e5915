import GraphAnalysis
import ParallelLoops
import Synchronization

/// The measures of one graph, each computed when it is first asked for, and passes over the graph
/// that serve several measures made once.
public final class GraphMeasurement: Sendable {
  /// The graph that is measured.
  public let graph: Graph
  /// The number of threads.
  public let jobs: Int
  private let measuresEdges: Bool
  private let betweennessPass = Mutex<(nodes: [Double], edges: [Double])?>(nil)
  private let distancePass = Mutex<DistanceCentralities?>(nil)
  private let known: Mutex<[String: [Double?]]>

  /// In larger graphs betweenness is estimated, to within 0.01: the exact one would take minutes.
  public static let exactBetweennessLimit = 20_000

  /// Measures of `graph`.
  ///
  /// - Parameters:
  ///   - known: Values that need not be computed, by the measures' names.
  ///   - measuresEdges: Whether edges are measured, too: then one pass serves both betweennesses.
  public init(
    of graph: Graph, known: [String: [Double?]] = [:], measuresEdges: Bool = false,
    jobs: Int = allCores
  ) {
    self.graph = graph
    self.known = Mutex(known)
    self.measuresEdges = measuresEdges
    self.jobs = jobs
  }

  /// The value of every node, `nil` where it has none.
  ///
  /// - Throws: `GraphError` for weights that have no meaning for the measure, or where the graph has
  ///   no such measure.
  public func values(of measure: PersonMeasure) throws -> [Double?] {
    if let values = known.withLock({ $0[measure.name] }) { return values }
    let values = try measure.compute(self)
    known.withLock { $0[measure.name] = values }
    return values
  }

  /// The values of a measure as whole numbers.
  func numbers(of measure: PersonMeasure) throws -> [Int?] {
    try values(of: measure).map { $0.map { Int($0) } }
  }

  /// Closeness and harmonic centrality, from one pass over all distances.
  func distances() throws -> DistanceCentralities {
    try distancePass.withLock { pass in
      if let pass { return pass }
      let computed = try DistanceCentralities(of: graph, jobs: jobs)
      pass = computed
      return computed
    }
  }

  /// Betweenness of nodes, and of edges where they are measured and the graph is not large.
  func betweenness() throws -> (nodes: [Double], edges: [Double]) {
    try betweennessPass.withLock { pass in
      if let pass { return pass }
      let isLarge = graph.nodeCount > Self.exactBetweennessLimit
      let computed: (nodes: [Double], edges: [Double])
      if measuresEdges, !isLarge {
        computed = try EdgeBetweenness(jobs: jobs).scoresWithNodes(of: graph)
      } else {
        let method: any Centrality =
          isLarge ? SampledBetweenness(jobs: jobs) : Betweenness(jobs: jobs)
        computed = (try method.scores(of: graph), [])
      }
      pass = computed
      return computed
    }
  }

  /// Betweenness of edges.
  package func edgeBetweenness() throws -> [Double] {
    measuresEdges
      ? try betweenness().edges : try EdgeBetweenness(jobs: jobs).scores(of: graph)
  }
}
