import Files

/// Writes the pair of tables that Neo4j's bulk import takes.
///
/// ```sh
/// neo4j-admin database import full --nodes=nodes.csv --relationships=edges.csv
/// ```
///
/// The node's kind becomes its label (`Person`, `Photo`, …). Texts are exact: no guard against
/// spreadsheets is added, since Neo4j would store it. The identifier is also kept as the property
/// `id`, the label as `name`.
///
/// Complexity: O(nodes + edges). Reference: Neo4j operations manual, "Import", "CSV header format".
public struct Neo4jTables: GraphTableWriter {
  /// The node column that holds each node's kind.
  public var kindColumn: String
  /// The type of every relationship.
  public var relationship: String

  /// A writer whose relationships are of type `relationship`, such as `APPEARS_IN`.
  public init(relationship: String, kindColumn: String = "kind") {
    self.relationship = relationship
    self.kindColumn = kindColumn
  }

  public var missingParts: Set<GraphPart> {
    Set(GraphPart.allCases).subtracting([.nodeColumns, .edgeColumns])
  }

  public func writeNodes(of graph: GraphDocument, to sink: any ByteSink) throws {
    try graph.validate()
    let kinds = graph.nodeColumn(kindColumn)
    let columns = graph.nodeColumns.filter { $0.name != "name" }
    let table = try CSVWriter(
      to: sink, columns: ["id:ID", "name:string"] + columns.map(header) + [":LABEL"],
      guardsFormulas: false)
    for node in 0..<graph.nodeCount {
      let kind = kinds?.text(at: node).map(label) ?? "Node"
      try table.write(
        [.text(graph.nodeIDs[node]), .text(graph.nodeLabels[node])]
          + columns.map { $0.cell(at: node) } + [.text(kind)])
    }
  }

  public func writeEdges(of graph: GraphDocument, to sink: any ByteSink) throws {
    try graph.validate()
    let columns = graph.edgeColumns
    let table = try CSVWriter(
      to: sink,
      columns: [":START_ID", ":END_ID", "weight:double"] + columns.map(header) + [":TYPE"],
      guardsFormulas: false)
    for edge in 0..<graph.edgeCount {
      try table.write(
        [
          .text(graph.nodeIDs[Int(graph.edgeSources[edge])]),
          .text(graph.nodeIDs[Int(graph.edgeTargets[edge])]), CSVCell(graph.edgeWeights?[edge]),
        ] + columns.map { $0.cell(at: edge) } + [.text(relationship)])
    }
  }

  private func header(_ column: AttributeColumn) -> String {
    let name = column.name.replacing(":", with: "_")
    return switch column.values {
    case .boolean: name + ":boolean"
    case .integer: name + ":long"
    case .double: name + ":double"
    case .string: name + ":string"
    }
  }

  /// Labels are written in camel case, and `;` would separate two of them.
  private func label(_ kind: String) -> String {
    let kind = CleanText.line(kind).replacing(";", with: ",")
    return kind.prefix(1).uppercased() + kind.dropFirst()
  }
}
