/// Reads the inside of a `<gexf>` element, of any version.
struct GEXFReader {
  private let xml: XMLEvents
  private var builder: GraphBuilder
  private var nodeColumns: [String: Int] = [:]
  private var edgeColumns: [String: Int] = [:]

  init(_ xml: XMLEvents) {
    self.xml = xml
    builder = GraphBuilder(xml)
  }

  /// Reads up to the end of the document.
  mutating func read() throws -> GraphDocument {
    // A node may hold nodes, which old versions use for hierarchies.
    var open: [GraphBuilder.Item] = []
    var hasGraph = false
    while let event = try xml.next() {
      switch event {
      case .start("description"): readDescription(try xml.content())
      case .start("graph"):
        hasGraph = true
        builder.isDirectedByDefault = xml.attribute("defaultedgetype") == "directed"
      case .start("attributes"): try readAttributes()
      case .start("node"):
        let id = try xml.required("id", of: "node")
        let item = GraphBuilder.Item.node(try builder.addNode(id))
        if let label = xml.attribute("label") { builder.setLabel(label, of: item) }
        try readSpell(of: item)
        open.append(item)
      case .start("edge"):
        let item = try readEdge()
        try readSpell(of: item)
        open.append(item)
      case .start("attvalue"): try readValue(of: open.last)
      case .start("spell"): if let item = open.last { try readSpell(of: item) }
      case .start("color"), .start("size"), .start("position"):
        if case .node(let node)? = open.last, case .start(let name) = event {
          try readVisual(name, of: node)
        }
      case .end("node"), .end("edge"): open.removeLast()
      case .start, .end, .text: break
      }
    }
    guard hasGraph else { throw xml.error("there is no <graph> in the file") }
    return try builder.graph(file: xml.error("").file)
  }

  private mutating func readDescription(_ text: String) {
    let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    builder.title = parts.first.map(String.init) ?? ""
    if parts.count > 1 { builder.details = String(parts[1]) }
  }

  private mutating func readAttributes() throws {
    let domain = try xml.required("class", of: "attributes")
    guard domain == "node" || domain == "edge" else {
      throw xml.error("the class of <attributes> is \"\(domain)\", but must be node or edge")
    }
    while let event = try xml.next(), event != .end("attributes") {
      guard event == .start("attribute") else { continue }
      let id = try xml.required("id", of: "attribute")
      let name = xml.attribute("title") ?? id
      let type = xml.attribute("type")
      var fallback: String?
      while let event = try xml.next(), event != .end("attribute") {
        if event == .start("default") { fallback = try xml.content() }
      }
      if domain == "node" {
        nodeColumns[id] = try builder.addNodeColumn(name: name, type: type, fallback: fallback)
      } else {
        edgeColumns[id] = try builder.addEdgeColumn(name: name, type: type, fallback: fallback)
      }
    }
  }

  private mutating func readEdge() throws -> GraphBuilder.Item {
    let source = try xml.required("source", of: "edge")
    let target = try xml.required("target", of: "edge")
    let isDirected = xml.attribute("type").map { $0.lowercased() == "directed" }
    let edge = try builder.addEdge(
      id: xml.attribute("id"), from: source, to: target, isDirected: isDirected)
    if let label = xml.attribute("label") { builder.setLabel(label, of: .edge(edge)) }
    if let weight = xml.attribute("weight") { try builder.setWeight(weight, of: edge) }
    return .edge(edge)
  }

  private mutating func readValue(of item: GraphBuilder.Item?) throws {
    guard let item else { throw xml.error("<attvalue> stands outside of a node or an edge") }
    // Version 1.0 says `id` where later ones say `for`.
    guard let id = xml.attribute("for") ?? xml.attribute("id") else {
      throw xml.error("<attvalue> needs the attribute \"for\"")
    }
    let value = CleanText.gephiOriginal(xml.attribute("value") ?? "")
    switch item {
    case .node:
      guard let column = nodeColumns[id] else { throw undeclared(id) }
      try builder.set(column, to: value, for: item)
    case .edge(let edge):
      if let column = edgeColumns[id] {
        try builder.set(column, to: value, for: item)
      } else if id == "weight" {
        // Early versions of Gephi.
        try builder.setWeight(value, of: edge)
      } else {
        throw undeclared(id)
      }
    }
  }

  private func undeclared(_ id: String) -> GraphReadError {
    xml.error("the attribute \"\(id)\" is not declared")
  }

  private mutating func readSpell(of item: GraphBuilder.Item) throws {
    let moment = xml.attribute("timestamp")
    let start = try time(xml.attribute("start") ?? xml.attribute("startopen") ?? moment)
    let end = try time(xml.attribute("end") ?? xml.attribute("endopen") ?? moment)
    guard start != nil || end != nil else { return }
    builder.addSpell(Spell(start: start, end: end), to: item)
  }

  private func time(_ text: String?) throws -> Int64? {
    guard let text, !text.isEmpty, !["-INF", "INF", "-Infinity", "Infinity"].contains(text) else {
      return nil
    }
    guard let time = TimeText.milliseconds(text) else {
      throw xml.error("\"\(CleanText.shortened(text, to: 40))\" is no date, time or number")
    }
    return time
  }

  private mutating func readVisual(_ name: String, of node: Int) throws {
    switch name {
    case "color": builder.setColor(try color(), of: node)
    case "size": builder.setSize(try number("value"), of: node)
    default:
      let z = try xml.attribute("z") == nil ? 0 : number("z")
      builder.setPosition(Position(x: try number("x"), y: try number("y"), z: z), of: node)
    }
  }

  private func color() throws -> Color {
    if let hex = xml.attribute("hex"), hex.hasPrefix("#"), hex.utf8.count == 7,
      let value = UInt32(hex.dropFirst(), radix: 16)
    {
      return Color(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
    }
    let parts = try ["r", "g", "b"].map { name in
      guard let part = xml.attribute(name).flatMap({ UInt8($0.trimmingXMLSpace()) }) else {
        throw xml.error("the part \"\(name)\" of a color must be 0 to 255")
      }
      return part
    }
    return Color(parts[0], parts[1], parts[2])
  }

  private func number(_ name: String) throws -> Double {
    guard let number = xml.attribute(name).flatMap({ Double($0.trimmingXMLSpace()) }),
      number.isFinite
    else { throw xml.error("\"\(name)\" must be a number") }
    return number
  }
}
