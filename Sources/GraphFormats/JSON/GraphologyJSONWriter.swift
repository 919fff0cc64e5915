import Files

/// Writes graphology's JSON, for Gephi Lite and sigma.js.
///
/// Complexity: O(nodes + edges). Reference: graphology, "Serialization".
public struct GraphologyJSONWriter: GraphWriter {
  /// A writer.
  public init() {}

  public var missingParts: Set<GraphPart> { [.heights, .nodeSpells, .edgeSpells] }

  public func write(_ graph: GraphDocument, to sink: any ByteSink) throws {
    try graph.validate()
    let columns = graph.jsonColumns
    try sink.write(
      "{\"attributes\":{\"name\":\(JSONText.string(graph.title)),"
        + "\"description\":\(JSONText.string(graph.details))\(graph.graphMembers)},\n"
        + "\"options\":{\"type\":\"\(graph.isDirected ? "directed" : "undirected")\","
        + "\"multi\":\(graph.hasParallelEdges),\"allowSelfLoops\":true},\n\"nodes\":[")
    let ids = graph.nodeIDs.map(JSONText.string)
    for node in ids.indices {
      var line = node == 0 ? "\n" : ",\n"
      line += "{\"key\":\(ids[node]),\"attributes\":{\"label\":"
      line += JSONText.string(graph.nodeLabels[node])
      line += JSONText.members(columns.nodes, at: node)
      if let position = graph.nodePositions?[node] {
        line += ",\"x\":\(position.x),\"y\":\(position.y)"
      }
      if let size = graph.nodeSizes?[node] { line += ",\"size\":\(JSONText.number(size))" }
      line += graph.nodeDecorations(node)
      try sink.write(line + "}}")
    }
    try sink.write("\n],\n\"edges\":[")
    for edge in 0..<graph.edgeCount {
      var line = edge == 0 ? "\n" : ",\n"
      line += "{\"key\":\(JSONText.string(graph.edgeID(edge)))"
      line += ",\"source\":\(ids[Int(graph.edgeSources[edge])])"
      line += ",\"target\":\(ids[Int(graph.edgeTargets[edge])])"
      let members = graph.edgeMembers(edge, columns.edges).dropFirst()
      if !members.isEmpty { line += ",\"attributes\":{\(members)}" }
      if !graph.isDirected { line += ",\"undirected\":true" }
      try sink.write(line + "}")
    }
    try sink.write("\n]}\n")
  }
}
