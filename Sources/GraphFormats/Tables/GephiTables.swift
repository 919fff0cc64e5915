import Files

/// Writes the pair of tables that Gephi's "Import spreadsheet" takes: `Id,Label,…` and
/// `Source,Target,Type,Id,Label,Weight,…`.
///
/// Gephi reads a text column whose name contains "interval" or "timestamp" as time; in such a name
/// the word is cut short ("interv.", "timest.").
///
/// Complexity: O(nodes + edges). Reference: Gephi, "Import CSV data".
public struct GephiTables: GraphTableWriter {
  /// A writer.
  public init() {}

  public func writeNodes(of graph: GraphDocument, to sink: any ByteSink) throws {
    try graph.validate()
    var columns = graph.nodeColumns
    if let positions = graph.nodePositions {
      columns.append(AttributeColumn("x", doubles: positions.map { $0?.x }))
      columns.append(AttributeColumn("y", doubles: positions.map { $0?.y }))
    }
    let table = try CSVWriter(to: sink, columns: ["Id", "Label"] + columns.map(header))
    for node in 0..<graph.nodeCount {
      try table.write(
        [.text(graph.nodeIDs[node]), .text(graph.nodeLabels[node])]
          + columns.map { $0.cell(at: node) })
    }
  }

  public func writeEdges(of graph: GraphDocument, to sink: any ByteSink) throws {
    try graph.validate()
    let columns = graph.edgeColumns
    let table = try CSVWriter(
      to: sink,
      columns: ["Source", "Target", "Type", "Id", "Label", "Weight"] + columns.map(header))
    let type = CSVCell.text(graph.isDirected ? "Directed" : "Undirected")
    for edge in 0..<graph.edgeCount {
      try table.write(
        [
          .text(graph.nodeIDs[Int(graph.edgeSources[edge])]),
          .text(graph.nodeIDs[Int(graph.edgeTargets[edge])]), type,
          .text(graph.edgeID(edge)), CSVCell(graph.edgeLabels?[edge]),
          .number(graph.edgeWeights?[edge] ?? 1),
        ] + columns.map { $0.cell(at: edge) })
    }
  }

  private func header(_ column: AttributeColumn) -> String {
    column.name
      .replacing(/interval/.ignoresCase(), with: "interv.")
      .replacing(/timestamp/.ignoresCase(), with: "timest.")
  }
}
