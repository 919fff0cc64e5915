/// A node, everyone within some steps of it, and all edges among them.
public struct EgoNetwork: Sendable, Hashable {
  /// The graph around the node; node and edge numbers of the whole graph are in its `nodes` and
  /// `edges`.
  public let subgraph: Subgraph
  /// How many steps each node of the subgraph is away from the center.
  public let distances: [Int]
  /// The center, as a node of the subgraph.
  public let center: Int

  /// Takes all nodes that at most `radius` edges lead to from `center`.
  ///
  /// - Throws: `GraphError` if there is no such node or the radius is negative.
  /// - Complexity: O(nodes + edges of the whole graph) at most.
  public init(of graph: Graph, around center: Int, radius: Int = 1) throws(GraphError) {
    guard radius >= 0 else {
      throw .invalidParameter("radius", value: Double(radius), expected: "0 or more")
    }
    guard graph.nodes.contains(center) else {
      throw .unknownNode(center, nodeCount: graph.nodeCount)
    }
    var distance = [center: 0]
    var frontier = [center]
    for step in 0..<radius {
      if frontier.isEmpty { break }
      var next: [Int] = []
      for node in frontier {
        for neighbor in graph.neighbors(of: node) where distance[Int(neighbor)] == nil {
          distance[Int(neighbor)] = step + 1
          next.append(Int(neighbor))
        }
      }
      frontier = next
    }
    let subgraph = try Subgraph(of: graph, nodes: distance.keys)
    self.subgraph = subgraph
    distances = subgraph.nodes.map { distance[$0]! }
    self.center = subgraph.nodes.firstIndex(of: center)!
  }
}
