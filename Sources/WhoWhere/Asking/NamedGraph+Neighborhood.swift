import GraphAnalysis
import GraphFormats

extension NamedGraph {
  /// Everybody within some steps of a node, and all edges among them, one row an edge; nearest
  /// first, then strongest. `distance` is that of the edge's nearer end.
  ///
  /// - Throws: `GraphError` for a negative radius.
  public func ego(around center: Int, radius: Int = 1) throws -> ResultTable {
    let ego = try EgoNetwork(of: graph, around: center, radius: radius)
    var table = ResultTable(columns: [
      "distance", "person", "name", "other", "other_name", "weight", "evidence",
    ])
    let edges = ego.subgraph.graph.edges.map { edge in
      let isNearer = ego.distances[edge.source] <= ego.distances[edge.target]
      return (
        near: isNearer ? edge.source : edge.target, far: isNearer ? edge.target : edge.source,
        weight: edge.weight
      )
    }.sorted {
      (ego.distances[$0.near], ego.distances[$0.far], -$0.weight, $0.near, $0.far)
        < (ego.distances[$1.near], ego.distances[$1.far], -$1.weight, $1.near, $1.far)
    }
    let ends = edges.map { (ego.subgraph.nodes[$0.near], ego.subgraph.nodes[$0.far]) }
    for (edge, (ends, example)) in zip(edges, zip(ends, try examples(ends))) {
      table.append(
        [.integer(ego.distances[edge.near])] + cells(ends.0) + cells(ends.1)
          + [.number(ofUnits: edge.weight), example])
    }
    return table
  }

  /// Who is linked to both of two nodes, the strongest link first.
  public func common(_ first: Int, _ second: Int) throws -> ResultTable {
    var table = ResultTable(columns: [
      "person", "name", "weight_first", "weight_second", "evidence_first", "evidence_second",
    ])
    func strength(_ node: Int) -> Double {
      func weight(to other: Int) -> Double {
        (graph.arc(from: node, to: other) ?? graph.arc(from: other, to: node))
          .map { graph.weights[$0] } ?? 0
      }
      return min(weight(to: first), weight(to: second))
    }
    let nodes = try graph.commonNeighbors(of: first, and: second)
      .map { (node: $0, strength: strength($0)) }
      .sorted { (-$0.strength, $0.node) < (-$1.strength, $1.node) }
    let withFirst = try examples(nodes.map { ($0.node, first) })
    let withSecond = try examples(nodes.map { ($0.node, second) })
    for (row, (node, _)) in nodes.enumerated() {
      table.append(
        cells(node)
          + [weight(node, first), weight(node, second), withFirst[row], withSecond[row]])
    }
    return table
  }

  /// The edges that alone hold two parts together, the strongest first.
  public func bridges() throws -> ResultTable {
    var table = ResultTable(columns: [
      "person", "name", "other", "other_name", "weight", "evidence",
    ])
    let bridges = Set(BiconnectedComponents(of: graph).bridges)
    let edges = graph.edges.filter { bridges.contains($0.id) }
      .sorted { (-$0.weight, $0.id) < (-$1.weight, $1.id) }
    for (edge, example) in zip(edges, try examples(edges.map { ($0.source, $0.target) })) {
      table.append(
        cells(edge.source) + cells(edge.target) + [.number(ofUnits: edge.weight), example])
    }
    return table
  }
}
