/// Reads the inside of a `<graphml>` element.
struct GraphMLReader: ~Copyable {
  private var xml: XMLEvents
  private var builder: GraphBuilder
  /// What the `<data>` of a key means, by its identifier.
  private var keyNumbers = IdentifierTable()
  private var keys: [Key] = []

  /// Everything that was declared under one identifier; programs give the same one to a key of nodes
  /// and a key of edges.
  private struct Key {
    /// The column of the graph, of nodes, and of edges.
    var columns: [Int?] = [nil, nil, nil]
    /// A name and a type for kinds that it is not declared for.
    var name = ""
    var type: String?
    /// Whether it holds how yEd draws a node or an edge.
    var isDrawing = false
    /// Whether it is something of yEd's that no graph has a place for.
    var isForeign = false
    var decoration: GraphMLDecoration?
  }

  /// An open element that data can belong to.
  private enum Owner {
    case graph
    case node(Int, id: String)
    case edge(Int)
    /// A port and the like.
    case other
  }

  init(_ xml: consuming XMLEvents) {
    builder = GraphBuilder(xml.input)
    self.xml = xml
  }

  private var input: TextInput { xml.input }

  /// Reads up to the end of the document.
  mutating func read() throws -> GraphDocument {
    var owners: [Owner] = []
    var hasGraph = false
    while let event = try xml.next() {
      switch event {
      case .start(.key): try readKey()
      case .start(.graph):
        if !hasGraph {
          builder.isDirectedByDefault = xml.attribute(.edgedefault)?.lowercased() != "undirected"
        }
        hasGraph = true
        owners.append(.graph)
      case .start(.node):
        let (node, id) = try readNode()
        // A graph within a node holds what lies in it.
        for case .node(_, let parent) in owners.suffix(2) { builder.setParent(parent, of: node) }
        owners.append(.node(node, id: id))
      case .start(.edge): owners.append(.edge(try readEdge()))
      case .start(.port), .start(.endpoint): owners.append(.other)
      case .start(.data): try readData(of: owners.last)
      case .start(.desc): try readDescription(in: owners.last)
      case .start(.hyperedge):
        throw input.error("hyperedges cannot be read; write each as edges between pairs")
      case .start: _ = try xml.content()
      case .end(.graph), .end(.node), .end(.edge), .end(.port), .end(.endpoint):
        owners.removeLast()
      case .end, .text: break
      }
    }
    guard hasGraph else { throw input.error("there is no <graph> in the file") }
    return try builder.graph()
  }

  private mutating func readKey() throws {
    guard let id = xml.attribute(.id) else {
      try input.note(.otherContent)
      _ = try xml.content()
      return
    }
    let domain = xml.attribute(.reference)?.lowercased() ?? "all"
    // What yEd keeps for itself; of its drawings, labels, places and colors are taken.
    let foreign = xml.attribute(.yfilesType)
    var name = xml.attribute(.attributeName).flatMap { $0.isEmpty ? nil : $0 } ?? id
    let type = xml.attribute(.attributeType)
    var fallback: String?
    while let event = try xml.next(), event != .end(.key) {
      if event == .start(.fallback) {
        fallback = CleanText.gephiOriginal(try xml.content().text)
      } else if event == .start(.desc) {
        // The name as it was before it became a token.
        let description = try xml.content().text
        if CleanText.attributeName(description) == name { name = description }
      } else if case .start = event {
        _ = try xml.content()
      }
    }
    if let known = GephiColumnNames.name(ofID: id, title: name) { name = known }
    let (isNew, number) = keyNumbers.insert(id)
    if isNew { keys.append(Key()) }
    keys[number].name = name
    keys[number].type = type
    keys[number].decoration = GraphMLDecoration(rawValue: id)
    keys[number].isDrawing =
      keys[number].isDrawing || foreign == "nodegraphics" || foreign == "edgegraphics"
    if foreign != nil || keys[number].decoration != nil {
      keys[number].isForeign = foreign != nil
      return
    }
    let words = domain.split(separator: " ")
    for (kind, word) in [(GraphBuilder.Domain.node, "node"), (.edge, "edge"), (.graph, "graph")] {
      // What is for the graph alone says so.
      guard words.contains(Substring(word)) || words.contains("all") && kind != .graph else {
        continue
      }
      keys[number].columns[kind.rawValue] = try builder.addColumn(
        kind, name: name, id: id, type: type, fallback: kind == .graph ? nil : fallback)
    }
  }

  private mutating func readNode() throws -> (node: Int, id: String) {
    let bytes = try xml.required(.id)
    let id = CleanText.nameTokenOriginal(bytes.text)
    let node = try builder.addNode(id)
    if let label = xml.attribute(.label) { builder.setLabel(label, of: .node(node)) }
    let others = xml.attributeCount { $0 == .id || $0 == .label }
    if others > 0 { try input.note(.meaninglessAttribute, others) }
    return (node, id)
  }

  private mutating func readEdge() throws -> Int {
    let source = try xml.required(.source)
    let target = try xml.required(.target)
    let direction: GraphBuilder.Direction =
      switch xml.bytes(.directed) {
      case let text? where text.isWord("true") || text.isWord("1"): .directed
      case .some: .undirected
      case nil: .byDefault
      }
    let edge = try builder.addEdge(
      from: try end(source), to: try end(target), direction: direction)
    if let id = xml.bytes(.id) {
      if id.position(of: UInt8(ascii: "_")) == nil {
        builder.setEdgeID(id, of: edge)
      } else {
        builder.setEdgeID(CleanText.nameTokenOriginal(id.text), of: edge)
      }
    }
    if let label = xml.attribute(.label) { builder.setLabel(label, of: .edge(edge)) }
    if let weight = xml.bytes(.weight) { try builder.setWeight(weight, of: edge) }
    let others = xml.attributeCount { name in
      switch name {
      case .id, .source, .target, .directed, .label, .weight, .other: true
      default: false
      }
    }
    if others > 0 { try input.note(.meaninglessAttribute, others) }
    return edge
  }

  /// The node that an edge names, its name as it was before it became a token.
  private mutating func end(_ id: Bytes) throws -> Int {
    guard id.position(of: UInt8(ascii: "_")) != nil else { return try builder.end(id) }
    var text = CleanText.nameTokenOriginal(id.text)
    return try text.withUTF8 { try builder.end($0) }
  }

  // MARK: Data

  private mutating func readData(of owner: Owner?) throws {
    let id = try xml.required(.key)
    let number: Int
    if let known = keyNumbers.number(of: id) {
      number = known
    } else {
      try input.note(.undeclaredAttribute)
      number = keyNumbers.insert(id).number
      var key = Key()
      key.name = id.text
      keys.append(key)
    }
    if keys[number].isDrawing { return try readDrawing(of: owner) }
    let item: GraphBuilder.Item
    let domain: GraphBuilder.Domain
    switch owner {
    case .node(let node, _): (item, domain) = (.node(node), .node)
    case .edge(let edge): (item, domain) = (.edge(edge), .edge)
    case .graph, nil: (item, domain) = (.graph, .graph)
    case .other:
      _ = try xml.content()
      return
    }
    if keys[number].isForeign {
      _ = try xml.content()
      return
    }
    if let decoration = keys[number].decoration {
      let text = try xml.content().text
      return try set(decoration, to: text, of: item)
    }
    let text = try xml.content()
    if let column = keys[number].columns[domain.rawValue] {
      return try builder.set(column, to: text, for: item)
    }
    // Of the graph and not declared for it, or declared for something else.
    if keys[number].columns.contains(where: { $0 != nil }), domain != .graph {
      try input.note(.attributeOfOtherKind)
    }
    let column = try builder.addColumn(
      domain, name: keys[number].name, id: keys[number].name, type: keys[number].type)
    keys[number].columns[domain.rawValue] = column
    try builder.set(column, to: text, for: item)
  }

  private mutating func set(
    _ decoration: GraphMLDecoration, to text: String, of item: GraphBuilder.Item
  ) throws {
    switch (decoration, item) {
    case (.nodeShape, .node), (.edgeShape, .edge): builder.setShape(text, of: item)
    case (.thickness, .edge(let edge)):
      try builder.setThickness(text.withBytes(\.number), of: edge)
    case (.kind, .edge(let edge)): builder.setKind(text, of: edge)
    case (.parent, .node(let node)): builder.setParent(text, of: node)
    default: break
    }
  }

  /// Reads yEd's drawing of a node or an edge up to the end of the `<data>`: the first label that is
  /// not empty, place, color and shape.
  private mutating func readDrawing(of owner: Owner?) throws {
    var depth = 0
    var hasLabel = false
    while let event = try xml.next() {
      switch (event, owner) {
      case (.start(.nodeLabel), .node(let node, _)) where !hasLabel:
        hasLabel = setLabel(try xml.content().text, of: .node(node))
      case (.start(.edgeLabel), .edge(let edge)) where !hasLabel:
        hasLabel = setLabel(try xml.content().text, of: .edge(edge))
      case (.start(let name), _):
        try readDrawing(name, of: owner)
        depth += 1
      case (.end, _):
        if depth == 0 { return }
        depth -= 1
      case (.text, _): break
      }
    }
  }

  private mutating func readDrawing(_ name: XMLName, of owner: Owner?) throws {
    switch (name, owner) {
    case (.geometry, .node(let node, _)?):
      // The center of yEd's rectangle, whose coordinates run downwards.
      let numbers = [XMLName.x, .y, .width, .height].compactMap { xml.bytes($0)?.number }
      guard numbers.count == 4 else { return }
      try builder.setPosition(
        x: numbers[0] + numbers[2] / 2, y: -(numbers[1] + numbers[3] / 2), z: 0, of: node)
    case (.fill, .node(let node, _)?):
      // Transparent ones have none.
      if let color = xml.attribute(.color) {
        try builder.setColor(Color(css: color), of: .node(node))
      }
    case (.shape, .node(let node, _)?):
      if let shape = xml.attribute(.type) { builder.setShape(shape, of: .node(node)) }
    case (.lineStyle, .edge(let edge)?):
      if let color = xml.attribute(.color) {
        try builder.setColor(Color(css: color), of: .edge(edge))
      }
      if let width = xml.bytes(.width) { try builder.setThickness(width.number, of: edge) }
      if let line = xml.attribute(.type) { builder.setShape(line, of: .edge(edge)) }
    default: break
    }
  }

  private mutating func setLabel(_ text: String, of item: GraphBuilder.Item) -> Bool {
    let label = text.trimmingXMLSpace()
    if !label.isEmpty { builder.setLabel(String(label), of: item) }
    return !label.isEmpty
  }

  private mutating func readDescription(in owner: Owner?) throws {
    let text = try xml.content().text
    switch owner {
    case nil: builder.title = text
    case .graph: builder.details = text
    case .node, .edge, .other: break
    }
  }
}
