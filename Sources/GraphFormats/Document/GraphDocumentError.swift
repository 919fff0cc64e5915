/// A fault in a graph document: what is wrong, and where.
public enum GraphDocumentError: Error, Equatable, CustomStringConvertible, Sendable {
  /// More nodes or edges than 32-bit indices can number.
  case tooLarge
  /// A column has more or fewer values than the graph has nodes or edges.
  case wrongLength(what: String, count: Int, expected: Int)
  /// A column without a name, with a name that occurs twice, or with one that formats reserve.
  case badColumnName(String, kind: String)
  /// A node or an edge without an identifier.
  case emptyIdentifier(kind: String)
  /// Two nodes or two edges have the same identifier.
  case duplicateIdentifier(String, kind: String)
  /// An edge ends at a node that does not exist.
  case unknownNode(edge: String, node: Int, nodes: Int)
  /// A node lies in one that does not exist.
  case unknownParent(node: String, parent: Int, nodes: Int)
  /// A number that has no meaning here, such as a weight that is not finite.
  case badNumber(what: String, item: String, value: Double)

  public var description: String {
    switch self {
    case .tooLarge:
      "the graph has more than \(Int32.max) nodes or edges"
    case .wrongLength(let what, let count, let expected):
      "there are \(count) \(what), but \(expected) are needed"
    case .badColumnName(let name, let kind):
      "the \(kind) column name \"\(name)\" is empty, reserved or taken twice; rename the column"
    case .emptyIdentifier(let kind):
      "there is \(kind == "edge" ? "an edge" : "a node") with an empty identifier"
    case .duplicateIdentifier(let id, let kind):
      "the \(kind) identifier \"\(id)\" occurs twice"
    case .unknownNode(let edge, let node, let nodes):
      "edge \(edge) ends at node \(node), but the nodes are 0 to \(nodes - 1)"
    case .unknownParent(let node, let parent, let nodes):
      "node \(node) lies in node \(parent), but the nodes are 0 to \(nodes - 1)"
    case .badNumber(let what, let item, let value):
      "the \(what) of \(item) is \(value), which cannot be used"
    }
  }
}
