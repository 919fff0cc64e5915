/// An immutable graph in compressed sparse row form: the one data structure that every algorithm
/// of this library reads.
///
/// Nodes are the integers `0..<nodeCount`. The neighbors of a node lie next to each other in
/// `targets`, in ascending order, so that visiting them reads memory from left to right. There is
/// at most one edge between two nodes (one per direction in a directed graph); self-loops are
/// allowed. Names, colors and the like belong in arrays of the caller, indexed by node or by
/// edge.
///
/// ```swift
/// let triangle = try Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (0, 2)])
/// triangle.neighbors(of: 0)  // [1, 2]
/// triangle.degree(of: 3)     // 0
/// ```
///
/// An *edge* is numbered `0..<edgeCount`, by ascending source and then target; in an undirected
/// graph the source is the smaller node. An *arc* is one entry of `targets`: an undirected edge has
/// two (a self-loop one), a directed edge has one.
///
/// Memory: 8 bytes per node and 16 per arc.
public struct Graph: Sendable, Hashable {
  /// Whether an edge leads from its source to its target only.
  public let isDirected: Bool
  /// The number of edges; an undirected edge counts once.
  public let edgeCount: Int
  /// Where the arcs of each node begin: those of node `v` are `offsets[v]..<offsets[v + 1]`.
  public let offsets: [Int]
  /// The node at the far end of each arc.
  public let targets: [Int32]
  /// The weight of each arc's edge: finite, not necessarily positive.
  public let weights: [Double]
  /// The number of each arc's edge.
  public let edgeIDs: [Int32]

  /// The number of nodes.
  public var nodeCount: Int { offsets.count - 1 }
  /// The nodes, `0..<nodeCount`.
  public var nodes: Range<Int> { 0..<nodeCount }

  /// Makes a graph of edges of weight 1; repeated edges become one, whose weight is their number.
  ///
  /// - Throws: `GraphError` if an edge names a node outside `0..<nodeCount`.
  /// - Complexity: O(nodes + edges).
  public init(
    nodeCount: Int, isDirected: Bool = false, edges: some Sequence<(Int, Int)>
  ) throws(GraphError) {
    var builder = try GraphBuilder(nodeCount: nodeCount, isDirected: isDirected)
    for (source, target) in edges { try builder.addEdge(source, target) }
    self = builder.build()
  }

  /// Makes a graph of weighted edges; the weights of repeated edges add up.
  ///
  /// - Throws: `GraphError` if an edge names a node outside `0..<nodeCount` or its weight is not
  ///   finite.
  /// - Complexity: O(nodes + edges).
  public init(
    nodeCount: Int, isDirected: Bool = false, edges: some Sequence<(Int, Int, Double)>
  ) throws(GraphError) {
    var builder = try GraphBuilder(nodeCount: nodeCount, isDirected: isDirected)
    for (source, target, weight) in edges {
      try builder.addEdge(source, target, weight: weight)
    }
    self = builder.build()
  }

  /// Lays out edges that are unique, sorted by source and target, and, if undirected, have
  /// `source <= target`.
  init(
    nodeCount: Int, isDirected: Bool, sortedSources sources: [Int32],
    targets edgeTargets: [Int32], weights edgeWeights: [Double]
  ) {
    var offsets = [Int](repeating: 0, count: nodeCount + 1)
    for e in sources.indices {
      offsets[Int(sources[e]) + 1] += 1
      if !isDirected && sources[e] != edgeTargets[e] { offsets[Int(edgeTargets[e]) + 1] += 1 }
    }
    for v in 0..<nodeCount { offsets[v + 1] += offsets[v] }

    self.isDirected = isDirected
    edgeCount = sources.count
    if isDirected {
      targets = edgeTargets
      weights = edgeWeights
      edgeIDs = sources.indices.map { Int32($0) }
    } else {
      // Edges into a node from smaller ones come before the edges that start at it, so filling in
      // edge order leaves every neighbor list sorted.
      var next = offsets
      var targets = [Int32](repeating: 0, count: offsets[nodeCount])
      var weights = [Double](repeating: 0, count: offsets[nodeCount])
      var edgeIDs = [Int32](repeating: 0, count: offsets[nodeCount])
      for e in sources.indices {
        let u = Int(sources[e])
        let v = Int(edgeTargets[e])
        targets[next[u]] = Int32(v)
        weights[next[u]] = edgeWeights[e]
        edgeIDs[next[u]] = Int32(e)
        next[u] += 1
        guard u != v else { continue }
        targets[next[v]] = Int32(u)
        weights[next[v]] = edgeWeights[e]
        edgeIDs[next[v]] = Int32(e)
        next[v] += 1
      }
      self.targets = targets
      self.weights = weights
      self.edgeIDs = edgeIDs
    }
    self.offsets = offsets
  }

  /// The arcs of `node`, as positions in `targets`, `weights` and `edgeIDs`. O(1).
  @inlinable
  public func arcs(of node: Int) -> Range<Int> { offsets[node]..<offsets[node + 1] }

  /// The nodes that an edge leads to from `node`, ascending. O(1).
  @inlinable
  public func neighbors(of node: Int) -> ArraySlice<Int32> { targets[arcs(of: node)] }

  /// The number of edge ends at `node` (of a directed graph: edges that leave it); an undirected
  /// self-loop counts twice. O(log degree).
  public func degree(of node: Int) -> Int {
    let isLooped = !isDirected && arc(from: node, to: node) != nil
    return arcs(of: node).count + (isLooped ? 1 : 0)
  }

  /// The arc that leads from `source` to `target`, if there is one. O(log degree).
  public func arc(from source: Int, to target: Int) -> Int? {
    guard nodes.contains(source) else { return nil }
    var low = offsets[source]
    var high = offsets[source + 1]
    while low < high {
      let middle = (low + high) / 2
      if Int(targets[middle]) < target { low = middle + 1 } else { high = middle }
    }
    return low < offsets[source + 1] && Int(targets[low]) == target ? low : nil
  }

  /// The number of the edge between two nodes (from `source` to `target` if directed), or nil.
  /// O(log degree).
  public func edge(from source: Int, to target: Int) -> Int? {
    arc(from: source, to: target).map { Int(edgeIDs[$0]) }
  }

  /// The edges in the order of their numbers.
  public var edges: Edges { Edges(graph: self) }

  /// The same graph with other weights, one per edge.
  ///
  /// - Throws: `GraphError` if a weight is not finite or their number is not `edgeCount`.
  /// - Complexity: O(arcs).
  public func reweighted(_ edgeWeights: [Double]) throws(GraphError) -> Graph {
    guard edgeWeights.count == edgeCount else {
      throw .wrongCount(of: "edge weights", given: edgeWeights.count, expected: edgeCount)
    }
    for edge in edges where !edgeWeights[edge.id].isFinite {
      throw .invalidWeight(edgeWeights[edge.id], source: edge.source, target: edge.target)
    }
    return Graph(
      isDirected: isDirected, edgeCount: edgeCount, offsets: offsets, targets: targets,
      weights: edgeIDs.map { edgeWeights[Int($0)] }, edgeIDs: edgeIDs)
  }

  /// The same nodes with only the edges for which `isIncluded` holds. O(nodes + edges).
  public func filteringEdges(_ isIncluded: (Edge) throws -> Bool) rethrows -> Graph {
    var sources: [Int32] = []
    var targets: [Int32] = []
    var weights: [Double] = []
    for edge in edges where try isIncluded(edge) {
      sources.append(Int32(edge.source))
      targets.append(Int32(edge.target))
      weights.append(edge.weight)
    }
    return Graph(
      nodeCount: nodeCount, isDirected: isDirected, sortedSources: sources, targets: targets,
      weights: weights)
  }

  /// The graph with every edge turned round; an undirected graph is its own transpose.
  /// Edges are numbered anew. O(nodes + edges).
  public func transposed() -> Graph {
    guard isDirected else { return self }
    var builder = GraphBuilder(uncheckedNodeCount: nodeCount, isDirected: true)
    for edge in edges {
      builder.appendUnchecked(edge.target, edge.source, weight: edge.weight)
    }
    return builder.build()
  }

  /// The graph without directions; the weights of opposite edges add up. O(nodes + edges).
  public func undirected() -> Graph {
    guard isDirected else { return self }
    var builder = GraphBuilder(uncheckedNodeCount: nodeCount, isDirected: false)
    for edge in edges {
      builder.appendUnchecked(edge.source, edge.target, weight: edge.weight)
    }
    return builder.build()
  }

  private init(
    isDirected: Bool, edgeCount: Int, offsets: [Int], targets: [Int32], weights: [Double],
    edgeIDs: [Int32]
  ) {
    self.isDirected = isDirected
    self.edgeCount = edgeCount
    self.offsets = offsets
    self.targets = targets
    self.weights = weights
    self.edgeIDs = edgeIDs
  }
}

extension Graph {
  /// One edge; in an undirected graph `source <= target`.
  public struct Edge: Sendable, Hashable, Identifiable {
    /// The number of the edge.
    public let id: Int
    /// The node the edge starts at.
    public let source: Int
    /// The node the edge ends at.
    public let target: Int
    /// The weight of the edge.
    public let weight: Double
  }

  /// The edges of a graph in the order of their numbers, made on the fly. O(1) each.
  public struct Edges: Sequence, IteratorProtocol, Sendable {
    let graph: Graph
    private var source = 0
    private var arc = 0
    private var id = 0

    init(graph: Graph) { self.graph = graph }

    /// The number of edges.
    public var count: Int { graph.edgeCount }
    /// The number of edges that are left.
    public var underestimatedCount: Int { graph.edgeCount - id }

    /// The next edge, or nil after the last.
    public mutating func next() -> Edge? {
      while arc < graph.targets.count {
        while arc == graph.offsets[source + 1] { source += 1 }
        defer { arc += 1 }
        let target = Int(graph.targets[arc])
        // The second arc of an undirected edge.
        if !graph.isDirected && target < source { continue }
        defer { id += 1 }
        return Edge(id: id, source: source, target: target, weight: graph.weights[arc])
      }
      return nil
    }
  }
}
