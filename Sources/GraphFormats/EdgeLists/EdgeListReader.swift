import Files
import SystemPackage

/// Reads lists of edges: CSV, TSV or columns between blanks, as Gephi, Neo4j, networkx, igraph, SNAP and
/// people write them; a table of nodes may stand beside.
///
/// Identifiers are text, so that `06` and `6` are two. Complexity: O(bytes).
struct EdgeListReader {
  /// What comes before what a person is in, so that both may have the same identifiers.
  private static let photoMark = "\u{1F}"

  private var rows: DelimitedRows
  private var builder: GraphBuilder
  private var input: TextInput { rows.input }
  private var options: GraphReadOptions { input.options }

  /// A reader of what begins where `input` stands; `nil` where that is no list.
  init?(_ input: TextInput) {
    guard let rows = DelimitedRows(input) else { return nil }
    self.rows = rows
    builder = GraphBuilder(input)
    builder.isDeclarationNeeded = input.options.nodes != nil
    builder.takesValueAsWeight = true
  }

  /// Reads up to the end of the list.
  mutating func read() throws -> GraphDocument {
    if Self.isLGL(input) {
      throw input.error(
        "this looks like a list of neighbors (LGL); save the graph as a list of edges or GraphML")
    }
    // The first rows tell what the columns are.
    var first: [(line: Int, fields: [String])] = []
    while first.count < 30, try rows.next() { first.append((rows.line, rows.fields)) }
    guard let top = first.first?.fields else { throw input.error("the list has no rows") }
    guard top.count >= 2 else {
      throw input.error("the list has one column; an edge needs two ends")
    }
    if top[0].isEmpty, top.count > 2, options.columns == nil {
      throw input.error(
        "this looks like a matrix; save the graph as a list of edges, one row an edge")
    }
    let header = try EdgeListHeader(
      rows: first.map(\.fields), columns: options.columns, isBipartite: options.isBipartite, input)
    if let nodes = options.nodes { try readNodes(nodes) }
    var attributes: [Int: Int] = [:]
    for (index, meaning) in header.meanings.enumerated() {
      guard case .attribute(let name, let type) = meaning else { continue }
      attributes[index] = try builder.addColumn(.edge, name: name, type: type)
    }
    var hasDirections = false
    for (line, fields) in first.dropFirst(header.isFirstRow ? 1 : 0) {
      try readRow(fields, line: line, header, attributes, &hasDirections)
    }
    while try rows.next() {
      try readRow(rows.fields, line: rows.line, header, attributes, &hasDirections)
    }
    try decideDirection(header, hasDirections)
    var graph = try builder.graph()
    if options.isBipartite { markSides(of: &graph) }
    return graph
  }

  /// Whether lines `# node` and lines of one neighbor follow each other, as in igraph's LGL: read as
  /// edges they would make another graph.
  private static func isLGL(_ input: TextInput) -> Bool {
    let start = input.slice(input.position..<min(input.end, input.position + 4096)).text
    let lines = start.split(whereSeparator: \.isNewline).prefix(200)
    guard let data = lines.firstIndex(where: { !$0.hasPrefix("#") }) else { return false }
    return lines[data...].contains { $0.hasPrefix("# ") } && lines.first?.hasPrefix("# ") == true
  }

  private mutating func decideDirection(_ header: EdgeListHeader, _ hasDirections: Bool) throws {
    if options.isBipartite {
      builder.isDirectedByDefault = false
    } else if let isDirected = options.isDirected {
      builder.isDirectedByDefault = isDirected
    } else if header.isNeo4j || hasDirections {
      // Gephi takes what does not say undirected for directed.
      builder.isDirectedByDefault = true
    } else {
      builder.isDirectedByDefault = false
      try input.notes.add(.noDirection, line: 0)
    }
  }

  private mutating func readRow(
    _ fields: [String], line: Int, _ header: EdgeListHeader, _ attributes: [Int: Int],
    _ hasDirections: inout Bool
  ) throws {
    func field(_ meaning: EdgeListHeader.Meaning) -> String? {
      guard let index = header.index(of: meaning), index < fields.count, !fields[index].isEmpty
      else { return nil }
      return fields[index]
    }
    guard let source = field(.source), let target = field(.target) else {
      return try input.notes.add(.shortRow, line: line)
    }
    var direction = GraphBuilder.Direction.byDefault
    let type = field(.type)
    switch type?.lowercased() {
    case "directed": direction = .directed
    case "undirected": direction = .undirected
    case "mutual": direction = .mutual
    default: break
    }
    let first = try source.withBytes { try builder.end($0) }
    let mark = options.isBipartite ? Self.photoMark : ""
    let second = try (mark + target).withBytes { try builder.end($0) }
    let edge = try builder.addEdge(
      from: first, to: second, direction: options.isBipartite ? .byDefault : direction)
    if direction != .byDefault {
      hasDirections = true
    } else if let type {
      builder.setKind(type, of: edge)
    }
    if let weight = field(.weight) { try setWeight(weight, of: edge) }
    if let label = field(.label) { builder.setLabel(label, of: .edge(edge)) }
    if let id = field(.id) { builder.setEdgeID(id, of: edge) }
    if let text = field(.time) {
      if let time = builder.time(of: text) {
        builder.addSpell(Spell(at: time), to: .edge(edge))
      } else {
        try input.notes.add(.badTime, line: line)
      }
    }
    for (index, column) in attributes where index < fields.count && !fields[index].isEmpty {
      try builder.set(column, to: fields[index], for: .edge(edge))
    }
    if let last = fields.last, last.hasPrefix("{"), fields.count > 2 {
      try setAttributes(last, of: edge)
    }
  }

  private mutating func setWeight(_ text: String, of edge: Int) throws {
    // Where commas do not part columns, they may part decimals.
    let number =
      rows.delimiter == .byte(UInt8(ascii: ",")) || text.contains(".")
      ? text : text.replacing(",", with: ".")
    try number.withBytes { try builder.setWeight($0, of: edge) }
  }

  /// What networkx writes after the ends: `{'weight': 3, 'color': 'red'}`.
  private mutating func setAttributes(_ text: String, of edge: Int) throws {
    for match in text.matches(
      of: /['"]([^'"]*)['"]\s*:\s*('[^']*'|"[^"]*"|[^,}]+)/)
    {
      let name = String(match.1)
      var value = String(match.2).trimmingXMLSpace()
      if name.lowercased() == "weight" {
        try setWeight(String(value), of: edge)
        continue
      }
      let column = try builder.undeclaredColumn(.edge, name)
      if let quote = value.first, quote == "'" || quote == "\"" {
        value = value.dropFirst().dropLast()
        try builder.setText(column, to: String(value), for: .edge(edge))
      } else if value != "None" {
        try builder.set(column, to: String(value), for: .edge(edge))
      }
    }
  }

  // MARK: Nodes

  /// Reads the table of nodes at `path`: Gephi's, Neo4j's, or any with a header.
  private mutating func readNodes(_ path: FilePath) throws {
    let table = try TextInput(path, options: options, notes: input.notes)
    guard var rows = DelimitedRows(table), try rows.next() else {
      throw table.error("this is no table of nodes with a header")
    }
    let header = rows.fields
    let names = header.map { $0.lowercased() }
    let isNeo4j = names.contains { $0.hasSuffix(":id") || $0.contains(":id(") }
    let id =
      names.firstIndex { $0.hasSuffix(":id") || $0.contains(":id(") }
      ?? names.firstIndex { ["id", "key", "node", "node_id", "nodeid"].contains($0) } ?? 0
    var columns: [Int: Int] = [:]
    for (index, name) in header.enumerated() where index != id && !name.isEmpty {
      if names[index] == ":label" {
        columns[index] = try builder.addColumn(.node, name: "labels", type: nil)
      } else if case .attribute(let name, let type) = EdgeListHeader.other(name, isNeo4j: isNeo4j) {
        columns[index] = try builder.addColumn(.node, name: name, type: type)
      }
    }
    while try rows.next() {
      guard id < rows.fields.count, !rows.fields[id].isEmpty else {
        try input.notes.add(.nodeWithoutID, line: rows.line)
        continue
      }
      let node = try builder.addNode(rows.fields[id])
      for (index, column) in columns
      where index < rows.fields.count && !rows.fields[index].isEmpty {
        try builder.set(column, to: rows.fields[index], for: .node(node))
      }
    }
  }

  // MARK: Two kinds

  /// Says which nodes are persons and which are what they are in.
  private func markSides(of graph: inout GraphDocument) {
    let isPhoto = graph.nodeIDs.map { $0.hasPrefix(Self.photoMark) }
    let plain = graph.nodeIDs.map { $0.hasPrefix(Self.photoMark) ? String($0.dropFirst()) : $0 }
    var table = IdentifierTable(minimumCapacity: plain.count)
    let isUnique = plain.allSatisfy { table.insert($0).inserted }
    for node in plain.indices where isPhoto[node] {
      if graph.nodeLabels[node] == graph.nodeIDs[node] { graph.nodeLabels[node] = plain[node] }
    }
    graph.nodeIDs =
      isUnique ? plain : plain.indices.map { (isPhoto[$0] ? "photo:" : "person:") + plain[$0] }
    graph.nodeColumns.removeAll { $0.name == "kind" }
    graph.nodeColumns.insert(
      AttributeColumn("kind", strings: isPhoto.map { $0 ? "photo" : "person" }), at: 0)
  }
}
