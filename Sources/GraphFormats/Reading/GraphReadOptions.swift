import SystemPackage

/// How a graph file is read where it leaves something open.
public struct GraphReadOptions: Sendable {
  /// What becomes of an edge that ends at a node which is not declared.
  public enum UndeclaredNodes: String, Sendable, CaseIterable {
    /// The node is added.
    case add
    /// The edge is left out.
    case drop
    /// The file is refused.
    case refuse
  }

  /// What becomes of a graph in which some edges have a direction and some have none.
  public enum MixedDirections: String, Sendable, CaseIterable {
    /// It is directed; an edge without direction leads both ways.
    case directed
    /// It is undirected; directions are ignored.
    case undirected
    /// The file is refused.
    case refuse
  }

  /// Whether faults are refused instead of mended.
  public var isStrict = false
  /// What becomes of an edge that ends at a node which is not declared.
  public var undeclaredNodes = UndeclaredNodes.add
  /// What becomes of a graph with edges of both kinds.
  public var mixedDirections = MixedDirections.directed
  /// The time of which the values of attributes are taken that change over time, as the file writes
  /// times; the last where it is `nil`.
  public var time: String?
  /// Whether an edge list that does not say so is directed; undirected where it is `nil`.
  public var isDirected: Bool?
  /// What the columns of an edge list are, where its header does not tell.
  public var columns: EdgeListColumns?
  /// A table of nodes beside an edge list.
  public var nodes: FilePath?
  /// Whether the edges of an edge list join persons and what they are in: photos, events.
  public var isBipartite = false
  /// Parses DOT and gives node-link JSON back; without it, DOT is refused.
  public var parseDOT: (@Sendable ([UInt8]) throws -> [UInt8])?
  /// Bounds on what is read.
  public var limits = GraphReadLimits()

  /// The usual choices.
  public init() {}
}
