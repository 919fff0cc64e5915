/// Puts together a graph document from what a file says, in whatever order it says it.
struct GraphBuilder {
  /// A node or an edge, by number.
  enum Item {
    case node(Int)
    case edge(Int)
  }

  private let xml: XMLEvents
  var title = ""
  var details = ""
  var isDirectedByDefault = true

  private var nodeNumbers: [String: Int32] = [:]
  private var nodeIDs: [String] = []
  private var nodeLabels: [String?] = []
  /// The line that first mentioned a node before it was declared; 0 once it is.
  private var mentionedAt: [Int] = []
  private var sources: [Int32] = []
  private var targets: [Int32] = []
  private var edgeIDs: [String?] = []
  private var edgeLabels: [String?] = []
  private var edgeWeights: [Double?] = []
  private var direction: Bool?
  private var nodeColumns: [ColumnBuilder] = []
  private var edgeColumns: [ColumnBuilder] = []
  private var nodeColors: [Color?] = []
  private var nodeSizes: [Double?] = []
  private var nodePositions: [Position?] = []
  private var nodeSpells: [Int: [Spell]] = [:]
  private var edgeSpells: [Int: [Spell]] = [:]

  init(_ xml: XMLEvents) { self.xml = xml }

  /// Declares a column of nodes; returns its number.
  mutating func addNodeColumn(name: String, type: String?, fallback: String?) throws -> Int {
    try Self.add(name, type, fallback, to: &nodeColumns, xml)
    return nodeColumns.count - 1
  }

  /// Declares a column of edges; returns its number.
  mutating func addEdgeColumn(name: String, type: String?, fallback: String?) throws -> Int {
    try Self.add(name, type, fallback, to: &edgeColumns, xml)
    return edgeColumns.count - 1
  }

  private static func add(
    _ name: String, _ type: String?, _ fallback: String?, to columns: inout [ColumnBuilder],
    _ xml: XMLEvents
  ) throws {
    guard columns.count < xml.limits.columns else {
      throw xml.error("there are more than \(xml.limits.columns) attributes")
    }
    var unique = name
    var number = 2
    while columns.contains(where: { $0.name == unique }) {
      unique = "\(name) \(number)"
      number += 1
    }
    guard let column = ColumnBuilder(name: unique, type: type, fallback: fallback) else {
      throw xml.error("the default value of \"\(name)\" is not of its type")
    }
    columns.append(column)
  }

  /// Declares a node; returns its number.
  mutating func addNode(_ id: String) throws -> Int {
    if let known = nodeNumbers[id] {
      let node = Int(known)
      guard mentionedAt[node] > 0 else { throw xml.error("the node \"\(id)\" occurs twice") }
      mentionedAt[node] = 0
      return node
    }
    return Int(try number(of: id, mentioned: 0))
  }

  /// Declares an edge; returns its number.
  ///
  /// - Parameter isDirected: What the edge says for itself.
  mutating func addEdge(
    id: String?, from source: String, to target: String, isDirected: Bool?
  ) throws -> Int {
    guard sources.count < xml.limits.edges else {
      throw xml.error("there are more than \(xml.limits.edges) edges")
    }
    let isDirected = isDirected ?? isDirectedByDefault
    guard direction == nil || direction == isDirected else {
      throw xml.error("directed and undirected edges are mixed; use one kind only")
    }
    direction = isDirected
    sources.append(try number(of: source, mentioned: xml.line))
    targets.append(try number(of: target, mentioned: xml.line))
    edgeIDs.append(id)
    edgeLabels.append(nil)
    edgeWeights.append(nil)
    return sources.count - 1
  }

  private mutating func number(of id: String, mentioned line: Int) throws -> Int32 {
    if let known = nodeNumbers[id] { return known }
    guard nodeIDs.count < xml.limits.nodes else {
      throw xml.error("there are more than \(xml.limits.nodes) nodes")
    }
    let number = Int32(nodeIDs.count)
    nodeNumbers[id] = number
    nodeIDs.append(id)
    nodeLabels.append(nil)
    mentionedAt.append(line)
    nodeColors.append(nil)
    nodeSizes.append(nil)
    nodePositions.append(nil)
    return number
  }

  /// Sets the value of column `column` for `item`.
  mutating func set(_ column: Int, to text: String, for item: Item) throws {
    switch item {
    case .node(let node):
      guard nodeColumns[column].set(text, at: node) else {
        throw mismatch(text, nodeColumns[column])
      }
    case .edge(let edge):
      guard edgeColumns[column].set(text, at: edge) else {
        throw mismatch(text, edgeColumns[column])
      }
    }
  }

  private func mismatch(_ text: String, _ column: ColumnBuilder) -> GraphReadError {
    let shown = CleanText.shortened(text, to: 40)
    return xml.error("\"\(shown)\" is no \(column.type), the type of attribute \"\(column.name)\"")
  }

  /// Sets the label of `item`.
  mutating func setLabel(_ label: String, of item: Item) {
    switch item {
    case .node(let node): nodeLabels[node] = label
    case .edge(let edge): edgeLabels[edge] = label
    }
  }

  /// Sets the weight of `edge`.
  mutating func setWeight(_ text: String, of edge: Int) throws {
    guard let weight = Double(text.trimmingXMLSpace()) else {
      throw xml.error("the weight \"\(CleanText.shortened(text, to: 40))\" is no number")
    }
    edgeWeights[edge] = weight
  }

  mutating func setColor(_ color: Color, of node: Int) { nodeColors[node] = color }
  mutating func setSize(_ size: Double, of node: Int) { nodeSizes[node] = size }
  mutating func setPosition(_ position: Position, of node: Int) { nodePositions[node] = position }

  mutating func addSpell(_ spell: Spell, to item: Item) {
    switch item {
    case .node(let node): nodeSpells[node, default: []].append(spell)
    case .edge(let edge): edgeSpells[edge, default: []].append(spell)
    }
  }

  /// The graph.
  ///
  /// - Throws: `GraphReadError` where an edge ends at a node that the file never declares.
  func graph(file: String) throws -> GraphDocument {
    if let missing = mentionedAt.firstIndex(where: { $0 > 0 }) {
      throw GraphReadError(
        file: file, line: mentionedAt[missing],
        reason: "an edge ends at the node \"\(nodeIDs[missing])\", which does not exist")
    }
    var graph = GraphDocument(
      isDirected: direction ?? isDirectedByDefault, nodeIDs: nodeIDs, edgeSources: sources,
      edgeTargets: targets)
    graph.title = title
    graph.details = details
    graph.nodeColumns = nodeColumns.map { $0.column(count: nodeIDs.count) }
    graph.edgeColumns = edgeColumns.map { $0.column(count: sources.count) }
    graph.nodeColors = complete(nodeColors)
    graph.nodeSizes = complete(nodeSizes)
    graph.nodePositions = complete(nodePositions)
    if !nodeSpells.isEmpty {
      graph.nodeSpells = SpellColumn(nodeIDs.indices.lazy.map { nodeSpells[$0] ?? [] })
    }
    if !edgeSpells.isEmpty {
      graph.edgeSpells = SpellColumn(sources.indices.lazy.map { edgeSpells[$0] ?? [] })
    }
    // Some writers give parallel edges the same numbers in every pair: such ids say nothing. Nor
    // do those that edges have anyway.
    if let ids = complete(edgeIDs), !ids.indices.allSatisfy({ ids[$0] == graph.edgeID($0) }),
      Set(ids).count == ids.count
    {
      graph.edgeIDs = ids
    }
    if edgeWeights.contains(where: { $0 != nil }) {
      graph.edgeWeights = edgeWeights.map { $0 ?? 1 }
    }
    if edgeLabels.contains(where: { $0 != nil }) { graph.edgeLabels = edgeLabels.map { $0 ?? "" } }
    graph.takeProperties()
    let names = nodeLabels.contains { $0 != nil } ? nil : graph.nodeColumn("name")
    if !nodeLabels.isEmpty, graph.nodeLabels == graph.nodeIDs {
      graph.nodeLabels = nodeIDs.indices.map {
        nodeLabels[$0] ?? names?.text(at: $0) ?? nodeIDs[$0]
      }
    }
    graph.renameReservedColumns()
    return graph
  }

  /// The values if there are any and none is missing.
  private func complete<Value>(_ values: [Value?]) -> [Value]? {
    let present = values.compactMap { $0 }
    return present.isEmpty || present.count < values.count ? nil : present
  }
}

extension GraphDocument {
  /// Moves columns that have a place of their own there: label, weight, place, size and color under
  /// the names that Gephi gives them in GraphML.
  fileprivate mutating func takeProperties() {
    if let labels = take("label", from: \.nodeColumns, where: { _ in true }) {
      nodeLabels = nodeIDs.indices.map { labels.text(at: $0) ?? nodeIDs[$0] }
    }
    if edgeLabels == nil {
      let labels =
        take("label", from: \.edgeColumns, where: { _ in true })
        ?? take("Edge Label", from: \.edgeColumns, where: { _ in true })
      edgeLabels = labels.map { labels in edgeSources.indices.map { labels.text(at: $0) ?? "" } }
    }
    if edgeWeights == nil, let weights = take("weight", from: \.edgeColumns, where: isNumeric) {
      edgeWeights = edgeSources.indices.map { weights.number(at: $0) ?? 1 }
    }
    let nodes = nodeIDs.indices
    if nodePositions == nil, let x = numbers("x"), let y = numbers("y") {
      let z = numbers("z") ?? [Double](repeating: 0, count: x.count)
      nodePositions = nodes.map { Position(x: x[$0], y: y[$0], z: z[$0]) }
      nodeColumns.removeAll { ["x", "y", "z"].contains($0.name) }
    }
    if nodeSizes == nil, let sizes = numbers("size"), sizes.allSatisfy({ $0 >= 0 }) {
      nodeSizes = sizes
      nodeColumns.removeAll { $0.name == "size" }
    }
    if nodeColors == nil, let r = bytes("r"), let g = bytes("g"), let b = bytes("b") {
      nodeColors = nodes.map { Color(r[$0], g[$0], b[$0]) }
      nodeColumns.removeAll { ["r", "g", "b"].contains($0.name) }
    }
  }

  private mutating func take(
    _ name: String, from columns: WritableKeyPath<GraphDocument, [AttributeColumn]>,
    where isFit: (AttributeColumn) -> Bool
  ) -> AttributeColumn? {
    guard let index = self[keyPath: columns].firstIndex(where: { $0.name == name && isFit($0) })
    else { return nil }
    return self[keyPath: columns].remove(at: index)
  }

  private func isNumeric(_ column: AttributeColumn) -> Bool {
    switch column.values {
    case .integer, .double: true
    case .boolean, .string: false
    }
  }

  /// The column `name` of nodes, if every node has a finite number there.
  private func numbers(_ name: String) -> [Double]? {
    guard nodeCount > 0, let column = nodeColumn(name), isNumeric(column) else { return nil }
    let numbers = nodeIDs.indices.compactMap { column.number(at: $0) }.filter(\.isFinite)
    return numbers.count == nodeCount ? numbers : nil
  }

  private func bytes(_ name: String) -> [UInt8]? {
    numbers(name).flatMap { numbers in
      let bytes = numbers.compactMap { UInt8(exactly: $0) }
      return bytes.count == numbers.count ? bytes : nil
    }
  }

  /// Attributes whose names formats need for themselves get another one, `id_attribute` say.
  fileprivate mutating func renameReservedColumns() {
    nodeColumns = renamed(nodeColumns, reserved: reservedNodeNames)
    edgeColumns = renamed(edgeColumns, reserved: reservedEdgeNames)
  }

  private func renamed(_ columns: [AttributeColumn], reserved: Set<String>) -> [AttributeColumn] {
    var taken = reserved.union(columns.map(\.name))
    return columns.map { column in
      guard reserved.contains(column.name) || column.name.isEmpty else { return column }
      var renamed = column
      repeat { renamed.name += "_attribute" } while !taken.insert(renamed.name).inserted
      return renamed
    }
  }
}
