/// The names of elements and attributes that mean something to a reader of graphs, without prefix
/// and in small letters.
enum XMLName: String, CaseIterable {
  case gexf, graphml, graph, node, edge, nodes, edges
  // GraphML
  case key, data, desc
  case fallback = "default"
  case hyperedge, port, endpoint
  case edgedefault, directed
  case attributeName = "attr.name"
  case attributeType = "attr.type"
  case yfilesType = "yfiles.type"
  // GEXF
  case meta, creator, description, keywords, attributes, attribute, attvalues, attvalue
  case spells, spell, slices, slice, parents, parent
  case defaultedgetype, timeformat, timetype, mode
  case domain = "class"
  case title, kind, pid
  case start, end, startopen, endopen, timestamp, timestamps, intervals, cardinal
  case color, size, position, shape, thickness, hex, r, g, b, a, x, y, z
  // Both
  case id, label, source, target, type, value, weight
  case reference = "for"
  // yEd
  case nodeLabel = "nodelabel"
  case edgeLabel = "edgelabel"
  case geometry, fill
  case lineStyle = "linestyle"
  case width, height
  case other

  /// Whether it says when something was.
  var isTime: Bool {
    switch self {
    case .start, .end, .startopen, .endopen, .timestamp, .timestamps, .intervals: true
    default: false
    }
  }

  static let byText = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}
