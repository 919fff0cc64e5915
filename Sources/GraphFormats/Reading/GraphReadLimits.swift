/// Bounds that keep a hostile or broken file from taking the machine.
public struct GraphReadLimits: Sendable {
  /// The largest file, in bytes.
  public var bytes = 8 << 30
  /// The largest number of nodes.
  public var nodes = 50_000_000
  /// The largest number of nodes that a file only counts, as Pajek's do, and need not name.
  public var countedNodes = 5_000_000
  /// The largest number of edges.
  public var edges = 200_000_000
  /// The largest number of attributes of nodes and of edges.
  public var columns = 2_000
  /// How deep elements may be nested.
  public var depth = 100
  /// The longest tag of XML, in bytes.
  public var tagBytes = 256 << 20

  /// The usual bounds.
  public init() {}
}
