import ParallelLoops

/// What a measure of nodes may be where edges are not certain: the graph is drawn again and again, each
/// edge being there with its own probability, and measured each time.
///
/// ```swift
/// let redrawing = EdgeRedrawing(of: graph, probabilities: probabilities)
/// let intervals = redrawing.intervals { try PageRank().scores(of: $0).map { $0 } }
/// ```
///
/// The result depends on the seed, not on the number of threads. Edges are taken to be independent.
///
/// Reference: Martin, Niemeyer, "Influence of measurement errors on networks: estimating the robustness
/// of centrality measures", Network Science 7 (2019).
public struct EdgeRedrawing: Sendable {
  /// Where a value lies in nine of ten drawings, and the rank it gives.
  public struct Interval: Sendable, Equatable {
    /// The 5 % and the 95 % quantile of the values.
    public var low, high: Double
    /// The same of the ranks, of which 1 is the first; nodes of equal value share the best.
    public var ranks: ClosedRange<Int>
  }

  /// The graph with all edges.
  public let graph: Graph
  /// How probable each edge is, by its number.
  public let probabilities: [Double]
  /// How often the graph is drawn.
  public let draws: Int
  /// The seed of the drawings.
  public let seed: UInt64
  /// The number of threads.
  public let jobs: Int

  /// Redraws `graph`.
  ///
  /// - Parameters:
  ///   - graph: The graph.
  ///   - probabilities: How probable each edge is, 0–1, by its number.
  ///   - draws: How often the edges are drawn.
  ///   - seed: The seed of the draws.
  ///   - jobs: The number of threads. The result does not depend on it.
  public init(
    of graph: Graph, probabilities: [Double], draws: Int = 200, seed: UInt64 = 1,
    jobs: Int = allCores
  ) {
    precondition(probabilities.count == graph.edgeCount, "one probability an edge")
    self.graph = graph
    self.probabilities = probabilities
    self.draws = draws
    self.seed = seed
    self.jobs = jobs
  }

  /// Drawing number `draw`. O(nodes + edges).
  public func drawing(_ draw: Int) -> Graph {
    var random = SplitMix64(seed: seed).split(UInt64(draw))
    // One number an edge, whatever its probability, so that edges do not hang on each other.
    let isDrawn = probabilities.map { Double.random(in: 0..<1, using: &random) < $0 }
    return graph.filteringEdges { isDrawn[$0.id] }
  }

  /// The interval of each node for a measure; `nil` for nodes that have no value in most drawings.
  ///
  /// - Parameters:
  ///   - isLowestFirst: Whether the lowest value has the first rank.
  ///   - measure: The value of every node of a drawing, `nil` where it has none. Drawings that cannot be
  ///     measured do not count.
  /// - Complexity: as `draws` measurements, on `jobs` threads.
  public func intervals(
    isLowestFirst: Bool = false, _ measure: @escaping @Sendable (Graph) throws -> [Double?]
  ) -> [Interval?] {
    let measured = parallelMap(count: draws, chunk: 1, jobs: jobs) { draw -> [Double?]? in
      try? measure(drawing(draw))
    }.compactMap { $0 }
    let ranks = measured.map { Self.ranks($0, isLowestFirst: isLowestFirst) }
    return graph.nodes.map { node in
      let values = measured.compactMap { $0[node] }.sorted()
      let places = ranks.compactMap { $0[node] }.sorted()
      guard values.count * 2 > draws else { return nil }
      return Interval(
        low: Self.quantile(values, 0.05), high: Self.quantile(values, 0.95),
        ranks: Self.quantile(places, 0.05)...Self.quantile(places, 0.95))
    }
  }

  /// The rank of each value among all.
  private static func ranks(_ values: [Double?], isLowestFirst: Bool) -> [Int?] {
    let sign: Double = isLowestFirst ? 1 : -1
    let order = values.indices.filter { values[$0] != nil }
      .sorted { sign * (values[$0] ?? 0) < sign * (values[$1] ?? 0) }
    var ranks = [Int?](repeating: nil, count: values.count)
    var rank = 1
    for (place, node) in order.enumerated() {
      if place > 0, values[node] != values[order[place - 1]] { rank = place + 1 }
      ranks[node] = rank
    }
    return ranks
  }

  /// The value below which a share of the sorted values lies: one that occurs.
  private static func quantile<Value>(_ sorted: [Value], _ share: Double) -> Value {
    sorted[Int((share * Double(sorted.count - 1)).rounded())]
  }
}
