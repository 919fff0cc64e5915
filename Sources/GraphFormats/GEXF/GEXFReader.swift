/// Reads the inside of a `<gexf>` element, of any version.
struct GEXFReader: ~Copyable {
  private var xml: XMLEvents
  private var builder: GraphBuilder
  /// The columns of nodes and of edges by the identifiers of their attributes.
  private var columns = [ColumnNumbers(), ColumnNumbers()]
  /// The same in the order of declaration, to which versions before 1.0 refer.
  private var order: [[Int]] = [[], []]
  private var allAreMutual = false

  init(_ xml: consuming XMLEvents) {
    builder = GraphBuilder(xml.input)
    self.xml = xml
  }

  private var input: TextInput { xml.input }

  /// Reads up to the end of the document.
  mutating func read() throws -> GraphDocument {
    // A node may hold nodes, which is how old versions write hierarchies.
    var open: [(item: GraphBuilder.Item, id: String)] = []
    var hasGraph = false
    while let event = try xml.next() {
      switch event {
      case .start(.description): readDescription(try xml.content().text)
      case .start(.graph):
        if !hasGraph { readGraph() }
        hasGraph = true
      case .start(.attributes): try readAttributes()
      case .start(.node):
        let id = try xml.required(.id)
        let node = try builder.addNode(id)
        let item = GraphBuilder.Item.node(node)
        let text = id.text
        if let label = xml.attribute(.label) { builder.setLabel(label, of: item) }
        if let parent = xml.attribute(.pid) ?? open.last?.id { builder.setParent(parent, of: node) }
        try noteOther { name in
          switch name {
          case .id, .label, .pid, .reference: true
          default: name.isTime
          }
        }
        try readSpells(of: item)
        open.append((item, text))
      case .start(.edge):
        let item = try readEdge()
        try readSpells(of: item)
        open.append((item, ""))
      case .start(.attvalue): try readValue(of: open.last?.item)
      case .start(.spell), .start(.slice):
        if let item = open.last?.item { try readSpells(of: item) }
      case .start(.parent):
        if case .node(let node)? = open.last?.item, let parent = xml.attribute(.reference) {
          builder.setParent(parent, of: node)
        }
      case .start(let name): if let item = open.last?.item { try readVisual(name, of: item) }
      case .end(.node), .end(.edge): open.removeLast()
      case .end, .text: break
      }
    }
    guard hasGraph else { throw input.error("there is no <graph> in the file") }
    return try builder.graph()
  }

  private func noteOther(_ isKnown: (XMLName) -> Bool) throws {
    let count = xml.attributeCount(except: isKnown)
    if count > 0 { try input.note(.meaninglessAttribute, count) }
  }

  private mutating func readGraph() {
    let direction = xml.attribute(.defaultedgetype)?.lowercased()
    builder.isDirectedByDefault = direction == "directed" || direction == "mutual"
    allAreMutual = direction == "mutual"
    // The type tells what the times are, and the format how they are written; both have been called
    // by either name.
    let formats = [xml.attribute(.timeformat), xml.attribute(.timetype)].compactMap { $0 }
    builder.hasDates = formats.contains { $0.lowercased().hasPrefix("date") }
  }

  private mutating func readDescription(_ text: String) {
    let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    builder.title = parts.first.map(String.init) ?? ""
    if parts.count > 1 { builder.details = String(parts[1]) }
  }

  private mutating func readAttributes() throws {
    let name = xml.attribute(.domain)?.lowercased() ?? "node"
    guard name == "node" || name == "edge" else {
      try input.note(.otherContent)
      while let event = try xml.next(), event != .end(.attributes) {}
      return
    }
    let domain = name == "node" ? GraphBuilder.Domain.node : .edge
    let kind = domain.rawValue - 1
    while let event = try xml.next(), event != .end(.attributes) {
      guard event == .start(.attribute) else { continue }
      // Versions before 1.0 have neither.
      let title = xml.attribute(.title)
      let id = xml.attribute(.id) ?? title ?? String(order[kind].count)
      let type = xml.attribute(.type)
      var fallback: String?
      while let event = try xml.next(), event != .end(.attribute) {
        if event == .start(.fallback) { fallback = try xml.content().text }
      }
      // What is static of an attribute and what changes may be declared apart.
      let name = GephiColumnNames.name(ofID: id, title: title) ?? title ?? id
      if let known = id.withBytes({ columns[kind][$0] }),
        builder.columnBuilder(domain, known).name == name
      {
        order[kind].append(known)
        continue
      }
      let column = try builder.addColumn(
        domain, name: name, id: id, type: type, fallback: fallback)
      columns[kind].set(column, for: id)
      order[kind].append(column)
    }
  }

  private mutating func readEdge() throws -> GraphBuilder.Item {
    let source = try xml.required(.source)
    let target = try xml.required(.target)
    let type = xml.bytes(.type)
    let direction: GraphBuilder.Direction =
      if let type, !type.isEmpty {
        type.isWord("directed") ? .directed : type.isWord("mutual") ? .mutual : .undirected
      } else {
        allAreMutual ? .mutual : .byDefault
      }
    let edge = try builder.addEdge(from: source, to: target, direction: direction)
    if let id = xml.bytes(.id) { builder.setEdgeID(id, of: edge) }
    if let label = xml.attribute(.label) { builder.setLabel(label, of: .edge(edge)) }
    // Version 1.0 says cardinal.
    if let weight = xml.bytes(.weight) ?? xml.bytes(.cardinal) {
      try builder.setWeight(weight, of: edge)
    }
    if let kind = xml.attribute(.kind) { builder.setKind(kind, of: edge) }
    try noteOther { name in
      switch name {
      case .id, .label, .source, .target, .type, .weight, .cardinal, .kind: true
      default: name.isTime
      }
    }
    return .edge(edge)
  }

  private mutating func readValue(of item: GraphBuilder.Item?) throws {
    guard let item else { return try input.note(.otherContent) }
    // Version 1.0 says `id` where later ones say `for`.
    guard let id = xml.bytes(.reference) ?? xml.bytes(.id) else {
      return try input.note(.badValue)
    }
    let value = xml.bytes(.value) ?? Bytes(start: nil, count: 0)
    let domain: GraphBuilder.Domain = if case .node = item { .node } else { .edge }
    guard let column = try column(id, domain, of: item, value) else { return }
    if xml.hasTimes, let spell = try spells().first {
      try builder.set(column, to: value, for: item, during: spell)
    } else {
      try builder.set(column, to: value, for: item)
    }
  }

  private mutating func column(
    _ bytes: Bytes, _ domain: GraphBuilder.Domain, of item: GraphBuilder.Item, _ value: Bytes
  ) throws -> Int? {
    let kind = domain.rawValue - 1
    if let column = columns[kind][bytes] { return column }
    let id = bytes.text
    if let number = Int(id), order[kind].indices.contains(number) {
      try input.note(.attributeByPosition)
      return order[kind][number]
    }
    // Early versions of Gephi.
    if case .edge(let edge) = item, id.lowercased() == "weight" {
      if xml.bytes(.start) == nil, xml.bytes(.end) == nil, xml.bytes(.timestamp) == nil {
        try builder.setWeight(value, of: edge)
        return nil
      }
      return try builder.undeclaredColumn(domain, id)
    }
    try input.note(.undeclaredAttribute)
    return try builder.undeclaredColumn(domain, id)
  }

  // MARK: Times

  private mutating func readSpells(of item: GraphBuilder.Item) throws {
    guard xml.hasTimes else { return }
    for spell in try spells() { builder.addSpell(spell, to: item) }
  }

  /// The spells that the attributes of the open element name.
  private mutating func spells() throws -> [Spell] {
    var spells: [Spell] = []
    let moment = xml.attribute(.timestamp)
    if xml.bytes(.startopen) != nil || xml.bytes(.endopen) != nil {
      try input.note(
        .openBound, (xml.bytes(.startopen) == nil ? 0 : 1) + (xml.bytes(.endopen) == nil ? 0 : 1))
    }
    let start = try time(xml.attribute(.start) ?? xml.attribute(.startopen) ?? moment)
    let end = try time(xml.attribute(.end) ?? xml.attribute(.endopen) ?? moment)
    if start != nil || end != nil { spells.append(Spell(start: start, end: end)) }
    // `<[2001, 2002]>` and `<[2001, 2003); (2004, 2005]>`, in version 1.3.
    for time in pieces(xml.attribute(.timestamps), separators: "<>[](), ;") {
      if let time = try self.time(time) { spells.append(Spell(at: time)) }
    }
    for interval in pieces(xml.attribute(.intervals), separators: "<>[]();") {
      let bounds = pieces(interval, separators: ", ")
      guard bounds.count >= 2 else { continue }
      let (start, end) = (try time(bounds[0]), try time(bounds[1]))
      if start != nil || end != nil { spells.append(Spell(start: start, end: end)) }
    }
    return spells
  }

  private func pieces(_ text: String?, separators: String) -> [String] {
    text?.split(whereSeparator: { separators.contains($0) }).map(String.init) ?? []
  }

  private mutating func time(_ text: String?) throws -> Double? {
    guard let text = text?.trimmingXMLSpace(), !text.isEmpty,
      !["-inf", "inf", "-infinity", "infinity"].contains(text.lowercased())
    else { return nil }
    guard let time = builder.time(of: String(text)) else {
      try input.note(.badTime)
      return nil
    }
    return time
  }

  // MARK: Drawing

  private mutating func readVisual(_ name: XMLName, of item: GraphBuilder.Item) throws {
    switch (name, item) {
    case (.color, _): try builder.setColor(color(), of: item)
    case (.size, .node(let node)): try builder.setSize(number(.value), of: node)
    case (.thickness, .edge(let edge)): try builder.setThickness(number(.value), of: edge)
    case (.shape, _):
      if let shape = xml.attribute(.value), !shape.isEmpty { builder.setShape(shape, of: item) }
    case (.position, .node(let node)):
      let z = xml.bytes(.z) == nil ? 0 : number(.z)
      try builder.setPosition(x: number(.x), y: number(.y), z: z, of: node)
    default: break
    }
  }

  private func color() -> Color? {
    if let hex = xml.attribute(.hex), let color = Color(css: hex.hasPrefix("#") ? hex : "#" + hex) {
      guard let alpha = xml.attribute(.a)?.withBytes(\.number), (0...1).contains(alpha) else {
        return color
      }
      return Color(color.red, color.green, color.blue, alpha: alpha)
    }
    guard let red = xml.attribute(.r), let green = xml.attribute(.g), let blue = xml.attribute(.b)
    else { return nil }
    // A color does not go with its opacity.
    return Color(red: red, green: green, blue: blue, alpha: xml.attribute(.a))
      ?? Color(red: red, green: green, blue: blue)
  }

  private func number(_ name: XMLName) -> Double? { xml.bytes(name).flatMap(\.number) }
}
