import Files

/// Writes the JSON of Cytoscape.js, which Cytoscape and networkx (`cytoscape_graph`) also read.
///
/// Cytoscape shows `name`, and networkx takes `value` for the identifier; both are written beside
/// `id` and `label` unless the graph has columns of these names.
///
/// Complexity: O(nodes + edges). Reference: Cytoscape.js manual, "Elements JSON".
public struct CytoscapeJSONWriter: GraphWriter {
  /// A writer.
  public init() {}

  public var missingParts: Set<GraphPart> { [.heights, .nodeSpells, .edgeSpells] }

  public func write(_ graph: GraphDocument, to sink: any ByteSink) throws {
    try graph.validate()
    let columns = graph.jsonColumns
    try sink.write(
      "{\"data\":{\"name\":\(JSONText.string(graph.title)),"
        + "\"description\":\(JSONText.string(graph.details))\(graph.graphMembers)},\n"
        + "\"directed\":\(graph.isDirected),\"multigraph\":\(graph.hasParallelEdges),\n"
        + "\"elements\":{\"nodes\":[")
    let hasName = graph.nodeColumn("name") != nil
    let hasValue = graph.nodeColumn("value") != nil
    let ids = graph.nodeIDs.map(JSONText.string)
    for node in ids.indices {
      var line = node == 0 ? "\n" : ",\n"
      line += "{\"data\":{\"id\":\(ids[node]),\"label\":\(JSONText.string(graph.nodeLabels[node]))"
      if !hasName { line += ",\"name\":\(JSONText.string(graph.nodeLabels[node]))" }
      if !hasValue { line += ",\"value\":\(ids[node])" }
      line += JSONText.members(columns.nodes, at: node)
      line += graph.nodeDecorations(node)
      if let size = graph.nodeSizes?[node] { line += ",\"size\":\(JSONText.number(size))" }
      line += "}"
      if let position = graph.nodePositions?[node] {
        // Its y axis points down.
        line += ",\"position\":{\"x\":\(position.x),\"y\":\(-position.y)}"
      }
      try sink.write(line + "}")
    }
    try sink.write("\n],\"edges\":[")
    for edge in 0..<graph.edgeCount {
      var line = edge == 0 ? "\n" : ",\n"
      line += "{\"data\":{\"id\":\(edgeID(edge, in: graph))"
      line += ",\"source\":\(ids[Int(graph.edgeSources[edge])])"
      line += ",\"target\":\(ids[Int(graph.edgeTargets[edge])])"
      line += graph.edgeMembers(edge, columns.edges)
      try sink.write(line + "}}")
    }
    try sink.write("\n]}}\n")
  }

  /// Nodes and edges share one space of identifiers here, so that edges get a prefix.
  private func edgeID(_ edge: Int, in graph: GraphDocument) -> String {
    JSONText.string("edge:" + graph.edgeID(edge))
  }
}
