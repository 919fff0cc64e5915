/// Reads GML, the Graph Modelling Language, as networkx, igraph, Gephi, yEd and Newman's collection
/// write it.
///
/// Nodes are known by their `id`. `graphics` gives place, size and color; other lists become
/// attributes of names with a dot. Complexity: O(bytes).
/// Reference: Himsolt, "GML: A portable Graph File Format", University of Passau, 1997.
struct GMLReader {
  private let input: TextInput
  private var builder: GraphBuilder

  /// A value: a list of pairs, or what stands after a key.
  private enum Value {
    case list([(key: String, value: Value)])
    case number(String)
    case text(String)

    var text: String? {
      switch self {
      case .number(let text), .text(let text): text
      case .list: nil
      }
    }
  }

  init(_ input: TextInput) {
    self.input = input
    builder = GraphBuilder(input)
    builder.isDirectedByDefault = false
    builder.takesValueAsWeight = true
  }

  /// Whether what begins where `input` stands is GML.
  static func isGML(_ start: String) -> Bool {
    let body = start.split(whereSeparator: \.isNewline).drop {
      $0.trimmingCharacters().hasPrefix("#")
    }.prefix(40).joined(separator: "\n")
    return body.firstMatch(
      of: /^\s*(Creator|Version|comment|directed|label|multigraph|graph)\s+("|\[|\d)/) != nil
      && body.contains(/\bgraph\s*\[/)
  }

  /// Reads up to the end of the document.
  mutating func read() throws -> GraphDocument {
    var hasGraph = false
    while let key = try token() {
      guard case .word(let name) = key else { throw unexpected(key, "a key") }
      guard let value = try token() else { throw cutOff() }
      if name == "graph", case .open = value {
        if hasGraph { try input.note(.furtherContent) }
        hasGraph = true
        try readGraph()
      } else {
        _ = try self.value(value, depth: 1)
      }
    }
    guard hasGraph else { throw input.error("there is no graph in the file") }
    return try builder.graph()
  }

  private mutating func readGraph() throws {
    while true {
      guard let token = try token() else { throw cutOff() }
      if case .close = token { return }
      guard case .word(let key) = token else { throw unexpected(token, "a key") }
      guard let first = try self.token() else { throw cutOff() }
      let line = input.line
      let value = try self.value(first, depth: 2)
      switch (key, value) {
      case ("node", .list(let pairs)): try addNode(pairs, line)
      case ("edge", .list(let pairs)): try addEdge(pairs, line)
      case ("directed", _): builder.isDirectedByDefault = value.text == "1"
      case ("name", .text(let name)), ("label", .text(let name)):
        builder.title = builder.title.isEmpty ? name : builder.title
      case ("multigraph", _): break
      case ("comment", .text(let text)): builder.details = text
      default: try set(key, value, .graph, of: .graph)
      }
    }
  }

  private mutating func addNode(_ pairs: [(key: String, value: Value)], _ line: Int) throws {
    guard let id = pairs.first(where: { $0.key == "id" })?.value.text else {
      return try input.notes.add(.nodeWithoutID, line: line)
    }
    let node = try builder.addNode(id)
    for (key, value) in pairs where key != "id" {
      switch (key, value) {
      case ("label", _) where value.text != nil:
        builder.setLabel(value.text ?? "", of: .node(node))
      case ("graphics", .list(let graphics)): try setGraphics(graphics, of: node)
      case ("gid", _), ("parentId", _): builder.setParent(value.text ?? "", of: node)
      default: try set(key, value, .node, of: .node(node))
      }
    }
  }

  private mutating func setGraphics(
    _ pairs: [(key: String, value: Value)], of node: Int
  ) throws {
    func number(_ key: String) -> Double? {
      pairs.first { $0.key == key }?.value.text?.withBytes(\.number)
    }
    for (key, value) in pairs {
      switch key {
      case "x":
        try builder.setPosition(x: number("x"), y: number("y"), z: number("z") ?? 0, of: node)
      case "y", "z": break
      case "w": try builder.setSize(number("w"), of: node)
      case "fill": try builder.setColor(Color(css: value.text ?? ""), of: .node(node))
      case "type": builder.setShape(value.text ?? "", of: .node(node))
      default: try set("graphics." + key, value, .node, of: .node(node))
      }
    }
  }

  private mutating func addEdge(_ pairs: [(key: String, value: Value)], _ line: Int) throws {
    func text(_ key: String) -> String? { pairs.first { $0.key == key }?.value.text }
    guard let source = text("source"), let target = text("target") else {
      throw GraphReadError(
        file: input.name, line: line, reason: "an edge has no source or no target")
    }
    let first = try source.withBytes { try builder.end($0) }
    let second = try target.withBytes { try builder.end($0) }
    let edge = try builder.addEdge(from: first, to: second)
    for (key, value) in pairs where key != "source" && key != "target" {
      switch (key, value) {
      case ("label", _) where value.text != nil:
        builder.setLabel(value.text ?? "", of: .edge(edge))
      case ("id", _) where value.text != nil: builder.setEdgeID(value.text ?? "", of: edge)
      case ("graphics", .list(let graphics)):
        for (key, value) in graphics {
          switch key {
          case "fill": try builder.setColor(Color(css: value.text ?? ""), of: .edge(edge))
          case "width":
            try builder.setThickness(value.text?.withBytes(\.number), of: edge)
          default: try set("graphics." + key, value, .edge, of: .edge(edge))
          }
        }
      default: try set(key, value, .edge, of: .edge(edge))
      }
    }
  }

  private mutating func set(
    _ key: String, _ value: Value, _ domain: GraphBuilder.Domain, of item: GraphBuilder.Item
  ) throws {
    switch value {
    case .list(let pairs):
      for (inner, value) in pairs { try set(key + "." + inner, value, domain, of: item) }
    case .number(let text):
      if case .edge(let edge) = item, key == "weight" {
        return try text.withBytes { try builder.setWeight($0, of: edge) }
      }
      try builder.set(try builder.undeclaredColumn(domain, key), to: text, for: item)
    case .text(let text):
      let column = try builder.undeclaredColumn(domain, key)
      // networkx writes NAN and INF, and numbers too large for GML, as texts.
      try builder.setText(column, to: text, for: item)
    }
  }

  // MARK: Tokens

  private enum Token {
    case open, close
    case word(String)
    case number(String)
    case text(String)
  }

  private mutating func value(_ first: Token, depth: Int) throws -> Value {
    switch first {
    case .number(let text): return .number(text)
    case .text(let text): return .text(text)
    case .word(let word):
      // NAN, INF and true are no GML, but are written.
      return word.withBytes(\.number) != nil ? .number(word) : .text(word)
    case .close: throw unexpected(first, "a value")
    case .open:
      guard depth < input.limits.depth else {
        throw input.error("lists are nested more than \(input.limits.depth) deep")
      }
      var pairs: [(key: String, value: Value)] = []
      while true {
        guard let token = try token() else { throw cutOff() }
        if case .close = token { return .list(pairs) }
        guard case .word(let key) = token else { throw unexpected(token, "a key") }
        guard let value = try self.token() else { throw cutOff() }
        pairs.append((key, try self.value(value, depth: depth + 1)))
      }
    }
  }

  private func token() throws -> Token? {
    while let byte = try input.peek() {
      input.mark = input.position
      switch byte {
      case 0...0x20: input.position += 1
      case UInt8(ascii: "#"):
        while let byte = try input.peek(), byte != 0x0A { input.position += 1 }
      case UInt8(ascii: "["):
        input.position += 1
        return .open
      case UInt8(ascii: "]"):
        input.position += 1
        return .close
      case UInt8(ascii: "\""): return .text(try string())
      default:
        while let byte = try input.peek(), byte > 0x20, byte != UInt8(ascii: "["),
          byte != UInt8(ascii: "]"), byte != UInt8(ascii: "\"")
        {
          input.position += 1
          if input.position - input.mark > 1 << 20 { throw input.error("a word is too long") }
        }
        let word = input.slice(input.mark..<input.position)
        let first = word[0]
        let isNumber =
          (0x30...0x39).contains(first) || first == 0x2D || first == 0x2B || first == 0x2E
        return isNumber && word.number != nil ? .number(word.text) : .word(word.text)
      }
    }
    return nil
  }

  private func string() throws -> String {
    input.position += 1
    input.mark = input.position
    while let byte = try input.peek(), byte != UInt8(ascii: "\"") {
      input.position += 1
      if input.position - input.mark > 1 << 28 { throw input.error("a text is too long") }
    }
    guard input.position < input.end else { throw cutOff() }
    let text = input.slice(input.mark..<input.position)
    input.position += 1
    return XMLEntities.decoded(text)
  }

  private func cutOff() -> GraphReadError {
    input.error("the file ends in the middle of a list; it is cut off")
  }

  private func unexpected(_ token: Token, _ expected: String) -> GraphReadError {
    let found =
      switch token {
      case .open: "["
      case .close: "]"
      case .word(let text), .number(let text), .text(let text): CleanText.shortened(text, to: 40)
      }
    return input.error("not GML: \(expected) should stand where \"\(found)\" does")
  }
}

extension Substring {
  fileprivate func trimmingCharacters() -> Substring { String(self).trimmingXMLSpace() }
}
