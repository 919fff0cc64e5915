import Files

/// Writes node-link JSON, for d3 and networkx (`node_link_graph(data, edges="links")`).
///
/// Complexity: O(nodes + edges). Reference: networkx, `readwrite/json_graph/node_link.py`; d3-force.
public struct NodeLinkJSONWriter: GraphWriter {
  /// A writer.
  public init() {}

  public var missingParts: Set<GraphPart> { [.heights, .nodeSpells, .edgeSpells] }

  public func write(_ graph: GraphDocument, to sink: any ByteSink) throws {
    try graph.validate()
    let columns = graph.jsonColumns
    try sink.write(
      "{\"directed\":\(graph.isDirected),\"multigraph\":\(graph.hasParallelEdges),"
        + "\"graph\":{\"name\":\(JSONText.string(graph.title)),"
        + "\"description\":\(JSONText.string(graph.details))\(graph.graphMembers)},\n\"nodes\":[")
    let ids = graph.nodeIDs.map(JSONText.string)
    for node in ids.indices {
      var line = node == 0 ? "\n" : ",\n"
      line += "{\"id\":\(ids[node]),\"label\":\(JSONText.string(graph.nodeLabels[node]))"
      line += JSONText.members(columns.nodes, at: node)
      if let position = graph.nodePositions?[node] {
        line += ",\"x\":\(position.x),\"y\":\(position.y)"
      }
      if let size = graph.nodeSizes?[node] { line += ",\"size\":\(JSONText.number(size))" }
      line += graph.nodeDecorations(node)
      try sink.write(line + "}")
    }
    try sink.write("\n],\"links\":[")
    for edge in 0..<graph.edgeCount {
      var line = edge == 0 ? "\n" : ",\n"
      line += "{\"source\":\(ids[Int(graph.edgeSources[edge])])"
      line += ",\"target\":\(ids[Int(graph.edgeTargets[edge])])"
      line += ",\"id\":\(JSONText.string(graph.edgeID(edge)))"
      // networkx tells parallel edges apart by their key.
      if graph.edgeColumn("key") == nil { line += ",\"key\":\(edge)" }
      line += graph.edgeMembers(edge, columns.edges)
      try sink.write(line + "}")
    }
    try sink.write("\n]}\n")
  }
}
