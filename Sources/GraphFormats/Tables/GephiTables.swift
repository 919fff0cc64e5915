import Files

/// Writes the pair of tables that Gephi's "Import spreadsheet" takes: `Id,Label,…` and
/// `Source,Target,Type,Id,Label,Weight,…`, with `Kind` where two edges join the same nodes.
///
/// Everything arrives as it is in Gephi 0.10 and 0.11, alone or appended:
/// - A backslash is Gephi's escape, so each is doubled.
/// - The type of a column is guessed from the first 25 rows: rows that decide come first, and
///   `GephiColumn` sees to the rest. Times are written with a blank for the `T`. Columns of
///   numbers without any value are left out, since Gephi would take them for text.
/// - Names of columns are compared without case, and some of them have a meaning: such a name gets
///   `_attribute` at its end. "interval" and "timestamp" are cut short ("interv.", "timest."),
///   since Gephi reads such a text column as time.
/// - Gephi takes blanks off both ends, and warns of line breaks in identifiers: identifiers are
///   written in one line, and stay different.
/// - Gephi removes edges of weight 0 and warns of negative ones: such weights stand in a column of
///   their own, `signed_weight`, and the edge counts as 1.
///
/// Complexity: O(nodes + edges). Reference: Gephi, "Import CSV data".
public struct GephiTables: GraphTableWriter {
  /// Whether text that a spreadsheet would take for a formula gets an apostrophe in front, which
  /// Gephi shows.
  public var guardsFormulas: Bool

  /// A writer.
  public init(guardsFormulas: Bool = false) { self.guardsFormulas = guardsFormulas }

  public var missingParts: Set<GraphPart> {
    [
      .caption, .graphColumns, .nodeColors, .nodeSizes, .heights, .nodeShapes, .parents,
      .nodeSpells, .edgeColors, .edgeThicknesses, .edgeShapes, .edgeSpells,
    ]
  }

  public func writeNodes(of graph: GraphDocument, to sink: any ByteSink) throws {
    try graph.validate()
    // Columns called "source" or "target" would make it a table of edges.
    let names = Names(taken: ["id", "label", "timeset", "source", "target"])
    var columns = graph.nodeColumns
    if let positions = graph.nodePositions {
      columns.append(AttributeColumn("x", doubles: positions.map { $0?.x }))
      columns.append(AttributeColumn("y", doubles: positions.map { $0?.y }))
    }
    try write(
      [("Id", Self.identifiers(graph.nodeIDs).map { .text($0) })]
        + [("Label", graph.nodeLabels.map { .text($0) })],
      names.columns(columns), to: sink)
  }

  public func writeEdges(of graph: GraphDocument, to sink: any ByteSink) throws {
    try graph.validate()
    let ids = Self.identifiers(graph.nodeIDs)
    let edges = 0..<graph.edgeCount
    let type = CSVCell.text(graph.isDirected ? "Directed" : "Undirected")
    var fixed: [(String, [CSVCell])] = [
      ("Source", edges.map { .text(ids[Int(graph.edgeSources[$0])]) }),
      ("Target", edges.map { .text(ids[Int(graph.edgeTargets[$0])]) }),
      ("Type", edges.map { _ in type }),
    ]
    if graph.edgeKinds != nil || graph.hasParallelEdges {
      // Gephi merges parallel edges of one kind.
      fixed.append(("Kind", graph.parallelKinds.map { .text($0) }))
    }
    let weights = graph.edgeWeights ?? [Double](repeating: 1, count: graph.edgeCount)
    fixed += [
      ("Id", Self.identifiers(edges.map(graph.edgeID)).map { .text($0) }),
      ("Label", edges.map { CSVCell(graph.edgeLabels?[$0]) }),
      ("Weight", weights.map { $0 > 0 ? .number($0) : 1.0 }),
    ]
    var columns = graph.edgeColumns
    if weights.contains(where: { $0 <= 0 }) {
      columns.append(AttributeColumn("signed_weight", .double(weights)))
    }
    let names = Names(
      taken: ["source", "target", "type", "kind", "id", "label", "weight", "timeset"])
    try write(fixed, names.columns(columns), to: sink)
  }

  private func write(
    _ fixed: [(name: String, cells: [CSVCell])], _ columns: [GephiColumn], to sink: any ByteSink
  ) throws {
    let table = try CSVWriter(
      to: sink, columns: fixed.map(\.name) + columns.map(\.name), guardsFormulas: guardsFormulas,
      escapesBackslashes: true)
    for row in Self.order(rows: fixed[0].cells.count, columns) {
      try table.write(fixed.map { $0.cells[row] } + columns.map { $0.cells[row] })
    }
  }

  /// The rows in their order, but with those first that decide on a column's type, if one of them
  /// came too late.
  private static func order(rows: Int, _ columns: [GephiColumn]) -> [Int] {
    let decisive = Set(columns.flatMap(\.decisiveRows))
    guard decisive.contains(where: { $0 >= GephiColumn.rowsLookedAt }) else {
      return Array(0..<rows)
    }
    return decisive.sorted() + (0..<rows).filter { !decisive.contains($0) }
  }

  /// `ids` in one line each, without blanks at the ends, all different.
  private static func identifiers(_ ids: [String]) -> [String] {
    var taken = Set<String>(minimumCapacity: ids.count)
    // Those that stay as they are have the first claim.
    let plain = ids.map { String(CleanText.line($0)[...].trimmingBlanks()) }
    for (id, line) in zip(ids, plain) where id == line { taken.insert(id) }
    return zip(ids, plain).map { id, line in
      if id == line { return id }
      var unique = line.isEmpty ? "blank" : line
      var number = 2
      while !taken.insert(unique).inserted {
        unique = "\(line) \(number)"
        number += 1
      }
      return unique
    }
  }

  /// Names of columns as Gephi tells them apart.
  private struct Names {
    let taken: Set<String>

    func columns(_ columns: [AttributeColumn]) -> [GephiColumn] {
      var taken = taken
      return columns.compactMap { column in
        let name = name(column.name, &taken)
        let result = GephiColumn(column, name: name)
        if case .string = column.values { return result }
        return result.isEmpty ? nil : result
      }
    }

    private func name(_ name: String, _ taken: inout Set<String>) -> String {
      let short = CleanText.line(name)
        .replacing(/interval/.ignoresCase(), with: "interv.")
        .replacing(/timestamp/.ignoresCase(), with: "timest.")
      let line = String(short[...].trimmingBlanks())
      var unique = line.isEmpty ? "column" : line
      while !taken.insert(unique.lowercased()).inserted { unique += "_attribute" }
      return unique
    }
  }
}

extension GraphDocument {
  /// A kind for every edge, so that no two edges that join the same nodes have the same.
  ///
  /// Complexity: O(edges).
  var parallelKinds: [String] {
    struct Ends: Hashable {
      let source, target: Int32
      let kind: String
    }
    var counts: [Ends: Int] = [:]
    return edgeSources.indices.map { edge in
      let (source, target) = (edgeSources[edge], edgeTargets[edge])
      let kind = edgeKinds?[edge] ?? "link"
      let isOrdered = isDirected || source < target
      let ends = Ends(
        source: isOrdered ? source : target, target: isOrdered ? target : source, kind: kind)
      counts[ends, default: 0] += 1
      let number = counts[ends] ?? 1
      return number == 1 ? kind : "\(kind) \(number)"
    }
  }
}
