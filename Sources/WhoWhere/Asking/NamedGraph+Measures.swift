import Domain
import GraphAnalysis
import GraphFormats

extension NamedGraph {
  /// Every node with some measures, one column each; a measure that this graph has not is empty, and
  /// the reason among the failures.
  ///
  /// - Throws: `GraphError` where the graph has none of them.
  public func centrality(_ measures: [PersonMeasure]) throws -> (
    table: ResultTable, failures: [String]
  ) {
    var table = ResultTable(columns: ["person", "name"] + measures.map(\.name))
    let measurement = try measurement(for: measures)
    var failures: [(measure: PersonMeasure, error: GraphError)] = []
    let values = try measures.map { measure -> [Double?] in
      do { return try measurement.values(of: measure) } catch let error as GraphError {
        failures.append((measure, error))
        return [Double?](repeating: nil, count: graph.nodeCount)
      }
    }
    if let failure = failures.first, failures.count == measures.count { throw failure.error }
    for node in graph.nodes {
      table.append(cells(node) + values.map { $0[node].map { .number(ofUnits: $0) } ?? .missing })
    }
    return (table, failures.map { "\($0.measure.name): \($0.error)" })
  }

  /// The most central nodes.
  ///
  /// - Throws: `GraphError` for weights that have no meaning for the measure.
  public func top(_ limit: Int, by measure: PersonMeasure) throws -> ResultTable {
    var table = ResultTable(columns: ["rank", "person", "name", measure.name])
    let sign: Double = measure.ranksLowest ? 1 : -1
    let scores = try measurement(for: [measure]).values(of: measure).map { $0 ?? .nan }
    let ranked = graph.nodes.filter { !scores[$0].isNaN }
      .sorted { (sign * scores[$0], $0) < (sign * scores[$1], $1) }
    for (rank, node) in ranked.prefix(max(0, limit)).enumerated() {
      table.append([.integer(rank + 1)] + cells(node) + [.number(ofUnits: scores[node])])
    }
    return table
  }

  /// Figures of the whole graph.
  ///
  /// - Throws: `GraphError` for negative weights.
  public func statistics() throws -> ResultTable {
    var table = ResultTable(columns: ["measure", "value"])
    func add(_ name: String, _ value: Double) {
      table.append([.text(name), .number(ofUnits: value)])
    }
    let n = Double(graph.nodeCount)
    let m = Double(graph.edgeCount)
    let degrees = Degree().scores(of: graph)
    let components = ConnectedComponents().partition(of: graph)
    let cuts = BiconnectedComponents(of: graph)
    add("nodes", n)
    add("edges", m)
    add("density", n > 1 ? m / (n * (n - 1) / (graph.isDirected ? 1 : 2)) : 0)
    add("mean_degree", n > 0 ? degrees.reduce(0, +) / n : 0)
    add("largest_degree", degrees.max() ?? 0)
    add("isolated_nodes", Double(degrees.count { $0 == 0 }))
    add("components", Double(components.count))
    add("largest_component", Double(components.sizes.first ?? 0))
    add("transitivity", Triangles(of: graph).transitivity)
    add("mean_clustering", n > 0 ? LocalClustering().scores(of: graph).reduce(0, +) / n : 0)
    let communities = try Leiden().partition(of: graph)
    add("communities", Double(communities.count))
    add("modularity", try Modularity().value(of: communities, in: graph))
    add("bridges", Double(cuts.bridges.count))
    add("articulation_points", Double(cuts.articulationPoints.count))
    return table
  }

  /// Every node with its community, the largest community first, and in it the nodes most linked
  /// inside. `inside` and `outside` are sums of weights.
  public func communities(_ partition: Partition) -> ResultTable {
    var table = ResultTable(columns: [
      "community", "size", "person", "name", "inside", "outside",
    ])
    for (community, members) in partition.members().enumerated() {
      let rows = members.map { node in
        var inside = 0.0
        var outside = 0.0
        for arc in graph.arcs(of: node) {
          if partition.labels[Int(graph.targets[arc])] == community {
            inside += graph.weights[arc]
          } else {
            outside += graph.weights[arc]
          }
        }
        return (node: node, inside: inside, outside: outside)
      }.sorted { (-$0.inside, $0.node) < (-$1.inside, $1.node) }
      for row in rows {
        table.append(
          [.integer(community), .integer(members.count)] + cells(row.node)
            + [.number(ofUnits: row.inside), .number(ofUnits: row.outside)])
      }
    }
    return table
  }
}
