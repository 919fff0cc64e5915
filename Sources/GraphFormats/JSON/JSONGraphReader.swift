/// Reads graphs in JSON: node-link of d3, sigma.js and networkx (old and new), Cytoscape.js, graphology
/// and Gephi Lite, JSON Graph Format, and lists of edges.
///
/// What they share is enough to read them all: somewhere an array of nodes and an array of edges,
/// whose members may lie in an object of their own. A node is known by `id` or `key`, an edge by
/// `source` and `target` or `from` and `to`; where nodes have no identifier, edges name them by
/// position or by name.
///
/// Complexity: O(bytes); beside the graph, memory of one node or edge.
struct JSONGraphReader {
  private var json: JSONInput
  private var builder: GraphBuilder
  /// Nodes by position, as edges of d3 name them.
  private var positions: [Int32] = []
  /// Whether nodes have no identifiers; then their names.
  private var isAnonymous = false
  private var names: [String?] = []
  private var hasNodes = false
  private var hasEdges = false
  /// Whether places are those of a screen, downwards.
  private var isUpsideDown = false
  private var input: TextInput { json.input }

  init(_ input: TextInput) {
    json = JSONInput(input)
    builder = GraphBuilder(input)
    builder.isDirectedByDefault = false
    builder.takesDecorations = true
    builder.takesValueAsWeight = true
  }

  /// Reads up to the end of the document.
  mutating func read() throws -> GraphDocument {
    if try json.peek() == UInt8(ascii: "[") {
      try readElements()
    } else {
      try readObject(isOuter: true)
    }
    if try json.peek() != nil { try input.note(.furtherContent) }
    guard hasNodes || hasEdges else {
      throw input.error(
        "the JSON holds no graph: there is no list of nodes, edges, links or elements in it")
    }
    // A list of edges alone makes its nodes.
    if !hasNodes {
      builder.isDeclarationNeeded = false
      builder.forgetMentions()
    }
    try resolveEnds()
    var graph = try builder.graph()
    if isAnonymous, let names = uniqueNames(), names.count == graph.nodeCount {
      graph.nodeIDs = names
    }
    return graph
  }

  // MARK: The document

  /// Reads an object in which the lists may be, at any depth.
  private mutating func readObject(isOuter: Bool) throws {
    var json = self.json
    try json.object { json, name in
      self.json = json
      try readMember(name, isOuter: isOuter)
      json = self.json
    }
    self.json = json
  }

  private mutating func readMember(_ name: String, isOuter: Bool) throws {
    let first = try json.peek()
    let isObject = first == UInt8(ascii: "{")
    let isArray = first == UInt8(ascii: "[")
    switch name {
    case "nodes" where isArray || isObject:
      hasNodes = true
      try readNodes()
    case "edges" where isArray, "links" where isArray:
      hasEdges = true
      try eachValue { reader, value in try reader.addEdge(value) }
    case "elements" where isObject || isArray:
      isUpsideDown = true
      if isArray { try readElements() } else { try readObject(isOuter: false) }
    case "graph" where isObject, "graphs" where isObject, "fullGraph" where isObject,
      "graphDataset" where isObject:
      try readObject(isOuter: false)
    case "nodeData" where isObject, "layout" where isObject: try readAttributesOfNodes()
    case "directed":
      if case .boolean(let value) = try json.value() { builder.isDirectedByDefault = value }
    case "type" where !isObject && !isArray:
      setDirection(try json.value().text)
    case "options" where isObject:
      let options = try json.value()
      setDirection(options["type"]?.text)
    case "attributes" where isObject, "data" where isObject || isArray, "metadata" where isObject:
      try addToGraph(try json.value())
    case "multigraph", "format_version", "generated_by", "target_cytoscapejs_version", "version":
      _ = try json.value()
    default:
      let value = try json.value()
      switch value {
      case .array, .object: if isOuter { try input.note(.otherContent) }
      default: try addToGraph(.object([(name, value)]))
      }
    }
  }

  private mutating func setDirection(_ type: String?) {
    switch type?.lowercased() {
    // In a mixed graph, edges without direction say so.
    case "directed", "mixed": builder.isDirectedByDefault = true
    case "undirected": builder.isDirectedByDefault = false
    default: break
    }
  }

  private mutating func addToGraph(_ value: JSONValue) throws {
    switch value {
    case .object(let members):
      for (name, value) in members {
        switch name {
        case "name" where builder.title.isEmpty: builder.title = value.text ?? ""
        case "description" where builder.details.isEmpty: builder.details = value.text ?? ""
        default: try set(name, value, of: .graph)
        }
      }
    case .array(let pairs):
      // networkx writes the graph's data as a list of pairs for Cytoscape.
      for case .array(let pair) in pairs where pair.count == 2 {
        if let name = pair[0].text { try addToGraph(.object([(name, pair[1])])) }
      }
    default: break
    }
  }

  /// Calls `body` for each value of the array that begins here.
  private mutating func eachValue(
    _ body: (inout JSONGraphReader, JSONValue) throws -> Void
  ) throws {
    var json = self.json
    try json.array { json in
      let value = try json.value()
      try body(&self, value)
    }
    self.json = json
  }

  /// Nodes and edges in one list, or edges alone.
  private mutating func readElements() throws {
    try eachValue { reader, value in
      let data = value["data"] ?? value
      let group = value["group"]?.text
      let isEdge =
        if case .array = value { true } else {
          group == "edges" || data["source"] != nil && data["target"] != nil
            || data["from"] != nil && data["to"] != nil
        }
      if value.text != nil {
        try reader.input.note(.otherContent)
      } else if isEdge {
        reader.hasEdges = true
        try reader.addEdge(value)
      } else {
        reader.hasNodes = true
        try reader.addNode(value)
      }
    }
  }

  private mutating func readNodes() throws {
    if try json.peek() == UInt8(ascii: "[") {
      return try eachValue { reader, value in try reader.addNode(value) }
    }
    // By identifier, as in JSON Graph Format 2.
    builder.isDirectedByDefault = true
    var json = self.json
    try json.object { json, id in
      let value = try json.value()
      guard case .object(let members) = value else { return }
      try addNode(.object([("id", .string(id))] + members.filter { $0.name != "id" }))
    }
    self.json = json
  }

  /// Gephi Lite keeps attributes and places apart from nodes.
  private mutating func readAttributesOfNodes() throws {
    var json = self.json
    try json.object { json, id in
      let value = try json.value()
      guard case .object(let members) = value else { return }
      let node = try id.withBytes { try builder.end($0) }
      for (name, value) in members { try set(name, value, of: .node(node)) }
    }
    self.json = json
  }

  // MARK: Nodes and edges

  /// The members of a node or an edge, those of inner objects among them.
  private func flattened(_ value: JSONValue) -> [(name: String, value: JSONValue)] {
    guard case .object(let members) = value else { return [] }
    return members.flatMap { name, value -> [(name: String, value: JSONValue)] in
      guard case .object(let inner) = value,
        ["data", "attributes", "metadata", "attr"].contains(name)
      else { return [(name, value)] }
      return inner
    }
  }

  private mutating func addNode(_ value: JSONValue) throws {
    var members = flattened(value)
    if let text = value.text {
      // A list of identifiers.
      members = [("id", .string(text))]
    }
    let id = ["id", "key"].lazy.compactMap { name in
      members.first { $0.name == name }?.value.text
    }.first
    if id == nil, positions.isEmpty { isAnonymous = true }
    guard (id == nil) == isAnonymous, id != "" else { return try input.note(.nodeWithoutID) }
    let node = try builder.addNode(id ?? String(positions.count))
    positions.append(Int32(node))
    if isAnonymous {
      names.append(
        ["name", "label", "title"].lazy.compactMap { name in
          members.first { $0.name == name }?.value.text
        }.first)
    }
    for (name, value) in members where name != "id" {
      switch (name, value) {
      case ("key", _) where members.contains { $0.name == "key" && $0.value.text == id }: break
      case ("group", .string("nodes")): break
      case ("label", .string(let label)): builder.setLabel(label, of: .node(node))
      case ("parent", _) where value.text != nil: builder.setParent(value.text ?? "", of: node)
      case ("position", .object):
        let y = value["y"]?.text?.withBytes(\.number)
        try builder.setPosition(
          x: value["x"]?.text?.withBytes(\.number), y: isUpsideDown ? y.map { -$0 } : y, z: 0,
          of: node)
      case ("viz", .object): try setDrawing(value, of: .node(node))
      case ("value", _) where isUpsideDown && value.text == id: break
      case ("name", _)
      where isUpsideDown && value.text == members.first { $0.name == "label" }?.value.text: break
      default: try set(name, value, of: .node(node))
      }
    }
  }

  private mutating func addEdge(_ value: JSONValue) throws {
    var members = flattened(value)
    if case .array(let ends) = value {
      guard ends.count >= 2 else { return try input.note(.shortRow) }
      members = [("source", ends[0]), ("target", ends[1])]
      if ends.count > 2, case .number = ends[2] { members.append(("weight", ends[2])) }
      if ends.count > 2, case .object(let attributes) = ends[2] { members += attributes }
    }
    func end(_ names: [String]) -> String? {
      for name in names {
        guard let value = members.first(where: { $0.name == name })?.value else { continue }
        // d3 puts the nodes themselves there.
        return value.text ?? value["id"]?.text ?? value["name"]?.text
      }
      return nil
    }
    guard let source = end(["source", "from"]), let target = end(["target", "to"]),
      !source.isEmpty, !target.isEmpty
    else { return try input.note(.shortRow) }
    var direction = GraphBuilder.Direction.byDefault
    for (name, value) in members {
      guard case .boolean(let truth) = value else { continue }
      if name == "directed" { direction = truth ? .directed : .undirected }
      if name == "undirected" { direction = truth ? .undirected : .byDefault }
    }
    let first = try source.withBytes { try builder.end($0) }
    let second = try target.withBytes { try builder.end($0) }
    let edge = try builder.addEdge(from: first, to: second, direction: direction)
    let id = members.first { $0.name == "id" }?.value.text
    let key = members.first { $0.name == "key" }?.value
    if let id {
      // Cytoscape keeps nodes and edges in one space of identifiers.
      let own = isUpsideDown && id.hasPrefix("edge:") ? String(id.dropFirst(5)) : id
      builder.setEdgeID(own, of: edge)
    } else if case .string(let key)? = key {
      builder.setEdgeID(key, of: edge)
    }
    for (name, value) in members {
      switch (name, value) {
      case ("source", _), ("target", _), ("from", _), ("to", _), ("id", _), ("directed", .boolean),
        ("undirected", .boolean), ("group", .string("edges")):
        break
      case ("key", .number) where id == nil: try set(name, value, of: .edge(edge))
      case ("key", _): break
      case ("label", .string(let label)): builder.setLabel(label, of: .edge(edge))
      case ("viz", .object): try setDrawing(value, of: .edge(edge))
      default: try set(name, value, of: .edge(edge))
      }
    }
  }

  /// What networkx keeps of GEXF's drawing.
  private mutating func setDrawing(_ value: JSONValue, of item: GraphBuilder.Item) throws {
    func number(_ value: JSONValue?) -> Double? { value?.text?.withBytes(\.number) }
    if let color = value["color"], let red = color["r"]?.text, let green = color["g"]?.text,
      let blue = color["b"]?.text
    {
      try builder.setColor(
        Color(red: red, green: green, blue: blue, alpha: color["a"]?.text), of: item)
    }
    switch item {
    case .node(let node):
      if let size = value["size"] { try builder.setSize(number(size), of: node) }
      if let place = value["position"] {
        try builder.setPosition(
          x: number(place["x"]), y: number(place["y"]), z: number(place["z"]) ?? 0, of: node)
      }
    case .edge(let edge):
      if let thickness = value["thickness"] {
        try builder.setThickness(number(thickness), of: edge)
      }
    case .graph: break
    }
    if let shape = value["shape"]?.text { builder.setShape(shape, of: item) }
  }

  private mutating func set(
    _ name: String, _ value: JSONValue, of item: GraphBuilder.Item
  ) throws {
    let domain: GraphBuilder.Domain =
      switch item {
      case .graph: .graph
      case .node: .node
      case .edge: .edge
      }
    if case .null = value { return }
    if case .edge(let edge) = item, name == "weight", case .number(let weight) = value {
      return try weight.withBytes { try builder.setWeight($0, of: edge) }
    }
    let column = try builder.undeclaredColumn(domain, name)
    switch value {
    case .null: break
    case .number(let text): try builder.set(column, to: text, for: item)
    case .boolean(let truth): try builder.set(column, to: truth ? "true" : "false", for: item)
    case .string(let text): try builder.setText(column, to: text, for: item)
    case .array, .object: try builder.setText(column, to: value.json, for: item)
    }
  }

  // MARK: Ends

  /// Where edges name nodes that are not there, they may mean positions, or names.
  private mutating func resolveEnds() throws {
    guard hasNodes, builder.hasMentions || isAnonymous else { return }
    if isAnonymous, let names = uniqueNames() {
      var byName = IdentifierTable(minimumCapacity: names.count)
      for name in names { _ = byName.insert(name) }
      let isByName = (builder.sources + builder.targets).allSatisfy {
        byName.number(of: builder.nodes[Int($0)]) != nil
      }
      if isByName {
        builder.replaceEnds { [positions] id in byName.number(of: id).map { positions[$0] } }
        return
      }
    }
    guard builder.hasMentions else { return }
    let ends = builder.sources + builder.targets
    let arePositions = ends.allSatisfy { end in
      Int(builder.nodes[Int(end)]).map { positions.indices.contains($0) } ?? false
    }
    guard arePositions else { return }
    try input.notes.add(.endsByPosition, builder.sources.count, line: 0)
    builder.replaceEnds { [positions] id in Int(id).map { positions[$0] } }
  }

  private func uniqueNames() -> [String]? {
    let all = names.compactMap { $0 }.filter { !$0.isEmpty }
    guard all.count == positions.count else { return nil }
    var table = IdentifierTable(minimumCapacity: all.count)
    return all.allSatisfy { table.insert($0).inserted } ? all : nil
  }
}
