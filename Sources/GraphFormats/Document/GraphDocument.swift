/// An attributed graph as plain columns, ready to be written in any format.
///
/// Node `i` is element `i` of every node column, edge `j` element `j` of every edge column; an edge
/// names its ends by node index. There is no object per node or edge, so millions of edges cost a
/// few tens of bytes each.
///
/// ```swift
/// var graph = GraphDocument(
///   isDirected: false, nodeIDs: ["person:0", "person:1"], edgeSources: [0], edgeTargets: [1])
/// graph.nodeLabels = ["Ada", "Grace"]
/// graph.edgeWeights = [3]
/// graph.edgeColumns = [AttributeColumn("first", strings: ["2024-05-01"])]
/// try GraphMLWriter().write(graph, to: DescriptorSink.standardOutput)
/// ```
public struct GraphDocument: Sendable, Equatable {
  /// What the graph shows, in a few words.
  public var title = ""
  /// How the graph was made: source, parameters, date. May be long.
  public var details = ""
  /// Further attributes of the graph as a whole, each with one value.
  public var graphColumns: [AttributeColumn] = []
  /// Whether edges have a direction.
  public var isDirected: Bool

  /// One unique, non-empty identifier per node.
  public var nodeIDs: [String]
  /// One label per node, for people to read; may repeat.
  public var nodeLabels: [String]
  /// Further attributes, each with one value per node.
  public var nodeColumns: [AttributeColumn] = []
  /// The color of each node that has one.
  public var nodeColors: [Color?]?
  /// The size of each node that has one, finite and not negative.
  public var nodeSizes: [Double?]?
  /// The place of each node that has one.
  public var nodePositions: [Position?]?
  /// The shape of each node that has one, in the words of the program that gave it: `disc`, `square`.
  public var nodeShapes: [String?]?
  /// The node that each node lies in, where it lies in one.
  public var nodeParents: [Int32?]?
  /// When each node existed.
  public var nodeSpells: SpellColumn?

  /// The node at which each edge starts.
  public var edgeSources: [Int32]
  /// The node at which each edge ends; as many as `edgeSources`.
  public var edgeTargets: [Int32]
  /// One unique, non-empty identifier per edge. Without them, edge `j` is called `e` and `j`.
  public var edgeIDs: [String]?
  /// One label per edge.
  public var edgeLabels: [String]?
  /// One weight per edge, finite. Without them, edges are unweighted.
  public var edgeWeights: [Double]?
  /// Further attributes, each with one value per edge.
  public var edgeColumns: [AttributeColumn] = []
  /// The color of each edge that has one.
  public var edgeColors: [Color?]?
  /// How thick each edge is drawn that says so, finite and not negative.
  public var edgeThicknesses: [Double?]?
  /// The line of each edge that has one, in the words of the program that gave it: `dashed`.
  public var edgeShapes: [String?]?
  /// The kind of relation that each edge stands for, where it says so; parallel edges differ in it.
  public var edgeKinds: [String?]?
  /// When each edge existed.
  public var edgeSpells: SpellColumn?
  /// What the numbers of all spells mean.
  public var spellUnit = SpellUnit.milliseconds

  /// A graph whose nodes are labeled with their identifiers.
  ///
  /// Nothing is checked here; see `validate`.
  public init(
    isDirected: Bool, nodeIDs: [String], edgeSources: [Int32], edgeTargets: [Int32]
  ) {
    self.isDirected = isDirected
    self.nodeIDs = nodeIDs
    nodeLabels = nodeIDs
    self.edgeSources = edgeSources
    self.edgeTargets = edgeTargets
  }

  /// The number of nodes.
  public var nodeCount: Int { nodeIDs.count }
  /// The number of edges.
  public var edgeCount: Int { edgeSources.count }

  /// The identifier of edge `edge`; see `edgeIDs`.
  public func edgeID(_ edge: Int) -> String { edgeIDs?[edge] ?? "e" + String(edge) }

  /// The column of nodes called `name`.
  public func nodeColumn(_ name: String) -> AttributeColumn? {
    nodeColumns.first { $0.name == name }
  }

  /// The column of edges called `name`.
  public func edgeColumn(_ name: String) -> AttributeColumn? {
    edgeColumns.first { $0.name == name }
  }
}

extension GraphDocument {
  /// Whether two edges join the same nodes, in the same direction where direction counts.
  ///
  /// Complexity: O(edges · log edges).
  public var hasParallelEdges: Bool {
    let ends = edgeSources.indices.map { edge in
      let (source, target) = (UInt64(edgeSources[edge]), UInt64(edgeTargets[edge]))
      return isDirected || source < target ? source << 32 | target : target << 32 | source
    }.sorted()
    return zip(ends, ends.dropFirst()).contains { $0 == $1 }
  }
}
