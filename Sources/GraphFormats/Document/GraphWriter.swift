import Files

/// Something that writes a whole graph document in one format to one sink.
///
/// Writers stream: beside the document they need memory only for a small buffer. The same document
/// always gives the same bytes.
public protocol GraphWriter: Sendable {
  /// What the format has no place for.
  var missingParts: Set<GraphPart> { get }

  /// Writes `graph` to `sink`.
  ///
  /// - Throws: `GraphDocumentError` before the first byte if the graph is not valid; what the sink
  ///   throws.
  func write(_ graph: GraphDocument, to sink: any ByteSink) throws
}
