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
/// Complexity: O(samples · time of a bidirectional search), with at most
/// samples = (⌊log₂(d − 1)⌋ + 1 + ln 2/(1 − confidence)) / (2 · error²) for a diameter of at most d;
/// it stops sooner where the counts so far bound every error, as they do where no node is on a large
/// share of the paths.
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
    let terms = log2(Double(longest - 2)).rounded(.down) + 1 - log((1 - confidence) / 2)
    let needed = (terms / (2 * error * error)).rounded(.up)
    guard needed <= Double(Int32.max) else {
      throw .invalidParameter(
        "error", value: self.error, expected: "larger: this one takes more than two billion paths")
    }

    let backward = graph.transposed()
    var hits = [Int](repeating: 0, count: n)
    var drawn = 0
    for (round, samples) in Self.rounds(upTo: Int(needed)).enumerated() where samples > drawn {
      let chunk = (samples - drawn + 63) / 64
      let first = drawn
      let chunks = parallelMap(count: (samples - drawn + chunk - 1) / chunk, jobs: jobs) { c in
        let random = SplitMix64(seed: seed).split(UInt64(64 * round + c))
        let count = min(samples - first, (c + 1) * chunk) - c * chunk
        return PathSample.hits(count: count, forward: graph, backward: backward, random)
      }
      for node in 0..<n { hits[node] += chunks.reduce(0) { $0 + Int($1[node]) } }
      drawn = samples
      if isClose(hits, of: samples, error: error) { break }
    }
    return hits.map { Double($0) / Double(drawn) * scale }
  }

  /// After how many samples it is seen whether they are enough.
  private static func rounds(upTo needed: Int) -> [Int] {
    let parts = (0..<roundCount).map { pow(2, Double($0 - roundCount + 1) / 2) }
    return parts.map { max(1, Int((Double(needed) * $0).rounded(.up))) }
  }

  private static let roundCount = 10

  /// Whether all nodes' shares are within `error` of their estimates, by what the estimates are.
  ///
  /// A sample path holds a node or not, so the count of a node is binomial, and Chernoff's bound tells
  /// how improbable it is at the ends of the interval; half of what may go wrong is divided among all
  /// nodes, both ends and all rounds, and the other half is that of the last round, after which the
  /// number of paths alone is enough.
  private func isClose(_ hits: [Int], of samples: Int, error: Double) -> Bool {
    let events = Double(2 * hits.count * Self.roundCount)
    let limit = log(2 * events / (1 - confidence)) / Double(samples)
    func divergence(_ p: Double, _ q: Double) -> Double {
      (p > 0 ? p * log(p / q) : 0) + (p < 1 ? (1 - p) * log((1 - p) / (1 - q)) : 0)
    }
    return Set(hits).allSatisfy { count in
      let share = Double(count) / Double(samples)
      return (share + error >= 1 || divergence(share, share + error) >= limit)
        && (share - error <= 0 || divergence(share, share - error) >= limit)
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

/// Random shortest paths, by searches from both ends at once, which see far less of the graph than
/// those from a single end.
private struct PathSample: ~Copyable {
  /// What one of the ends has seen.
  private struct Side {
    /// What it knows of a node, together in memory.
    struct State {
      var paths = 0.0
      var distance: Int32 = -1
    }

    let arcs: ArcView
    /// The arcs by which the side looks back to its end.
    let reversed: ArcView
    let states: UnsafeMutablePointer<State>
    let seen: UnsafeMutablePointer<Int32>
    var count = 0
    var frontier = 0..<0
    /// The work of taking one more step.
    var cost = 0

    init(arcs: ArcView, reversed: ArcView, nodeCount: Int) {
      self.arcs = arcs
      self.reversed = reversed
      states = .allocate(capacity: nodeCount)
      states.initialize(repeating: State(), count: nodeCount)
      seen = .allocate(capacity: nodeCount)
      seen.initialize(repeating: 0, count: nodeCount)
    }

    mutating func start(at node: Int) {
      for i in 0..<count { states[Int(seen[i])].distance = -1 }
      count = 0
      see(node, distance: 0)
      states[node].paths = 1
      frontier = 0..<1
      cost = arcs.arcs(of: node).count
    }

    @inline(__always)
    mutating func see(_ node: Int, distance: Int32) {
      states[node] = State(paths: 0, distance: distance)
      seen[count] = Int32(node)
      count += 1
    }
  }

  private var near: Side
  private var far: Side
  private var hits: [Int32]
  /// The arcs where the two meet, as they lead from `near` to `far`, and the paths over each.
  private var meetings: [(near: Int32, far: Int32, paths: Double)] = []

  /// How often each node is inside one of `count` random shortest paths.
  static func hits(
    count: Int, forward: Graph, backward: Graph, _ random: SplitMix64
  ) -> [Int32] {
    var random = random
    let n = forward.nodeCount
    return forward.withArcs { forward in
      backward.withArcs { backward in
        var sample = PathSample(forward, backward, nodeCount: n)
        for _ in 0..<count {
          let source = Int.random(in: 0..<n, using: &random)
          let other = Int.random(in: 0..<n - 1, using: &random)
          sample.visitRandomPath(from: source, to: other < source ? other : other + 1, &random)
        }
        return sample.hits
      }
    }
  }

  private init(_ forward: ArcView, _ backward: ArcView, nodeCount: Int) {
    near = Side(arcs: forward, reversed: backward, nodeCount: nodeCount)
    far = Side(arcs: backward, reversed: forward, nodeCount: nodeCount)
    hits = [Int32](repeating: 0, count: nodeCount)
  }

  deinit {
    for side in [near, far] {
      side.states.deallocate()
      side.seen.deallocate()
    }
  }

  /// Takes one of the shortest paths between two nodes, all equally likely, and counts the nodes
  /// inside it; nothing if there is no path.
  private mutating func visitRandomPath(
    from source: Int, to target: Int, _ random: inout SplitMix64
  ) {
    near.start(at: source)
    far.start(at: target)
    meetings.removeAll(keepingCapacity: true)
    while meetings.isEmpty {
      guard !near.frontier.isEmpty, !far.frontier.isEmpty else { return }
      if near.cost <= far.cost {
        Self.step(&near, toward: far) { meetings.append(($0, $1, $2)) }
      } else {
        Self.step(&far, toward: near) { meetings.append(($1, $0, $2)) }
      }
    }
    // All arcs where the ends meet in this step are on paths of the same length.
    var left = 0.0
    if meetings.count > 1 {
      left = .random(in: 0..<meetings.reduce(0) { $0 + $1.paths }, using: &random)
    }
    var chosen = meetings[meetings.count - 1]
    for meeting in meetings {
      left -= meeting.paths
      if left < 0 {
        chosen = meeting
        break
      }
    }
    visit(from: Int(chosen.near), backOn: near, &random)
    visit(from: Int(chosen.far), backOn: far, &random)
  }

  /// Moves one end's frontier a step on; tells of the arcs that lead to what the other has seen, and
  /// how many paths each is on.
  @inline(__always)
  private static func step(
    _ side: inout Side, toward other: Side, meet: (Int32, Int32, Double) -> Void
  ) {
    let start = side.count
    var cost = 0
    for i in side.frontier {
      let node = side.seen[i]
      let (paths, next) = (side.states[Int(node)].paths, side.states[Int(node)].distance + 1)
      for arc in side.arcs.arcs(of: Int(node)) {
        let target = side.arcs.targets[arc]
        let t = Int(target)
        if other.states[t].distance >= 0 { meet(node, target, paths * other.states[t].paths) }
        if side.states[t].distance < 0 {
          side.see(t, distance: next)
          cost += side.arcs.arcs(of: t).count
        }
        if side.states[t].distance == next { side.states[t].paths += paths }
      }
    }
    side.frontier = start..<side.count
    side.cost = cost
  }

  /// Walks from `node` to the side's end, taking each step with the probability that a random
  /// shortest path does.
  private mutating func visit(from node: Int, backOn side: Side, _ random: inout SplitMix64) {
    var node = node
    while side.states[node].distance > 0 {
      hits[node] += 1
      let before = side.states[node].distance - 1
      // As many paths lead to the node as to all before it together.
      var left = Double.random(in: 0..<side.states[node].paths, using: &random)
      var previous = node
      for arc in side.reversed.arcs(of: node) {
        let candidate = Int(side.reversed.targets[arc])
        guard side.states[candidate].distance == before else { continue }
        previous = candidate
        left -= side.states[candidate].paths
        if left < 0 { break }
      }
      node = previous
    }
  }
}
