/// Which edges of a node are looked at in a directed graph; in an undirected one, all of them are.
public enum EdgeDirection: Sendable {
  /// Those that lead to the node and those that leave it.
  case both
  /// Those that lead to the node.
  case incoming
  /// Those that leave the node.
  case outgoing
}
