/// Reads the inside of a `<graphml>` element.
struct GraphMLReader {
  private let xml: XMLEvents
  private var builder: GraphBuilder
  /// What the `<data>` of a key means.
  private var keys: [String: Key] = [:]

  private struct Key {
    var nodeColumn: Int?
    var edgeColumn: Int?
    /// Whether it holds how yEd draws a node or an edge.
    var isDrawing = false
  }

  /// An open element that data can belong to.
  private enum Owner {
    case graph
    case node(Int)
    case edge(Int)
  }

  init(_ xml: XMLEvents) {
    self.xml = xml
    builder = GraphBuilder(xml)
  }

  /// Reads up to the end of the document.
  mutating func read() throws -> GraphDocument {
    var owners: [Owner] = []
    var hasGraph = false
    while let event = try xml.next() {
      switch event {
      case .start("key"): try readKey()
      case .start("graph"):
        if !hasGraph {
          builder.isDirectedByDefault = xml.attribute("edgedefault")?.lowercased() != "undirected"
        }
        hasGraph = true
        owners.append(.graph)
      case .start("node"):
        let id = CleanText.nameTokenOriginal(try xml.required("id", of: "node"))
        owners.append(.node(try builder.addNode(id)))
      case .start("edge"): owners.append(.edge(try readEdge()))
      case .start("data"): try readData(of: owners.last)
      case .start("desc"): try readDescription(in: owners.last)
      case .start("hyperedge"):
        throw xml.error("hyperedges cannot be read; write each as edges between pairs")
      case .start: _ = try xml.content()
      case .end("graph"), .end("node"), .end("edge"): owners.removeLast()
      case .end, .text: break
      }
    }
    guard hasGraph else { throw xml.error("there is no <graph> in the file") }
    return try builder.graph(file: xml.error("").file)
  }

  private mutating func readKey() throws {
    let id = try xml.required("id", of: "key")
    let domain = xml.attribute("for") ?? "all"
    // What yEd keeps for itself; of its drawings, labels and places are taken.
    let foreign = xml.attribute("yfiles.type")
    var name = xml.attribute("attr.name").flatMap { $0.isEmpty ? nil : $0 } ?? id
    let type = xml.attribute("attr.type")
    var fallback: String?
    while let event = try xml.next(), event != .end("key") {
      if event == .start("default") {
        fallback = try xml.content()
      } else if event == .start("desc") {
        // The name as it was before it became a token.
        let description = try xml.content()
        if CleanText.attributeName(description) == name { name = description }
      } else if case .start = event {
        _ = try xml.content()
      }
    }
    var key = Key()
    key.isDrawing = foreign == "nodegraphics" || foreign == "edgegraphics"
    if foreign == nil, domain == "node" || domain == "all" {
      key.nodeColumn = try builder.addNodeColumn(name: name, type: type, fallback: fallback)
    }
    if foreign == nil, domain == "edge" || domain == "all" {
      key.edgeColumn = try builder.addEdgeColumn(name: name, type: type, fallback: fallback)
    }
    keys[id] = key
  }

  private mutating func readEdge() throws -> Int {
    let source = CleanText.nameTokenOriginal(try xml.required("source", of: "edge"))
    let target = CleanText.nameTokenOriginal(try xml.required("target", of: "edge"))
    let isDirected = xml.attribute("directed").map { ["true", "1"].contains($0.lowercased()) }
    let id = xml.attribute("id").map(CleanText.nameTokenOriginal)
    return try builder.addEdge(id: id, from: source, to: target, isDirected: isDirected)
  }

  private mutating func readData(of owner: Owner?) throws {
    let id = try xml.required("key", of: "data")
    guard let key = keys[id] else { throw xml.error("the key \"\(id)\" is not declared") }
    if key.isDrawing { return try readDrawing(of: owner) }
    let text = CleanText.gephiOriginal(try xml.content())
    switch owner {
    case .node(let node):
      if let column = key.nodeColumn { try builder.set(column, to: text, for: .node(node)) }
    case .edge(let edge):
      if let column = key.edgeColumn { try builder.set(column, to: text, for: .edge(edge)) }
    case .graph, nil: break
    }
  }

  /// Reads yEd's drawing of a node or an edge up to the end of the `<data>`: the first label that is
  /// not empty, and the place.
  private mutating func readDrawing(of owner: Owner?) throws {
    var depth = 0
    var hasLabel = false
    while let event = try xml.next() {
      switch (event, owner) {
      case (.start("NodeLabel"), .node(let node)) where !hasLabel:
        hasLabel = setLabel(try xml.content(), of: .node(node))
      case (.start("EdgeLabel"), .edge(let edge)) where !hasLabel:
        hasLabel = setLabel(try xml.content(), of: .edge(edge))
      case (.start(let name), _):
        if name == "Geometry", case .node(let node)? = owner { setPosition(of: node) }
        depth += 1
      case (.end, _):
        if depth == 0 { return }
        depth -= 1
      case (.text, _): break
      }
    }
  }

  private mutating func setLabel(_ text: String, of item: GraphBuilder.Item) -> Bool {
    let label = text.trimmingXMLSpace()
    if !label.isEmpty { builder.setLabel(String(label), of: item) }
    return !label.isEmpty
  }

  /// The center of yEd's rectangle, whose coordinates run downwards.
  private mutating func setPosition(of node: Int) {
    let numbers = ["x", "y", "width", "height"].compactMap { name in
      xml.attribute(name).flatMap { Double($0) }
    }.filter(\.isFinite)
    guard numbers.count == 4 else { return }
    builder.setPosition(
      Position(x: numbers[0] + numbers[2] / 2, y: -(numbers[1] + numbers[3] / 2)), of: node)
  }

  private mutating func readDescription(in owner: Owner?) throws {
    let text = try xml.content()
    switch owner {
    case nil: builder.title = text
    case .graph: builder.details = text
    case .node, .edge: break
    }
  }
}
