import Domain
import GraphAnalysis
import GraphFormats

extension NamedGraph {
  /// Every node with some measures, one column each; a measure that this graph has not is empty, and
  /// the reason among the failures.
  ///
  /// - Throws: `GraphError` where the graph has none of them.
  ///
  /// - Parameter draws: How often edges are drawn anew by their confidence, for the interval in which
  ///   each value lies in nine of ten drawings; 0 leaves intervals out, as a graph without confidences
  ///   does.
  public func centrality(_ measures: [PersonMeasure], draws: Int = 0) throws -> (
    table: ResultTable, failures: [String]
  ) {
    let redrawing = try redrawing(draws, for: measures)
    var table = ResultTable(
      columns: ["person", "name"]
        + measures.flatMap { measure in
          redrawing == nil
            ? [measure.name] : [measure.name, "\(measure.name)_low", "\(measure.name)_high"]
        })
    let measurement = try measurement(for: measures)
    var failures: [(measure: PersonMeasure, error: GraphError)] = []
    let values = try measures.map { measure -> [Double?] in
      do { return try measurement.values(of: measure) } catch let error as GraphError {
        failures.append((measure, error))
        return [Double?](repeating: nil, count: graph.nodeCount)
      }
    }
    if let failure = failures.first, failures.count == measures.count { throw failure.error }
    let intervals = redrawing.map { redrawing in
      measures.map { measure in
        redrawing.intervals(isLowestFirst: measure.ranksLowest) { try measure.values(of: $0) }
      }
    }
    for node in graph.nodes {
      var row = cells(node)
      for (i, values) in values.enumerated() {
        row.append(values[node].map { .number(ofUnits: $0) } ?? .missing)
        guard let interval = intervals?[i][node] else {
          if intervals != nil { row += [.missing, .missing] }
          continue
        }
        row += [.number(ofUnits: interval.low), .number(ofUnits: interval.high)]
      }
      table.append(row)
    }
    return (table, failures.map { "\($0.measure.name): \($0.error)" })
  }

  /// Edges drawn anew by their confidence; `nil` where that is not wanted, not known, or would take
  /// longer than anybody waits.
  private func redrawing(_ draws: Int, for measures: [PersonMeasure]) throws -> EdgeRedrawing? {
    guard draws > 0, graph.edgeCount > 0, let confidences = try edgeConfidences() else {
      return nil
    }
    let isDear = measures.contains(where: \.isKept)
    let steps = isDear ? graph.nodeCount * graph.edgeCount : graph.nodeCount + graph.edgeCount
    let affordable = min(draws, Self.mostSteps / max(1, steps))
    return affordable >= Self.fewestDraws
      ? EdgeRedrawing(of: graph, probabilities: confidences, draws: affordable) : nil
  }

  /// Fewer drawings have no 5 % and 95 % quantiles.
  private static let fewestDraws = 20
  /// What may be spent on all drawings together.
  private static let mostSteps = 20_000_000_000

  /// The most central nodes.
  ///
  /// - Parameter draws: As for `centrality`. The columns `low` and `high` say where the value, `ranks`
  ///   where the rank lies in nine of ten drawings: ranks that overlap cannot be told apart, and
  ///   `overlaps` names the others of the list.
  /// - Throws: `GraphError` for weights that have no meaning for the measure.
  public func top(_ limit: Int, by measure: PersonMeasure, draws: Int = 0) throws -> ResultTable {
    let intervals = try redrawing(draws, for: [measure])?
      .intervals(isLowestFirst: measure.ranksLowest) { try measure.values(of: $0) }
    var table = ResultTable(
      columns: ["rank", "person", "name", measure.name]
        + (intervals == nil ? [] : ["low", "high", "ranks", "overlaps"]))
    let sign: Double = measure.ranksLowest ? 1 : -1
    let scores = try measurement(for: [measure]).values(of: measure).map { $0 ?? .nan }
    let ranked = graph.nodes.filter { !scores[$0].isNaN }
      .sorted { (sign * scores[$0], $0) < (sign * scores[$1], $1) }
    let listed = ranked.prefix(max(0, limit))
    for (rank, node) in listed.enumerated() {
      var row: [CSVCell] = [.integer(rank + 1)] + cells(node) + [.number(ofUnits: scores[node])]
      if let intervals {
        guard let own = intervals[node] else {
          table.append(row + [.missing, .missing, .missing, .missing])
          continue
        }
        let others = listed.enumerated().filter { other in
          other.element != node && intervals[other.element]?.ranks.overlaps(own.ranks) ?? false
        }.map { $0.offset + 1 }
        row += [
          .number(ofUnits: own.low), .number(ofUnits: own.high),
          .text(Self.span(own.ranks.lowerBound, own.ranks.upperBound)),
          others.isEmpty ? .missing : .text(Self.spans(others)),
        ]
      }
      table.append(row)
    }
    return table
  }

  /// Every person with the value of a measure, the first first.
  ///
  /// - Throws: `GraphError` for weights that have no meaning for the measure.
  public func ranking(by measure: PersonMeasure) throws -> ResultTable {
    var table = ResultTable(columns: ["person", "value"])
    let values = try measurement(for: [measure]).values(of: measure).map { $0 ?? .nan }
    let sign: Double = measure.ranksLowest ? 1 : -1
    for node in graph.nodes.filter({ !values[$0].isNaN })
      .sorted(by: { (sign * values[$0], $0) < (sign * values[$1], $1) })
    {
      table.append([cells(node)[0], .number(ofUnits: values[node])])
    }
    return table
  }

  private static func span(_ first: Int, _ last: Int) -> String {
    first == last ? "\(first)" : "\(first)–\(last)"
  }

  /// Rising numbers, runs of them shortened: `1–3 5`.
  private static func spans(_ numbers: [Int]) -> String {
    var runs: [(first: Int, last: Int)] = []
    for number in numbers {
      if let last = runs.last, last.last + 1 == number {
        runs[runs.count - 1].last = number
      } else {
        runs.append((number, number))
      }
    }
    return runs.map { span($0.first, $0.last) }.joined(separator: " ")
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
