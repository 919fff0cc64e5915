import GraphFormats

/// The part of a graph that a diagram draws: the strongest nodes that are linked to each other, and
/// the strongest edges among them.
struct DiagramSelection {
  /// The drawn nodes, in the graph's order.
  let nodes: [Int]
  /// The drawn edges, weakest first so that strong ones are painted over them.
  let edges: [Int]
  /// The measure that decides size and rank, one per node of the graph; not negative.
  let importance: [Double]
  /// The nodes of the graph that have no edge to another node, unless none has one.
  let unlinked: [Int]

  init(_ diagram: Diagram) {
    let graph = diagram.graph
    var strength = [Double](repeating: 0, count: graph.nodeCount)
    var isLinked = [Bool](repeating: false, count: graph.nodeCount)
    let weight = { (edge: Int) in graph.edgeWeights.map { abs($0[edge]) } ?? 1 }
    let ends = { (edge: Int) in (Int(graph.edgeSources[edge]), Int(graph.edgeTargets[edge])) }
    for edge in 0..<graph.edgeCount {
      let (source, target) = ends(edge)
      strength[source] += weight(edge)
      strength[target] += weight(edge)
      if source != target { (isLinked[source], isLinked[target]) = (true, true) }
    }
    let column = diagram.sizeColumn.flatMap(graph.nodeColumn)
    let measure = column.map { column in
      (0..<graph.nodeCount).map { node in
        let value = column.number(at: node) ?? 0
        return value.isFinite ? max(0, value) : 0
      }
    }
    let importance = measure ?? strength
    self.importance = importance

    let links = (0..<graph.edgeCount).filter { ends($0).0 != ends($0).1 }
    let most = max(0, diagram.maximumNodes)
    if links.isEmpty {
      nodes = Array(Self.ranked(importance, strength).prefix(most)).sorted()
      edges = []
      unlinked = []
      return
    }
    if diagram.drawsUnlinked { isLinked = isLinked.map { _ in true } }
    unlinked = isLinked.indices.filter { !isLinked[$0] }
    var isDrawn = isLinked
    if isLinked.count(where: { $0 }) > most {
      // Both ends of an edge come together, so that every drawn node has one.
      isDrawn = [Bool](repeating: false, count: graph.nodeCount)
      var room = most
      let key = { (edge: Int) in
        let (a, b) = (importance[ends(edge).0], importance[ends(edge).1])
        return (min(a, b), max(a, b), weight(edge))
      }
      let keys = links.map(key)
      for index in links.indices.sorted(by: {
        keys[$0] != keys[$1] ? keys[$0] > keys[$1] : $0 < $1
      }) {
        let (source, target) = ends(links[index])
        let needed = (isDrawn[source] ? 0 : 1) + (isDrawn[target] ? 0 : 1)
        guard needed > 0, needed <= room else { continue }
        room -= needed
        (isDrawn[source], isDrawn[target]) = (true, true)
        if room == 0 { break }
      }
    }
    let drawn = isDrawn
    nodes = drawn.indices.filter { drawn[$0] }
    edges = Self.strongest(
      links.filter { drawn[ends($0).0] && drawn[ends($0).1] }, of: graph,
      most: diagram.maximumEdges ?? Self.readable(nodes.count))
  }

  /// How many edges can be told apart in a drawing of `nodes` nodes.
  private static func readable(_ nodes: Int) -> Int { nodes <= 150 ? 5000 : max(1500, 3 * nodes) }

  private static func ranked(_ importance: [Double], _ strength: [Double]) -> [Int] {
    let rank = { (node: Int) in (importance[node], strength[node]) }
    return importance.indices.sorted { rank($0) != rank($1) ? rank($0) > rank($1) : $0 < $1 }
  }

  /// A number that has nothing to do with where an edge stands in the file.
  private static func place(_ edge: Int, of graph: GraphDocument) -> UInt64 {
    let ends = UInt64(graph.edgeSources[edge]) << 32 | UInt64(graph.edgeTargets[edge])
    let mixed = (ends ^ ends >> 31) &* 0x7FB5_D329_728E_A185
    return (mixed ^ mixed >> 27) &* 0x81DA_DEF4_BC2D_D44D
  }

  /// A forest of the strongest edges that holds together what hangs together (Kruskal), then the
  /// strongest others; weakest first.
  private static func strongest(_ links: [Int], of graph: GraphDocument, most: Int) -> [Int] {
    let weight = { (edge: Int) in graph.edgeWeights.map { abs($0[edge]) } ?? 1 }
    // Of edges that weigh the same, the file's order says nothing: a fixed shuffle decides.
    let ordered = links.map { edge in
      (edge: edge, weight: weight(edge), place: place(edge, of: graph))
    }
    .sorted { ($1.weight, $0.place, $0.edge) < ($0.weight, $1.place, $1.edge) }.map(\.edge)
    guard ordered.count > most else { return ordered.reversed() }
    var parents = Array(0..<graph.nodeCount)
    func root(_ node: Int) -> Int {
      var node = node
      while parents[node] != node {
        parents[node] = parents[parents[node]]
        node = parents[node]
      }
      return node
    }
    var isKept = [Bool](repeating: false, count: graph.edgeCount)
    var room = max(0, most)
    for edge in ordered where room > 0 {
      let a = root(Int(graph.edgeSources[edge]))
      let b = root(Int(graph.edgeTargets[edge]))
      guard a != b else { continue }
      parents[a] = b
      isKept[edge] = true
      room -= 1
    }
    for edge in ordered where room > 0 && !isKept[edge] {
      isKept[edge] = true
      room -= 1
    }
    let kept = isKept
    return ordered.filter { kept[$0] }.reversed()
  }
}
