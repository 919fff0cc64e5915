/// A way from one node to another.
public struct Path: Sendable, Hashable {
  /// The nodes passed, both ends included.
  public let nodes: [Int]
  /// The numbers of the edges between them; with `Projection.evidence(ofEdge:)` they lead to the
  /// pictures that prove each step.
  public let edges: [Int]
  /// The sum of the lengths of the edges.
  public let length: Double
}
