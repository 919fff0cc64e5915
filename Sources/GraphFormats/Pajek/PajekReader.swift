/// Reads networks of Pajek (`.net`, and the first network of a `.paj`).
///
/// Vertices are known by number; labels need not be different. `*Arcs` have a direction, `*Edges` have
/// none; relations after the first become kinds of edges. In a network of two modes, a column `mode`
/// tells 1 and 2. Complexity: O(bytes).
/// Reference: Mrvar and Batagelj, "Programs for Analysis and Visualization of Very Large Networks:
/// Reference Manual".
struct PajekReader {
  private enum Section {
    case none, vertices, arcs, edges, arcsList, edgesList, matrix, other
  }

  private let input: TextInput
  private var builder: GraphBuilder
  private var section = Section.none
  private var count = 0
  private var firstMode: Int?
  private var relation: String?
  private var matrixRow = 0
  private var modeColumn: Int?

  init(_ input: TextInput) {
    self.input = input
    builder = GraphBuilder(input)
    builder.isDirectedByDefault = false
  }

  /// Whether what begins where `input` stands is a network of Pajek.
  static func isPajek(_ start: String) -> Bool {
    start.firstMatch(
      of: /^(\s*%[^\n]*\n|\s)*\*(vertices|network|arcs|edges|matrix)\b/.ignoresCase())
      != nil
  }

  /// Reads up to the end of the network.
  mutating func read() throws -> GraphDocument {
    while let line = try nextLine() {
      let fields = Self.fields(line)
      guard let first = fields.first, !first.hasPrefix("%") else { continue }
      if first.hasPrefix("*") {
        if try startSection(fields) { break }
      } else {
        try readLine(fields)
      }
    }
    guard count > 0 else { throw input.error("there are no *Vertices in the file") }
    return try builder.graph()
  }

  /// Returns whether the network is over.
  private mutating func startSection(_ fields: [String]) throws -> Bool {
    let name = fields[0].lowercased()
    switch name {
    case "*network":
      if count > 0 { return true }
      builder.title = fields.dropFirst().joined(separator: " ")
    case "*vertices":
      guard count == 0 else {
        try input.note(.furtherContent)
        return true
      }
      guard fields.count > 1, let number = Int(fields[1]), number >= 0 else {
        throw input.error("*Vertices needs the number of vertices")
      }
      guard number <= input.limits.countedNodes else {
        throw input.error("there are more than \(input.limits.countedNodes) vertices")
      }
      count = number
      firstMode = fields.count > 2 ? Int(fields[2]) : nil
      // Every number is a vertex, described or not.
      if firstMode != nil { modeColumn = try builder.addColumn(.node, name: "mode", type: "int") }
      for vertex in 1...max(1, number) where number > 0 {
        let node = try builder.addNode(String(vertex))
        if let firstMode, let modeColumn {
          try builder.set(modeColumn, to: vertex <= firstMode ? "1" : "2", for: .node(node))
        }
      }
      section = .vertices
    case "*arcs", "*edges", "*arcslist", "*edgeslist", "*matrix":
      section =
        switch name {
        case "*arcs": .arcs
        case "*edges": .edges
        case "*arcslist": .arcsList
        case "*edgeslist": .edgesList
        default: .matrix
        }
      matrixRow = 0
      // `*Arcs :2 "lent money"`
      if let number = fields.dropFirst().first, number.hasPrefix(":") {
        if relation != nil { try input.note(.furtherRelation) }
        relation = fields.count > 2 ? fields[2] : String(number.dropFirst())
      } else {
        relation = nil
      }
    default:
      // Partitions, vectors and the like of a project.
      if section != .other { try input.note(.otherContent) }
      section = .other
    }
    return false
  }

  private mutating func readLine(_ fields: [String]) throws {
    switch section {
    case .none, .other: break
    case .vertices: try readVertex(fields)
    case .arcs, .edges:
      guard fields.count >= 2 else { return try input.note(.shortRow) }
      try addEdge(fields[0], fields[1], Array(fields.dropFirst(2)), isArc: section == .arcs)
    case .arcsList, .edgesList:
      for other in fields.dropFirst() {
        try addEdge(fields[0], other, [], isArc: section == .arcsList)
      }
    case .matrix:
      matrixRow += 1
      let offset = firstMode ?? 0
      for (column, value) in fields.enumerated() {
        guard let weight = value.withBytes(\.number), weight != 0 else { continue }
        try addEdge(
          String(matrixRow), String(column + 1 + offset), [value], isArc: firstMode == nil)
      }
    }
  }

  private mutating func readVertex(_ fields: [String]) throws {
    guard let number = Int(fields[0]), isVertex(number) else {
      return try input.note(.nodeWithoutID)
    }
    let node = number - 1
    if fields.count > 1 { builder.setLabel(fields[1], of: .node(node)) }
    let numbers = fields.dropFirst(2).prefix { $0.withBytes(\.number) != nil }
    if numbers.count >= 2 {
      let places = numbers.prefix(3).map { $0.withBytes(\.number) }
      // Pajek's y runs downwards.
      try builder.setPosition(
        x: places[0], y: places[1].map { -$0 }, z: places.count > 2 ? places[2] : 0, of: node)
    }
    try readParameters(
      fields.dropFirst(2 + numbers.count), of: .node(node), domain: .node)
  }

  private func isVertex(_ number: Int) -> Bool { number >= 1 && number <= count }

  private mutating func addEdge(
    _ source: String, _ target: String, _ rest: [String], isArc: Bool
  ) throws {
    let ends = [source, target].compactMap { Int($0) }
    guard ends.count == 2 else { return try input.note(.shortRow) }
    for end in ends where !isVertex(end) {
      throw input.error("an edge ends at vertex \(end), but there are \(count)")
    }
    let edge = try builder.addEdge(
      from: ends[0] - 1, to: ends[1] - 1, direction: isArc ? .directed : .undirected)
    var rest = rest[...]
    if let weight = rest.first, weight.withBytes(\.number) != nil {
      try weight.withBytes { try builder.setWeight($0, of: edge) }
      rest = rest.dropFirst()
    }
    if let relation { builder.setKind(relation, of: edge) }
    try readParameters(rest, of: .edge(edge), domain: .edge)
  }

  /// A shape, pairs such as `ic Red` and `l "knows"`, and times such as `[1-5,8]`.
  private mutating func readParameters(
    _ fields: ArraySlice<String>, of item: GraphBuilder.Item, domain: GraphBuilder.Domain
  ) throws {
    var fields = fields
    while let field = fields.popFirst() {
      if field.hasPrefix("[") {
        try readTimes(field, of: item)
        continue
      }
      let shapes = ["ellipse", "box", "diamond", "triangle", "cross", "empty", "house", "man"]
      if shapes.contains(field.lowercased()) {
        builder.setShape(field, of: item)
        continue
      }
      guard let value = fields.popFirst() else { return }
      switch field.lowercased() {
      case "ic" where domain == .node, "c" where domain == .edge:
        if let color = Color(css: value) { try builder.setColor(color, of: item) }
      case "l" where domain == .edge: builder.setLabel(value, of: item)
      case "w":
        if case .edge(let edge) = item {
          try builder.setThickness(value.withBytes(\.number), of: edge)
        }
      case "s":
        if case .node(let node) = item { try builder.setSize(value.withBytes(\.number), of: node) }
      default:
        try builder.set(try builder.undeclaredColumn(domain, field), to: value, for: item)
      }
    }
  }

  private mutating func readTimes(_ text: String, of item: GraphBuilder.Item) throws {
    for piece in text.split(whereSeparator: { "[],".contains($0) }) {
      let bounds = piece.split(separator: "-", maxSplits: 1).map(String.init)
      let start = bounds.first.flatMap { $0.withBytes(\.number) }
      let last = bounds.last ?? ""
      let end = last == "*" ? nil : last.withBytes(\.number)
      guard let start else {
        try input.note(.badTime)
        continue
      }
      builder.addSpell(Spell(start: start, end: last == "*" ? nil : end ?? start), to: item)
    }
  }

  // MARK: Lines

  private func nextLine() throws -> Bytes? {
    guard try input.peek() != nil else { return nil }
    input.mark = input.position
    while let byte = try input.peek(), byte != 0x0A, byte != 0x0D {
      input.position += 1
      if input.position - input.mark > 1 << 28 { throw input.error("a line is too long") }
    }
    let length = input.position - input.mark
    if let byte = try input.peek() {
      input.position += 1
      if byte == 0x0D, try input.peek() == 0x0A { input.position += 1 }
    }
    return input.slice(input.mark..<input.mark + length)
  }

  /// What stands between blanks; texts in quotes are one.
  private static func fields(_ line: Bytes) -> [String] {
    var fields: [String] = []
    var index = 0
    while index < line.count {
      if line[index] <= 0x20 {
        index += 1
      } else if line[index] == UInt8(ascii: "\"") {
        let end = line.position(of: UInt8(ascii: "\""), from: index + 1) ?? line.count
        fields.append(line.part(index + 1..<end).text)
        index = end + 1
      } else {
        var end = index
        while end < line.count, line[end] > 0x20 { end += 1 }
        fields.append(line.part(index..<end).text)
        index = end
      }
    }
    return fields
  }
}
