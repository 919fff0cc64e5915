import Files

/// Writes a graph as one table, a row a link with both its ends: for link charts (i2 Analyst's
/// Notebook, Maltego) and spreadsheets.
///
/// The columns are always the same; `confidence`, `first`, `last` and `evidence` are empty where the
/// graph has no such column. Texts are guarded against formulas. Nodes without a link have a row
/// with nothing at the other end, so that nobody disappears.
///
/// Complexity: O(nodes + edges).
public struct LinkTable: GraphWriter {
  /// The names of the columns.
  public static let columns = [
    "from_type", "from_id", "from_label", "to_type", "to_id", "to_label", "link", "weight",
    "confidence", "first", "last", "evidence",
  ]

  /// What every link is called that has no kind of its own.
  public var relationship: String

  /// A writer whose links are called `relationship`, such as `SEEN_WITH`.
  public init(relationship: String) { self.relationship = relationship }

  public var missingParts: Set<GraphPart> {
    Set(GraphPart.allCases).subtracting([.edgeKinds])
  }

  public func write(_ graph: GraphDocument, to sink: any ByteSink) throws {
    try graph.validate()
    let table = try CSVWriter(to: sink, columns: Self.columns)
    let kinds = graph.nodeColumn("kind")
    func end(_ node: Int) -> [CSVCell] {
      [
        CSVCell(kinds?.text(at: node) ?? "node"), .identifier(graph.nodeIDs[node]),
        .text(graph.nodeLabels[node]),
      ]
    }
    let link = relationship.lowercased().replacing("_", with: " ")
    // A face graph's edges name the file itself.
    let evidence = graph.edgeColumn("evidence") ?? graph.edgeColumn("path")
    let more = ["confidence", "first", "last"].map(graph.edgeColumn)
    var isLinked = [Bool](repeating: false, count: graph.nodeCount)
    for edge in 0..<graph.edgeCount {
      let (source, target) = (Int(graph.edgeSources[edge]), Int(graph.edgeTargets[edge]))
      isLinked[source] = true
      isLinked[target] = true
      try table.write(
        end(source) + end(target)
          + [
            .text(graph.edgeKinds?[edge] ?? link), .number(graph.edgeWeights?[edge] ?? 1),
          ] + more.map { $0?.cell(at: edge) ?? .missing }
          + [evidence?.cell(at: edge) ?? .missing])
    }
    let nothing = [CSVCell](repeating: .missing, count: Self.columns.count - 3)
    for node in isLinked.indices where !isLinked[node] { try table.write(end(node) + nothing) }
  }
}
