import Files

/// Writes GraphML, valid against the 1.0 schema and read by Gephi, networkx, igraph, NetworKit,
/// Cytoscape and yEd.
///
/// - Attributes have the types `boolean`, `long`, `double` and `string`; a missing value is left
///   out.
/// - Labels, weights, colors, sizes and positions go under the names that Gephi looks for: `label`,
///   `weight`, `r` `g` `b`, `size`, `x` `y` `z`.
/// - The schema allows few characters in identifiers; others are written as `_x0020_`. In names of
///   attributes they become `_`, and the key's description tells the whole name.
/// - Texts that hold "INF" are protected from Gephi; see `CleanText.gephiValue`.
/// - GraphML has no dynamics: spells are left out. GEXF keeps them.
///
/// Complexity: O(nodes + edges) time, constant memory beside the document.
/// Reference: Brandes et al., "GraphML Progress Report", GD 2001; schema at
/// http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd.
public struct GraphMLWriter: GraphWriter {
  /// A writer.
  public init() {}

  public func write(_ graph: GraphDocument, to sink: any ByteSink) throws {
    try graph.validate()
    let nodes = nodeColumns(graph)
    let edges = edgeColumns(graph)
    let xml = try XMLStream(to: sink)
    try xml.start("graphml")
    xml.attribute("xmlns", "http://graphml.graphdrawing.org/xmlns")
    xml.attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
    xml.attribute(
      "xsi:schemaLocation",
      "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd")
    if !graph.title.isEmpty { try xml.element("desc", graph.title) }
    try writeKeys(nodes, for: "node", prefix: "n", to: xml)
    try writeKeys(edges, for: "edge", prefix: "e", to: xml)
    try xml.start("graph")
    xml.attribute("id", "G")
    xml.attribute("edgedefault", graph.isDirected ? "directed" : "undirected")
    if !graph.details.isEmpty { try xml.element("desc", graph.details) }

    // Cleaned once here: every edge repeats two of them.
    let ids = graph.nodeIDs.map(CleanText.nameToken)
    var fragment = XMLFragment(indent: 2)
    let nodeKeys = nodes.indices.map { "n\($0)" }
    for node in ids.indices {
      fragment.start("node")
      fragment.attribute("id", ids[node])
      writeValues(of: node, nodes, keys: nodeKeys, to: &fragment)
      fragment.end()
      try xml.write(&fragment)
    }
    let edgeKeys = edges.indices.map { "e\($0)" }
    for edge in 0..<graph.edgeCount {
      fragment.start("edge")
      fragment.attribute("id", CleanText.nameToken(graph.edgeID(edge)))
      fragment.attribute("source", ids[Int(graph.edgeSources[edge])])
      fragment.attribute("target", ids[Int(graph.edgeTargets[edge])])
      writeValues(of: edge, edges, keys: edgeKeys, to: &fragment)
      fragment.end()
      try xml.write(&fragment)
    }
    xml.newLine(indent: 1)
    try xml.finish()
  }

  private func nodeColumns(_ graph: GraphDocument) -> [AttributeColumn] {
    var columns = [AttributeColumn("label", .string(graph.nodeLabels))]
    if let positions = graph.nodePositions {
      columns.append(AttributeColumn("x", .double(positions.map { $0.x })))
      columns.append(AttributeColumn("y", .double(positions.map { $0.y })))
      columns.append(AttributeColumn("z", .double(positions.map { $0.z })))
    }
    if let sizes = graph.nodeSizes {
      columns.append(AttributeColumn("size", .double(sizes.map { $0 })))
    }
    if let colors = graph.nodeColors {
      columns.append(AttributeColumn("r", .integer(colors.map { Int64($0.red) })))
      columns.append(AttributeColumn("g", .integer(colors.map { Int64($0.green) })))
      columns.append(AttributeColumn("b", .integer(colors.map { Int64($0.blue) })))
    }
    return columns + graph.nodeColumns
  }

  private func edgeColumns(_ graph: GraphDocument) -> [AttributeColumn] {
    var columns: [AttributeColumn] = []
    if let weights = graph.edgeWeights {
      columns.append(AttributeColumn("weight", .double(weights)))
    }
    if let labels = graph.edgeLabels { columns.append(AttributeColumn("label", .string(labels))) }
    return columns + graph.edgeColumns
  }

  private func writeKeys(
    _ columns: [AttributeColumn], for kind: String, prefix: String, to xml: XMLStream
  ) throws {
    var taken: Set<String> = []
    for (index, column) in columns.enumerated() {
      let clean = CleanText.attributeName(column.name)
      var name = clean
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(clean)_\(number)"
        number += 1
      }
      try xml.start("key")
      xml.attribute("id", "\(prefix)\(index)")
      xml.attribute("for", kind)
      xml.attribute("attr.name", name)
      xml.attribute("attr.type", column.values.xmlType)
      if name != column.name { try xml.element("desc", column.name) }
      xml.end()
    }
  }

  private func writeValues(
    of item: Int, _ columns: [AttributeColumn], keys: [String], to fragment: inout XMLFragment
  ) {
    for index in columns.indices {
      guard let value = columns[index].text(at: item) else { continue }
      fragment.start("data")
      fragment.attribute("key", keys[index])
      if case .string = columns[index].values {
        fragment.text(CleanText.gephiValue(value))
      } else {
        fragment.text(value)
      }
      fragment.end()
    }
  }
}

extension AttributeColumn.Values {
  /// The name of the type in both GraphML and GEXF.
  var xmlType: String {
    switch self {
    case .boolean: "boolean"
    case .integer: "long"
    case .double: "double"
    case .string: "string"
    }
  }
}
