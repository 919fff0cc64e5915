/// The part of a graph that a diagram draws: the strongest nodes and the strongest edges among them.
struct DiagramSelection {
  /// The drawn nodes, in the graph's order.
  let nodes: [Int]
  /// The drawn edges, weakest first so that strong ones are painted over them.
  let edges: [Int]
  /// The measure that decides size and rank, one per node of the graph; not negative.
  let importance: [Double]

  init(_ diagram: Diagram) {
    let graph = diagram.graph
    var strength = [Double](repeating: 0, count: graph.nodeCount)
    for edge in 0..<graph.edgeCount {
      let weight = graph.edgeWeights.map { abs($0[edge]) } ?? 1
      strength[Int(graph.edgeSources[edge])] += weight
      strength[Int(graph.edgeTargets[edge])] += weight
    }
    let column = diagram.sizeColumn.flatMap(graph.nodeColumn)
    let measure = column.map { column in
      (0..<graph.nodeCount).map { node in
        let value = column.number(at: node) ?? 0
        return value.isFinite ? max(0, value) : 0
      }
    }
    importance = measure ?? strength

    let rank = { [importance] (node: Int) in (importance[node], strength[node]) }
    let ranked = (0..<graph.nodeCount).sorted {
      rank($0) != rank($1) ? rank($0) > rank($1) : $0 < $1
    }
    var isDrawn = [Bool](repeating: false, count: graph.nodeCount)
    for node in ranked.prefix(max(0, diagram.maximumNodes)) { isDrawn[node] = true }

    let weight = { (edge: Int) in graph.edgeWeights.map { abs($0[edge]) } ?? 1 }
    let candidates = (0..<graph.edgeCount).filter {
      isDrawn[Int(graph.edgeSources[$0])] && isDrawn[Int(graph.edgeTargets[$0])]
        && graph.edgeSources[$0] != graph.edgeTargets[$0]
    }
    let strongest = candidates.sorted {
      weight($0) != weight($1) ? weight($0) > weight($1) : $0 < $1
    }.prefix(max(0, diagram.maximumEdges))
    edges = strongest.reversed()

    if ranked.count > diagram.maximumNodes {
      // A node whose edges all went away says nothing in a drawing of the strongest part.
      var isLinked = [Bool](repeating: false, count: graph.nodeCount)
      for edge in edges {
        isLinked[Int(graph.edgeSources[edge])] = true
        isLinked[Int(graph.edgeTargets[edge])] = true
      }
      let linked = isLinked
      nodes = (0..<graph.nodeCount).filter { isDrawn[$0] && (linked[$0] || edgesAreFew(linked)) }
    } else {
      nodes = Array(0..<graph.nodeCount)
    }
  }
}

/// Whether nothing at all is linked, as in a graph of isolated nodes.
private func edgesAreFew(_ isLinked: [Bool]) -> Bool { !isLinked.contains(true) }
