/// A graph as it was read, and what had to be mended or left out.
public struct GraphReading: Sendable {
  /// The graph.
  public let graph: GraphDocument
  /// What was mended or left out, by kind, in the order in which each came first.
  public let notes: [GraphReadNote]
}
