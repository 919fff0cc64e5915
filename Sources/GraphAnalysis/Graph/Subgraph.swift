/// Some nodes of a graph with all edges among them, as a graph of its own.
public struct Subgraph: Sendable, Hashable {
  /// The graph of the chosen nodes, numbered anew.
  public let graph: Graph
  /// The node of the whole graph that each node stands for, ascending.
  public let nodes: [Int]
  /// The edge of the whole graph that each edge stands for, ascending.
  public let edges: [Int]

  /// Takes the subgraph that `chosen` induces in `whole`; a node named twice counts once.
  ///
  /// - Throws: `GraphError.unknownNode` for a node that the graph does not have.
  /// - Complexity: O(k log k + sum of the chosen nodes' degrees · log k) for k nodes.
  public init(of whole: Graph, nodes chosen: some Sequence<Int>) throws(GraphError) {
    var position: [Int: Int] = [:]
    var sorted: [Int] = []
    for node in chosen.sorted() where node != sorted.last {
      guard whole.nodes.contains(node) else {
        throw .unknownNode(node, nodeCount: whole.nodeCount)
      }
      position[node] = sorted.count
      sorted.append(node)
    }
    var sources: [Int32] = []
    var targets: [Int32] = []
    var weights: [Double] = []
    var edges: [Int] = []
    // Renumbering keeps the order of nodes, so the edges come out sorted.
    for (source, node) in sorted.enumerated() {
      for arc in whole.arcs(of: node) {
        guard let target = position[Int(whole.targets[arc])], whole.isDirected || target >= source
        else { continue }
        sources.append(Int32(source))
        targets.append(Int32(target))
        weights.append(whole.weights[arc])
        edges.append(Int(whole.edgeIDs[arc]))
      }
    }
    graph = Graph(
      nodeCount: sorted.count, isDirected: whole.isDirected, sortedSources: sources,
      targets: targets, weights: weights)
    nodes = sorted
    self.edges = edges
  }
}
