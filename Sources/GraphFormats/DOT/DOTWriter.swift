import Files

/// Writes DOT, for Graphviz and everything that reads it.
///
/// Columns become attributes of their name. A column whose name means something to Graphviz, such as
/// `URL` or `image`, gets `data_` in front, so that data can neither change a drawing nor put a
/// link into it. For pictures, use `Diagram`.
///
/// Complexity: O(nodes + edges). Reference: The DOT Language, https://graphviz.org/doc/info/lang.html.
public struct DOTWriter: GraphWriter {
  /// A writer.
  public init() {}

  public var missingParts: Set<GraphPart> {
    [
      .graphColumns, .nodeSizes, .heights, .nodeShapes, .parents, .nodeSpells, .edgeKinds,
      .edgeColors, .edgeThicknesses, .edgeShapes, .edgeSpells,
    ]
  }

  public func write(_ graph: GraphDocument, to sink: any ByteSink) throws {
    try graph.validate()
    try sink.write(graph.isDirected ? "digraph {\n" : "graph {\n")
    let caption = [graph.title, graph.details].filter { !$0.isEmpty }.joined(separator: "\n")
    if !caption.isEmpty { try sink.write("  label=\(DOTText.label(caption));\n") }
    // Quoted once here: every edge repeats two of them.
    let ids = graph.nodeIDs.map(DOTText.quoted)
    for node in ids.indices {
      var line = "  \(ids[node]) [label=\(DOTText.label(graph.nodeLabels[node]))"
      if let color = graph.nodeColors?[node] {
        line += ", style=filled, fillcolor=\"\(color.hex)\""
      }
      if let position = graph.nodePositions?[node] {
        line += ", pos=\"\(position.x),\(position.y)\""
      }
      append(graph.nodeColumns, of: node, to: &line)
      try sink.write(line + "];\n")
    }
    let link = graph.isDirected ? "->" : "--"
    for edge in 0..<graph.edgeCount {
      let source = ids[Int(graph.edgeSources[edge])]
      let target = ids[Int(graph.edgeTargets[edge])]
      // A key keeps parallel edges apart even in a strict graph.
      var line = "  \(source) \(link) \(target) [key=\(DOTText.quoted(graph.edgeID(edge)))"
      if let label = graph.edgeLabels?[edge] { line += ", label=\(DOTText.label(label))" }
      if let weight = graph.edgeWeights?[edge] { line += ", weight=\(DOTText.quoted("\(weight)"))" }
      append(graph.edgeColumns, of: edge, to: &line)
      try sink.write(line + "];\n")
    }
    try sink.write("}\n")
  }

  private func append(_ columns: [AttributeColumn], of item: Int, to line: inout String) {
    for column in columns {
      guard let value = column.text(at: item) else { continue }
      let name = Self.reserved.contains(column.name) ? "data_" + column.name : column.name
      line += ", \(DOTText.quoted(name))=\(DOTText.quoted(value))"
    }
  }

  /// The attributes of nodes and edges that Graphviz acts upon.
  private static let reserved: Set<String> = [
    "URL", "area", "arrowhead", "arrowsize", "arrowtail", "class", "color", "colorscheme",
    "comment", "constraint", "decorate", "dir", "distortion", "edgeURL", "edgehref", "edgetarget",
    "edgetooltip", "fillcolor", "fixedsize", "fontcolor", "fontname", "fontsize", "gradientangle",
    "group", "headURL", "head_lp", "headclip", "headhref", "headlabel", "headport", "headtarget",
    "headtooltip", "height", "href", "id", "image", "imagepos", "imagescale", "key", "label",
    "labelURL", "labelangle", "labeldistance", "labelfloat", "labelfontcolor", "labelfontname",
    "labelfontsize", "labelhref", "labelloc", "labeltarget", "labeltooltip", "layer", "len",
    "lhead", "lp", "ltail", "margin", "minlen", "nojustify", "ordering", "orientation", "penwidth",
    "peripheries", "pin", "pos", "radius", "rects", "regular", "root", "samehead", "samepoints",
    "sametail", "shape", "shapefile", "showboxes", "sides", "skew", "sortv", "style", "tailURL",
    "tail_lp", "tailclip", "tailhref", "taillabel", "tailport", "tailtarget", "tailtooltip",
    "target", "tooltip", "vertices", "weight", "width", "xlabel", "xlp", "z",
  ]
}
