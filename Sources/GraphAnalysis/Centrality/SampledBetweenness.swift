import Foundation
import ParallelLoops

/// Betweenness from a sample of shortest paths, for graphs too large for the exact one.
///
/// With probability `confidence`, *all* nodes' normalized scores are within `error` of what
/// `Betweenness` gives. The number of paths that this takes depends on the length of the longest
/// shortest path, hardly on the size of the graph. Edges have length 1.
///
/// The result depends on the seed, not on the number of threads.
///
/// Complexity: O(samples · time of a bidirectional search), with
/// samples = (⌊log₂(d − 1)⌋ + 1 + ln 1/(1 − confidence)) / (2 · error²) for a diameter of at most d.
/// Riondato and Kornaropoulos, "Fast approximation of betweenness centrality through sampling",
/// Data Mining and Knowledge Discovery 30, 2016; search from both ends as in Borassi and Natale,
/// "KADABRA is an adaptive algorithm for betweenness via random approximation", ESA 2016.
public struct SampledBetweenness: Centrality {
  /// The largest difference to the exact normalized scores.
  public let error: Double
  /// The probability that no difference is larger.
  public let confidence: Double
  /// The seed of the sample.
  public let seed: UInt64
  /// The number of threads.
  public let jobs: Int

  /// Estimates betweenness.
  public init(
    error: Double = 0.01, confidence: Double = 0.99, seed: UInt64 = 1, jobs: Int = allCores
  ) {
    self.error = error
    self.confidence = confidence
    self.seed = seed
    self.jobs = jobs
  }

  /// The estimated normalized betweenness of every node.
  ///
  /// - Throws: `GraphError` if the error or the confidence is not between 0 and 1.
  public func scores(of graph: Graph) throws(GraphError) -> [Double] {
    guard error > 0, error < 1 else {
      throw .invalidParameter("error", value: error, expected: "above 0 and below 1")
    }
    guard confidence > 0, confidence < 1 else {
      throw .invalidParameter("confidence", value: confidence, expected: "above 0 and below 1")
    }
    let n = graph.nodeCount
    let longest = Self.longestPathBound(graph)
    guard n > 2, longest > 2 else { return [Double](repeating: 0, count: n) }

    // The sample estimates shares of all n (n − 1) pairs; scores are shares of (n − 1)(n − 2).
    let scale = Double(n) / Double(n - 2)
    let error = error / scale
    let terms = log2(Double(longest - 2)).rounded(.down) + 1 - log(1 - confidence)
    let needed = (terms / (2 * error * error)).rounded(.up)
    guard needed <= Double(Int32.max) else {
      throw .invalidParameter(
        "error", value: self.error, expected: "larger: this one takes more than two billion paths")
    }
    let samples = Int(needed)

    let backward = graph.transposed()
    let chunk = (samples + 63) / 64
    let hits = parallelMap(count: (samples + chunk - 1) / chunk, jobs: jobs) { c in
      var random = SplitMix64(seed: seed).split(UInt64(c))
      var search = BidirectionalSearch(forward: graph, backward: backward)
      for _ in c * chunk..<min(samples, (c + 1) * chunk) {
        let source = Int.random(in: 0..<n, using: &random)
        let other = Int.random(in: 0..<n - 1, using: &random)
        search.visitRandomPath(from: source, to: other < source ? other : other + 1, &random)
      }
      return search.hits
    }
    return graph.nodes.map { node in
      Double(hits.reduce(0) { $0 + Int($1[node]) }) / Double(samples) * scale
    }
  }

  /// A bound of the number of nodes on any shortest path: in an undirected component, no path is
  /// longer than twice the way from any one node to the farthest.
  private static func longestPathBound(_ graph: Graph) -> Int {
    let components = ConnectedComponents().partition(of: graph)
    guard !graph.isDirected else { return components.sizes.first ?? 0 }
    var bound = 0
    for members in components.members() where members.count > bound {
      let hub = members.max { graph.degree(of: $0) < graph.degree(of: $1) }!
      let tree = ShortestPathTree(validated: graph, lengths: nil, source: hub)
      let farthest = Int(tree.distances[Int(tree.order.last!)])
      bound = max(bound, min(members.count, 2 * farthest + 1))
    }
    return bound
  }
}

/// A search for shortest paths from both ends at once, which sees far less of the graph than one
/// from a single end.
private struct BidirectionalSearch {
  /// How often each node was inside a visited path.
  private(set) var hits: [Int32]
  private var ends: [Side]

  /// What one of the ends has seen.
  private struct Side {
    let graph: Graph
    /// The arcs by which the side looks back to its end.
    let reversed: Graph
    var distance: [Int32]
    var paths: [Double]
    var seen: [Int32] = []
    var frontier: Range<Int> = 0..<0

    init(graph: Graph, reversed: Graph) {
      self.graph = graph
      self.reversed = reversed
      distance = [Int32](repeating: -1, count: graph.nodeCount)
      paths = [Double](repeating: 0, count: graph.nodeCount)
    }

    mutating func start(at node: Int) {
      for node in seen { distance[Int(node)] = -1 }
      seen.removeAll(keepingCapacity: true)
      seen.append(Int32(node))
      distance[node] = 0
      paths[node] = 1
      frontier = 0..<1
    }

    /// The work of taking one more step.
    var cost: Int {
      seen[frontier].reduce(0) { $0 + graph.arcs(of: Int($1)).count }
    }
  }

  init(forward: Graph, backward: Graph) {
    hits = [Int32](repeating: 0, count: forward.nodeCount)
    ends = [Side(graph: forward, reversed: backward), Side(graph: backward, reversed: forward)]
  }

  /// Takes one of the shortest paths between two nodes, all equally likely, and counts the nodes
  /// inside it; nothing if there is no path.
  mutating func visitRandomPath(from source: Int, to target: Int, _ random: inout SplitMix64) {
    ends[0].start(at: source)
    ends[1].start(at: target)
    var meetings: [(near: Int32, far: Int32)] = []
    var side = 0
    while meetings.isEmpty {
      guard !ends[0].frontier.isEmpty, !ends[1].frontier.isEmpty else { return }
      side = ends[0].cost <= ends[1].cost ? 0 : 1
      meetings = step(side)
    }
    // All arcs where the ends meet in this step are on paths of the same length.
    let weights = meetings.map { meeting in
      ends[side].paths[Int(meeting.near)] * ends[1 - side].paths[Int(meeting.far)]
    }
    let meeting = meetings[choose(weights, &random)]
    visit(from: Int(meeting.near), backOn: side, &random)
    visit(from: Int(meeting.far), backOn: 1 - side, &random)
  }

  /// Moves one end's frontier a step on; returns the arcs that lead to what the other has seen.
  private mutating func step(_ side: Int) -> [(near: Int32, far: Int32)] {
    var meetings: [(near: Int32, far: Int32)] = []
    let start = ends[side].seen.count
    for i in ends[side].frontier {
      let node = ends[side].seen[i]
      let next = ends[side].distance[Int(node)] + 1
      for target in ends[side].graph.neighbors(of: Int(node)) {
        let t = Int(target)
        if ends[1 - side].distance[t] >= 0 { meetings.append((node, target)) }
        if ends[side].distance[t] < 0 {
          ends[side].distance[t] = next
          ends[side].paths[t] = 0
          ends[side].seen.append(target)
        }
        if ends[side].distance[t] == next { ends[side].paths[t] += ends[side].paths[Int(node)] }
      }
    }
    ends[side].frontier = start..<ends[side].seen.count
    return meetings
  }

  /// Walks from `node` to the side's end, taking each step with the probability that a random
  /// shortest path does.
  private mutating func visit(from node: Int, backOn side: Int, _ random: inout SplitMix64) {
    var node = node
    while ends[side].distance[node] > 0 {
      hits[node] += 1
      let before = ends[side].distance[node] - 1
      let previous = ends[side].reversed.neighbors(of: node).filter {
        ends[side].distance[Int($0)] == before
      }
      node = Int(previous[choose(previous.map { ends[side].paths[Int($0)] }, &random)])
    }
  }

  private func choose(_ weights: [Double], _ random: inout SplitMix64) -> Int {
    guard weights.count > 1 else { return 0 }
    var left = Double.random(in: 0..<weights.reduce(0, +), using: &random)
    for (i, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return i }
    }
    return weights.count - 1
  }
}
