import Files

/// Writes a graph as two tables, one of nodes and one of edges.
public protocol GraphTableWriter: Sendable {
  /// What the tables have no place for.
  var missingParts: Set<GraphPart> { get }

  /// Writes the table of nodes.
  ///
  /// - Throws: `GraphDocumentError` before the first byte if the graph is not valid; what the sink
  ///   throws.
  func writeNodes(of graph: GraphDocument, to sink: any ByteSink) throws

  /// Writes the table of edges.
  ///
  /// - Throws: `GraphDocumentError` before the first byte if the graph is not valid; what the sink
  ///   throws.
  func writeEdges(of graph: GraphDocument, to sink: any ByteSink) throws
}

extension AttributeColumn {
  /// The value at `index` as a cell of a table.
  func cell(at index: Int) -> CSVCell {
    switch values {
    case .boolean(let values): values[index].map { .boolean($0) } ?? .missing
    case .integer(let values): values[index].map { .integer($0) } ?? .missing
    case .double(let values): CSVCell(values[index])
    case .string(let values): CSVCell(values[index])
    }
  }
}
