import Files

/// Writes GraphML, valid against the 1.0 schema and read by Gephi, networkx, igraph, NetworKit,
/// Cytoscape and yEd.
///
/// - Attributes have the types `boolean`, `long`, `double` and `string`; a missing value is left
///   out.
/// - Labels, weights, colors, sizes and positions go under the names that Gephi looks for: `label`,
///   `weight`, `r` `g` `b`, `size`, `x` `y` `z`.
/// - Keys are called as Gephi calls its columns, so that a second file and Gephi's own statistics
///   meet the same columns; people read titles.
/// - The schema allows few characters in identifiers; others are written as `_x0020_`. In names of
///   attributes they become `_`, and the key's description tells the whole name.
/// - Texts that hold "INF" are protected from Gephi, but not labels, which need it not; see
///   `CleanText.gephiValue`.
/// - GraphML has no dynamics: spells are left out. GEXF keeps them.
///
/// Complexity: O(nodes + edges) time, constant memory beside the document.
/// Reference: Brandes et al., "GraphML Progress Report", GD 2001; schema at
/// http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd.
public struct GraphMLWriter: GraphWriter {
  /// A writer.
  public init() {}

  public var missingParts: Set<GraphPart> { [.nodeSpells, .edgeSpells] }

  public func write(_ graph: GraphDocument, to sink: any ByteSink) throws {
    try graph.validate()
    let nodeDecorations = decorations(graph, of: "node")
    let edgeDecorations = decorations(graph, of: "edge")
    let nodes = nodeColumns(graph) + nodeDecorations.map(\.column)
    let edges = edgeColumns(graph) + edgeDecorations.map(\.column)
    var taken = Set(GraphMLDecoration.allCases.map(\.rawValue))
    let nodeKeys = keys(nodes, "node", nodeDecorations.map(\.key), &taken)
    let edgeKeys = keys(edges, "edge", edgeDecorations.map(\.key), &taken)
    let graphKeys = keys(graph.graphColumns, "graph", [], &taken)
    let xml = try XMLStream(to: sink)
    try xml.start("graphml")
    xml.attribute("xmlns", "http://graphml.graphdrawing.org/xmlns")
    xml.attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
    xml.attribute(
      "xsi:schemaLocation",
      "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd")
    if !graph.title.isEmpty { try xml.element("desc", graph.title) }
    try writeKeys(nodes, nodeKeys, for: "node", to: xml)
    try writeKeys(edges, edgeKeys, for: "edge", to: xml)
    try writeKeys(graph.graphColumns, graphKeys, for: "graph", to: xml)
    try xml.start("graph")
    xml.attribute("id", "G")
    xml.attribute("edgedefault", graph.isDirected ? "directed" : "undirected")
    if !graph.details.isEmpty { try xml.element("desc", graph.details) }
    if !graph.graphColumns.isEmpty {
      var fragment = XMLFragment(indent: 2)
      writeValues(of: 0, graph.graphColumns, keys: graphKeys, to: &fragment)
      try xml.write(&fragment)
    }

    // Cleaned once here: every edge repeats two of them.
    let ids = graph.nodeIDs.map(CleanText.nameToken)
    var fragment = XMLFragment(indent: 2)
    for node in ids.indices {
      fragment.start("node")
      fragment.attribute("id", ids[node])
      writeValues(of: node, nodes, keys: nodeKeys, to: &fragment)
      fragment.end()
      try xml.write(&fragment)
    }
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
      columns.append(AttributeColumn("x", .double(positions.map { $0?.x })))
      columns.append(AttributeColumn("y", .double(positions.map { $0?.y })))
      columns.append(AttributeColumn("z", .double(positions.map { $0?.z })))
    }
    if let sizes = graph.nodeSizes {
      columns.append(AttributeColumn("size", .double(sizes)))
    }
    if let colors = graph.nodeColors {
      columns += self.columns(of: colors)
    }
    return columns + graph.nodeColumns
  }

  private func edgeColumns(_ graph: GraphDocument) -> [AttributeColumn] {
    var columns: [AttributeColumn] = []
    if let weights = graph.edgeWeights {
      columns.append(AttributeColumn("weight", .double(weights)))
    }
    if let labels = graph.edgeLabels { columns.append(AttributeColumn("label", .string(labels))) }
    if let colors = graph.edgeColors { columns += self.columns(of: colors) }
    return columns + graph.edgeColumns
  }

  private func columns(of colors: [Color?]) -> [AttributeColumn] {
    var columns = [
      AttributeColumn("r", .integer(colors.map { $0.map { Int64($0.red) } })),
      AttributeColumn("g", .integer(colors.map { $0.map { Int64($0.green) } })),
      AttributeColumn("b", .integer(colors.map { $0.map { Int64($0.blue) } })),
    ]
    if colors.contains(where: { ($0?.alpha ?? 1) != 1 }) {
      columns.append(AttributeColumn("a", .double(colors.map { $0?.alpha })))
    }
    return columns
  }

  /// What only GEXF has words for; see `GraphMLDecoration`.
  private func decorations(
    _ graph: GraphDocument, of kind: String
  ) -> [(key: GraphMLDecoration, column: AttributeColumn)] {
    let all: [(String, GraphMLDecoration, AttributeColumn.Values?)] = [
      ("node", .nodeShape, graph.nodeShapes.map { .string($0) }),
      (
        "node", .parent,
        graph.nodeParents.map { parents in
          .string(parents.map { $0.map { graph.nodeIDs[Int($0)] } })
        }
      ),
      ("edge", .thickness, graph.edgeThicknesses.map { .double($0) }),
      ("edge", .edgeShape, graph.edgeShapes.map { .string($0) }),
      ("edge", .kind, graph.edgeKinds.map { .string($0) }),
    ]
    return all.compactMap { domain, key, values in
      guard domain == kind, let values else { return nil }
      return (key, AttributeColumn(key.name, values))
    }
  }

  /// Identifiers of columns, of which the last are decorations: their names, as Gephi calls its
  /// columns, in small letters and tokens. An identifier is used once in the whole file, so that
  /// of two equal names that of edges has `edge_` in front.
  private func keys(
    _ columns: [AttributeColumn], _ kind: String, _ decorations: [GraphMLDecoration],
    _ taken: inout Set<String>
  ) -> [String] {
    columns.dropLast(decorations.count).map { column in
      let token = CleanText.attributeName(column.name).lowercased()
      // Gephi takes d and a number for what yEd draws.
      var key = token.wholeMatch(of: /d\d+/) == nil ? token : "attribute_" + token
      if taken.contains(key) { key = "\(kind)_\(key)" }
      var number = 2
      let first = key
      while !taken.insert(key).inserted {
        key = "\(first)_\(number)"
        number += 1
      }
      return key
    } + decorations.map(\.rawValue)
  }

  private func writeKeys(
    _ columns: [AttributeColumn], _ keys: [String], for kind: String, to xml: XMLStream
  ) throws {
    var taken: Set<String> = []
    for (index, column) in columns.enumerated() {
      let clean = CleanText.attributeName(column.title ?? column.name)
      var name = clean
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(clean)_\(number)"
        number += 1
      }
      try xml.start("key")
      xml.attribute("id", keys[index])
      xml.attribute("for", kind)
      xml.attribute("attr.name", name)
      xml.attribute("attr.type", column.values.xmlType)
      if let title = column.title ?? (name == column.name ? nil : column.name) {
        try xml.element("desc", title)
      }
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
      // Gephi leaves labels alone.
      if case .string = columns[index].values, columns[index].name != "label" {
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
