import Files

/// Writes GEXF 1.3, Gephi's own format; dynamic where the graph has spells.
///
/// - Attributes have the types `boolean`, `long`, `double` and `string`, and their names as
///   identifiers, and titles where they have some; a missing value is left out.
/// - Colors, sizes, positions, shapes and thicknesses use the `viz` module: `r` `g` `b` without
///   `hex`, and without `a` where a color is opaque; some readers do not survive either.
/// - Times are written as `xs:dateTime` in UTC under `timeformat="date"`, which networkx reads, and
///   `timetype="dateTime"`, which makes Gephi keep the time of day; networkx fails on `dateTime` as
///   the format.
/// - Texts that hold "INF" are protected from Gephi; see `CleanText.gephiValue`.
///
/// Complexity: O(nodes + edges) time, constant memory beside the document.
/// Reference: GEXF 1.3 primer and schema, https://gexf.net.
public struct GEXFWriter: GraphWriter {
  /// A writer.
  public init() {}

  public var missingParts: Set<GraphPart> { [.graphColumns] }

  public func write(_ graph: GraphDocument, to sink: any ByteSink) throws {
    try graph.validate()
    let xml = try XMLStream(to: sink)
    try xml.start("gexf")
    xml.attribute("xmlns", "http://gexf.net/1.3")
    xml.attribute("xmlns:viz", "http://gexf.net/1.3/viz")
    xml.attribute("version", "1.3")
    try writeMeta(graph, to: xml)
    try xml.start("graph")
    xml.attribute("defaultedgetype", graph.isDirected ? "directed" : "undirected")
    xml.attribute("idtype", "string")
    let isDynamic = graph.nodeSpells != nil || graph.edgeSpells != nil
    xml.attribute("mode", isDynamic ? "dynamic" : "static")
    if isDynamic {
      xml.attribute("timeformat", graph.spellUnit == .plain ? "double" : "date")
      if graph.spellUnit == .milliseconds {
        // Gephi takes the last of the two for the format, and shows the time of day in this zone.
        xml.attribute("timetype", "dateTime")
        xml.attribute("timezone", "UTC")
      }
      xml.attribute("timerepresentation", "interval")
    }
    try declare(graph.nodeColumns, class: "node", to: xml)
    try declare(graph.edgeColumns, class: "edge", to: xml)
    try writeNodes(graph, to: xml)
    try writeEdges(graph, to: xml)
    try xml.finish()
  }

  private func writeMeta(_ graph: GraphDocument, to xml: XMLStream) throws {
    try xml.start("meta")
    try xml.element("creator", "wwww")
    if !graph.title.isEmpty || !graph.details.isEmpty {
      let lines = [CleanText.line(graph.title)] + (graph.details.isEmpty ? [] : [graph.details])
      try xml.element("description", lines.joined(separator: "\n"))
    }
    xml.end()
  }

  private func declare(
    _ columns: [AttributeColumn], class kind: String, to xml: XMLStream
  ) throws {
    guard !columns.isEmpty else { return }
    try xml.start("attributes")
    xml.attribute("class", kind)
    for column in columns {
      try xml.start("attribute")
      xml.attribute("id", column.name)
      xml.attribute("title", column.title ?? column.name)
      xml.attribute("type", column.values.xmlType)
      xml.end()
    }
    xml.end()
  }

  private func writeNodes(_ graph: GraphDocument, to xml: XMLStream) throws {
    try xml.start("nodes")
    var fragment = XMLFragment(indent: 3)
    for node in 0..<graph.nodeCount {
      fragment.start("node")
      fragment.attribute("id", graph.nodeIDs[node])
      fragment.attribute("label", graph.nodeLabels[node])
      if let parent = graph.nodeParents?[node] {
        fragment.attribute("pid", graph.nodeIDs[Int(parent)])
      }
      writeValues(of: node, graph.nodeColumns, to: &fragment)
      writeSpells(graph.nodeSpells?[node], graph.spellUnit, to: &fragment)
      if let size = graph.nodeSizes?[node] {
        fragment.start("viz:size")
        fragment.attribute("value", NumberText.shortest(size))
        fragment.end()
      }
      if let position = graph.nodePositions?[node] {
        fragment.start("viz:position")
        fragment.attribute("x", NumberText.shortest(position.x))
        fragment.attribute("y", NumberText.shortest(position.y))
        fragment.attribute("z", NumberText.shortest(position.z))
        fragment.end()
      }
      if let color = graph.nodeColors?[node] { write(color, to: &fragment) }
      if let shape = graph.nodeShapes?[node] { write(shape: shape, to: &fragment) }
      fragment.end()
      try xml.write(&fragment)
    }
    xml.newLine(indent: 2)
    xml.end()
  }

  private func writeEdges(_ graph: GraphDocument, to xml: XMLStream) throws {
    try xml.start("edges")
    var fragment = XMLFragment(indent: 3)
    for edge in 0..<graph.edgeCount {
      fragment.start("edge")
      fragment.attribute("id", graph.edgeID(edge))
      fragment.attribute("source", graph.nodeIDs[Int(graph.edgeSources[edge])])
      fragment.attribute("target", graph.nodeIDs[Int(graph.edgeTargets[edge])])
      if let kind = graph.edgeKinds?[edge] { fragment.attribute("kind", kind) }
      if let label = graph.edgeLabels?[edge] { fragment.attribute("label", label) }
      if let weight = graph.edgeWeights?[edge] {
        fragment.attribute("weight", NumberText.shortest(weight))
      }
      writeValues(of: edge, graph.edgeColumns, to: &fragment)
      writeSpells(graph.edgeSpells?[edge], graph.spellUnit, to: &fragment)
      writeVisuals(of: edge, in: graph, to: &fragment)
      fragment.end()
      try xml.write(&fragment)
    }
    xml.newLine(indent: 2)
    xml.end()
  }

  private func writeVisuals(
    of edge: Int, in graph: GraphDocument, to fragment: inout XMLFragment
  ) {
    if let thickness = graph.edgeThicknesses?[edge] {
      fragment.start("viz:thickness")
      fragment.attribute("value", NumberText.shortest(thickness))
      fragment.end()
    }
    if let color = graph.edgeColors?[edge] { write(color, to: &fragment) }
    if let shape = graph.edgeShapes?[edge] { write(shape: shape, to: &fragment) }
  }

  private func write(shape: String, to fragment: inout XMLFragment) {
    fragment.start("viz:shape")
    fragment.attribute("value", shape)
    fragment.end()
  }

  private func write(_ color: Color, to fragment: inout XMLFragment) {
    fragment.start("viz:color")
    fragment.attribute("r", String(color.red))
    fragment.attribute("g", String(color.green))
    fragment.attribute("b", String(color.blue))
    if color.alpha != 1 { fragment.attribute("a", NumberText.shortest(color.alpha)) }
    fragment.end()
  }

  private func writeValues(
    of item: Int, _ columns: [AttributeColumn], to fragment: inout XMLFragment
  ) {
    var isOpen = false
    for column in columns {
      guard let value = column.text(at: item) else { continue }
      if !isOpen { fragment.start("attvalues") }
      isOpen = true
      fragment.start("attvalue")
      fragment.attribute("for", column.name)
      if case .string = column.values {
        fragment.attribute("value", CleanText.gephiValue(value))
      } else {
        fragment.attribute("value", value)
      }
      fragment.end()
    }
    if isOpen { fragment.end() }
  }

  private func writeSpells(
    _ spells: ArraySlice<Spell>?, _ unit: SpellUnit, to fragment: inout XMLFragment
  ) {
    guard let spells, !spells.isEmpty else { return }
    fragment.start("spells")
    for spell in spells {
      fragment.start("spell")
      if let start = spell.start { fragment.attribute("start", unit.text(start)) }
      if let end = spell.end { fragment.attribute("end", unit.text(end)) }
      fragment.end()
    }
    fragment.end()
  }
}
