/// Puts together a graph document from what a file says, in whatever order it says it, and mends
/// what only concerns a part of it.
struct GraphBuilder {
  /// What an attribute belongs to, by number.
  enum Item {
    case graph
    case node(Int)
    case edge(Int)
  }

  /// What has attributes.
  enum Domain: Int {
    case graph, node, edge
  }

  /// Where an edge leads.
  enum Direction: UInt8 {
    /// As the file says for all edges.
    case byDefault
    case directed
    case undirected
    /// Both ways, as two arcs where the graph is directed.
    case mutual
  }

  let input: TextInput
  var title = ""
  var details = ""
  var isDirectedByDefault = true
  /// Whether nodes come to be by being named, as in a list of edges.
  var isDeclarationNeeded = true
  /// Whether decorations of edges and nodes go by their plain names, as in JSON.
  var takesDecorations = false
  /// Whether `value` of edges is their weight where there is none, as in d3's examples.
  var takesValueAsWeight = false
  /// Whether the file's times are dates, by what it says of their format.
  var hasDates = false

  var nodes = IdentifierTable()
  private var isDeclared: [Bool] = []
  /// The line that first mentioned a node that is not declared yet.
  private var mentions: [Int: Int] = [:]
  var sources: [Int32] = []
  var targets: [Int32] = []
  private var directions: [Direction] = []
  /// The line of the first edge of each direction.
  private var directionLines: [Direction: Int] = [:]
  private var edgeIDs = EdgeIdentifiers()
  private var nodeLabels: [String?] = []
  private var edgeLabels: [String?] = []
  private var edgeWeights: [Double?] = []
  /// Columns by domain.
  private var columns: [[ColumnBuilder]] = [[], [], []]
  private var columnNames: [Set<String>] = [[], [], []]
  /// Columns of edges that may turn out to be the weight, and the first line where one is no number.
  private var isWeightColumn: [Bool] = []
  private var badWeightLine = 0
  /// Columns that were never declared, by what identifies them.
  private var undeclared: [[String: Int]] = [[:], [:], [:]]
  private var nodeColors: [Color?] = []
  private var nodeSizes: [Double?] = []
  private var nodePositions: [Position?] = []
  private var nodeShapes: [String?] = []
  private var nodeParents: [(id: String, line: Int)?] = []
  private var edgeColors: [Color?] = []
  private var edgeThicknesses: [Double?] = []
  private var edgeShapes: [String?] = []
  private var edgeKinds: [String?] = []
  private var nodeSpells: [Int: [Spell]] = [:]
  private var edgeSpells: [Int: [Spell]] = [:]
  private var spellsAreDates = false
  /// The time of a value that changes over time, by domain, column and item.
  private var valueTimes: [ValueKey: Spell] = [:]
  /// Nodes that turned out to be none.
  private var vanishing: Set<Int> = []
  /// Columns of edges that change over time.
  private var dynamicEdgeColumns: Set<Int> = []

  private struct ValueKey: Hashable {
    let domain, column, item: Int
  }

  init(_ input: TextInput) { self.input = input }

  private var limits: GraphReadLimits { input.limits }

  // MARK: Columns

  /// Declares a column; returns its number.
  mutating func addColumn(
    _ domain: Domain, name: String, id: String? = nil, type: String?, fallback: String? = nil
  ) throws -> Int {
    guard columns[domain.rawValue].count < limits.columns else {
      throw input.error("there are more than \(limits.columns) attributes")
    }
    var unique = name
    var number = 2
    while !columnNames[domain.rawValue].insert(unique).inserted {
      unique = "\(name) \(number)"
      number += 1
    }
    var column = ColumnBuilder(name: unique, id: id ?? name, type: type)
    if let fallback, !column.setDefault(fallback) { try input.note(.badDefault) }
    columns[domain.rawValue].append(column)
    if domain == .edge {
      isWeightColumn.append(
        unique.lowercased() == "weight" || id?.lowercased() == "weight"
          || takesValueAsWeight && unique == "value")
    }
    return columns[domain.rawValue].count - 1
  }

  /// The column that is called `id` though nobody declared it.
  mutating func undeclaredColumn(
    _ domain: Domain, _ id: String, name: String? = nil
  ) throws -> Int {
    if let column = undeclared[domain.rawValue][id] { return column }
    let column = try addColumn(domain, name: name ?? id, id: id, type: nil)
    undeclared[domain.rawValue][id] = column
    return column
  }

  /// The number and the name of the column of `domain` that is called `name`.
  func column(_ domain: Domain, named name: String) -> Int? {
    columns[domain.rawValue].firstIndex { $0.name == name }
  }

  /// How many columns of `domain` there are.
  func columnCount(_ domain: Domain) -> Int { columns[domain.rawValue].count }

  /// The column of `domain` of that number.
  func columnBuilder(_ domain: Domain, _ number: Int) -> ColumnBuilder {
    columns[domain.rawValue][number]
  }

  // MARK: Nodes and edges

  /// Declares a node; returns its number. One that is declared again is the same node.
  mutating func addNode(_ id: Bytes) throws -> Int {
    let (isNew, node) = nodes.insert(id)
    if isNew {
      try checkNodeCount()
      isDeclared.append(true)
    } else if isDeclared[node] {
      try input.note(.nodeTwice)
    } else {
      isDeclared[node] = true
      mentions[node] = nil
    }
    return node
  }

  /// Declares a node; returns its number.
  mutating func addNode(_ id: String) throws -> Int {
    var id = id
    return try id.withUTF8 { try addNode($0) }
  }

  /// Declares an edge; returns its number.
  ///
  /// - Parameter direction: What the edge says for itself.
  mutating func addEdge(
    from source: Bytes, to target: Bytes, direction: Direction = .byDefault
  ) throws -> Int {
    let source = try end(source)
    return try addEdge(from: source, to: try end(target), direction: direction)
  }

  /// Declares an edge between nodes that are known by number; returns its number.
  mutating func addEdge(
    from source: Int, to target: Int, direction: Direction = .byDefault
  ) throws -> Int {
    guard sources.count < limits.edges else {
      throw input.error("there are more than \(limits.edges) edges")
    }
    sources.append(Int32(source))
    targets.append(Int32(target))
    if directions.last != direction, directionLines[direction] == nil {
      directionLines[direction] = input.line
    }
    directions.append(direction)
    return sources.count - 1
  }

  /// The number of the node that an edge names.
  mutating func end(_ id: Bytes) throws -> Int {
    let (isNew, node) = nodes.insert(id)
    if isNew {
      try checkNodeCount()
      isDeclared.append(!isDeclarationNeeded)
      if isDeclarationNeeded { mentions[node] = input.line }
    }
    return node
  }

  /// Whether edges name nodes that are not declared.
  var hasMentions: Bool { !mentions.isEmpty }

  /// Takes all nodes for declared that edges name.
  mutating func forgetMentions() { mentions.removeAll() }

  /// Lets edges end at the nodes that `node` finds by what they named; nodes that nothing declares
  /// vanish.
  mutating func replaceEnds(_ node: (String) -> Int32?) {
    func replaced(_ ends: [Int32]) -> [Int32] {
      ends.map { node(nodes[Int($0)]) ?? $0 }
    }
    sources = replaced(sources)
    targets = replaced(targets)
    vanishing = Set(mentions.keys)
    mentions.removeAll()
  }

  private func checkNodeCount() throws {
    guard nodes.count <= limits.nodes else {
      throw input.error("there are more than \(limits.nodes) nodes")
    }
  }

  /// Sets the identifier of `edge`; edges come in their order.
  mutating func setEdgeID(_ id: Bytes, of edge: Int) { edgeIDs.set(id, of: edge) }

  /// Sets the identifier of `edge`; edges come in their order.
  mutating func setEdgeID(_ id: String, of edge: Int) { id.withBytes { setEdgeID($0, of: edge) } }

  // MARK: Values

  /// Sets the value of column `column` for `item`.
  mutating func set(_ column: Int, to text: Bytes, for item: Item) throws {
    let (domain, number) = index(item)
    if case .edge = item, isWeightColumn[column], badWeightLine == 0, !text.isSurelyFinite,
      !(text.number?.isFinite ?? text.trimmed.isEmpty)
    {
      badWeightLine = input.line
    }
    switch columns[domain][column].set(text, at: number) {
    case .set, .absent: break
    case .unfit: try input.note(.badValue)
    }
  }

  /// Sets the value of column `column` for `item`.
  mutating func set(_ column: Int, to text: String, for item: Item) throws {
    var text = text
    try text.withUTF8 { try set(column, to: $0, for: item) }
  }

  /// Sets the value of column `column` for `item` to what is known to be text.
  mutating func setText(_ column: Int, to text: String, for item: Item) throws {
    let (domain, number) = index(item)
    if columns[domain][column].setText(text, at: number) == .unfit { try input.note(.badValue) }
  }

  /// Sets the value that column `column` has for `item` during `spell`, if it is the one to be
  /// taken: that of the time asked for, or the last.
  mutating func set(
    _ column: Int, to text: Bytes, for item: Item, during spell: Spell
  ) throws {
    let (domain, number) = index(item)
    let key = ValueKey(domain: domain, column: column, item: number)
    if case .edge = item { dynamicEdgeColumns.insert(column) }
    if let time = input.options.time {
      guard let time = self.time(of: time) else {
        throw input.error("\"\(time)\" is no date, time or number")
      }
      guard spell.start ?? -.infinity <= time else { return }
      if let kept = valueTimes[key] {
        let isNow = spell.end ?? .infinity >= time
        let wasNow = kept.end ?? .infinity >= time
        guard isNow || !wasNow else { return }
        guard isNow != wasNow || spell.start ?? -.infinity >= kept.start ?? -.infinity else {
          return
        }
      }
    } else if let kept = valueTimes[key] {
      let isLater =
        (spell.start ?? -.infinity, spell.end ?? .infinity)
        >= (kept.start ?? -.infinity, kept.end ?? .infinity)
      guard isLater else { return }
    }
    valueTimes[key] = spell
    try set(column, to: text, for: item)
  }

  private func index(_ item: Item) -> (domain: Int, number: Int) {
    switch item {
    case .graph: (Domain.graph.rawValue, 0)
    case .node(let node): (Domain.node.rawValue, node)
    case .edge(let edge): (Domain.edge.rawValue, edge)
    }
  }

  /// Sets the label of `item`; an empty text is none.
  mutating func setLabel(_ label: String, of item: Item) {
    guard !label.isEmpty else { return }
    switch item {
    case .graph: break
    case .node(let node): place(label, at: node, in: &nodeLabels)
    case .edge(let edge): place(label, at: edge, in: &edgeLabels)
    }
  }

  /// Sets the weight of `edge`; a text that is no finite number counts as 1.
  mutating func setWeight(_ text: Bytes, of edge: Int) throws {
    guard let weight = text.number, weight.isFinite else {
      if !text.trimmed.isEmpty { try input.note(.badWeight) }
      return
    }
    place(weight, at: edge, in: &edgeWeights)
  }

  mutating func setColor(_ color: Color?, of item: Item) throws {
    guard let color else { return try input.note(.badColor) }
    switch item {
    case .graph: break
    case .node(let node): place(color, at: node, in: &nodeColors)
    case .edge(let edge): place(color, at: edge, in: &edgeColors)
    }
  }

  mutating func setSize(_ size: Double?, of node: Int) throws {
    guard let size, size.isFinite, size >= 0 else { return try input.note(.badSize) }
    place(size, at: node, in: &nodeSizes)
  }

  mutating func setThickness(_ thickness: Double?, of edge: Int) throws {
    guard let thickness, thickness.isFinite, thickness >= 0 else {
      return try input.note(.badThickness)
    }
    place(thickness, at: edge, in: &edgeThicknesses)
  }

  mutating func setPosition(x: Double?, y: Double?, z: Double?, of node: Int) throws {
    guard let x, let y, let z, x.isFinite, y.isFinite, z.isFinite else {
      return try input.note(.badPosition)
    }
    place(Position(x: x, y: y, z: z), at: node, in: &nodePositions)
  }

  mutating func setShape(_ shape: String, of item: Item) {
    switch item {
    case .graph: break
    case .node(let node): place(shape, at: node, in: &nodeShapes)
    case .edge(let edge): place(shape, at: edge, in: &edgeShapes)
    }
  }

  mutating func setKind(_ kind: String, of edge: Int) {
    if !kind.isEmpty { place(kind, at: edge, in: &edgeKinds) }
  }

  mutating func setParent(_ parent: String, of node: Int) {
    if !parent.isEmpty { place((parent, input.line), at: node, in: &nodeParents) }
  }

  mutating func addSpell(_ spell: Spell, to item: Item) {
    switch item {
    case .graph: break
    case .node(let node): nodeSpells[node, default: []].append(spell)
    case .edge(let edge): edgeSpells[edge, default: []].append(spell)
    }
  }

  /// The moment that `text` names: a number, or a date in milliseconds since 1970-01-01 UTC.
  mutating func time(of text: String) -> Double? {
    switch GraphTime(text, isDate: hasDates) {
    case .number(let number): return number
    case .date(let milliseconds):
      spellsAreDates = true
      return Double(milliseconds)
    case nil: return nil
    }
  }

  // MARK: The whole

  /// The graph.
  ///
  /// - Throws: `GraphReadError` where it is to be refused.
  mutating func graph() throws -> GraphDocument {
    let missing = try noteMissingNodes()
    let hasDirection = try decideDirection()
    let ids = (0..<nodes.count).map { nodes[$0] }
    var graph = GraphDocument(
      isDirected: hasDirection, nodeIDs: ids, edgeSources: sources, edgeTargets: targets)
    graph.title = title
    graph.details = details
    graph.graphColumns = columns[0].map { $0.column(count: 1) }
      .filter { $0.text(at: 0) != nil }
    graph.nodeColumns = columns[1].map { $0.column(count: ids.count) }
    graph.edgeColumns = columns[2].map { $0.column(count: sources.count) }
    graph.nodeColors = filled(nodeColors, ids.count)
    graph.nodeSizes = filled(nodeSizes, ids.count)
    graph.nodePositions = filled(nodePositions, ids.count)
    graph.nodeShapes = filled(nodeShapes, ids.count)
    graph.nodeParents = try parents()
    graph.edgeColors = filled(edgeColors, sources.count)
    graph.edgeThicknesses = filled(edgeThicknesses, sources.count)
    graph.edgeShapes = filled(edgeShapes, sources.count)
    graph.edgeKinds = filled(edgeKinds, sources.count)
    graph.spellUnit = spellsAreDates || hasDates ? .milliseconds : .plain
    if !nodeSpells.isEmpty {
      graph.nodeSpells = SpellColumn(ids.indices.map { nodeSpells[$0] ?? [] })
    }
    if !edgeSpells.isEmpty {
      graph.edgeSpells = SpellColumn(sources.indices.map { edgeSpells[$0] ?? [] })
    }
    if graph.nodeSpells == nil, graph.edgeSpells == nil { graph.spellUnit = .milliseconds }
    graph.edgeIDs = edgeIDs.texts(edgeCount: sources.count)
    let properties = GraphProperties(
      nodeLabels: nodeLabels, edgeLabels: edgeLabels, edgeWeights: edgeWeights,
      weightColumnIDs: columns[2].map(\.id), badWeightLine: badWeightLine,
      dynamicEdgeColumns: dynamicEdgeColumns,
      takesDecorations: takesDecorations, takesValueAsWeight: takesValueAsWeight)
    try properties.settle(in: &graph, notes: input.notes)
    if !vanishing.isEmpty {
      graph = graph.keeping(nodes: (0..<graph.nodeCount).filter { !vanishing.contains($0) })
    }
    if !missing.isEmpty, input.options.undeclaredNodes == .drop {
      graph = try withoutNodes(missing, of: graph)
    }
    return try withBothDirections(graph)
  }

  /// The nodes that no declaration was found for.
  private func noteMissingNodes() throws -> Set<Int> {
    guard let first = mentions.min(by: { $0.value < $1.value }) else { return [] }
    guard input.options.undeclaredNodes != .refuse else {
      throw GraphReadError(
        file: input.name, line: first.value,
        reason: "an edge ends at the node \"\(nodes[first.key])\", which is not declared")
    }
    if input.options.undeclaredNodes == .add {
      try input.notes.add(.undeclaredNode, mentions.count, line: first.value)
    }
    return Set(mentions.keys)
  }

  private func withoutNodes(
    _ missing: Set<Int>, of graph: GraphDocument
  ) throws -> GraphDocument {
    let edges = (0..<graph.edgeCount).filter {
      !missing.contains(Int(graph.edgeSources[$0])) && !missing.contains(Int(graph.edgeTargets[$0]))
    }
    try input.notes.add(
      .edgeLeftOut, graph.edgeCount - edges.count, line: mentions.values.min() ?? 0)
    return graph.keeping(
      nodes: (0..<graph.nodeCount).filter { !missing.contains($0) }, edges: edges)
  }

  /// Whether the graph has a direction, from what its edges say; mixed ones as the user wants it.
  private func decideDirection() throws -> Bool {
    var hasDirected = false
    var hasUndirected = false
    for direction in directions {
      switch direction {
      case .directed: hasDirected = true
      case .undirected: hasUndirected = true
      case .byDefault:
        if isDirectedByDefault { hasDirected = true } else { hasUndirected = true }
      case .mutual: break
      }
    }
    guard hasDirected, hasUndirected else {
      return hasDirected || !hasUndirected && isDirectedByDefault
    }
    switch input.options.mixedDirections {
    case .directed:
      try input.notes.add(
        .undirectedEdge, directions.count { !isDirected($0) }, line: firstLine { !isDirected($0) })
      return true
    case .undirected:
      try input.notes.add(
        .directedEdge, directions.count { isDirected($0) }, line: firstLine { isDirected($0) })
      return false
    case .refuse:
      throw GraphReadError(
        file: input.name, line: max(firstLine { isDirected($0) }, firstLine { !isDirected($0) }),
        reason: "some edges have a direction and some have none")
    }
  }

  /// The line of the first edge whose direction fits; 0 where none does.
  private func firstLine(_ fits: (Direction) -> Bool) -> Int {
    directionLines.filter { fits($0.key) }.values.min() ?? 0
  }

  private func isDirected(_ direction: Direction) -> Bool {
    direction == .directed || direction == .byDefault && isDirectedByDefault
  }

  /// In a directed graph, edges that lead both ways are two.
  private func withBothDirections(_ graph: GraphDocument) throws -> GraphDocument {
    // Edges may have been left out.
    guard graph.isDirected, graph.edgeCount == directions.count,
      directions.contains(where: { !isDirected($0) })
    else { return graph }
    var order: [Int] = []
    var isReversed: [Bool] = []
    for (edge, direction) in directions.enumerated() {
      order.append(edge)
      isReversed.append(false)
      if !isDirected(direction), sources[edge] != targets[edge] {
        order.append(edge)
        isReversed.append(true)
      }
    }
    var both = graph.keeping(edges: order)
    for edge in order.indices where isReversed[edge] {
      swap(&both.edgeSources[edge], &both.edgeTargets[edge])
      both.edgeIDs?[edge] += ":reverse"
    }
    if let ids = both.edgeIDs, Set(ids).count < ids.count { both.edgeIDs = nil }
    return both
  }

  private func parents() throws -> [Int32?]? {
    guard !nodeParents.isEmpty else { return nil }
    var unknown = 0
    var firstLine = 0
    var parents = [Int32?](repeating: nil, count: nodes.count)
    for case (let node, let (id, line)?) in nodeParents.enumerated() {
      if let parent = nodes.number(of: id), parent != node {
        parents[node] = Int32(parent)
      } else {
        firstLine = unknown == 0 ? line : min(firstLine, line)
        unknown += 1
      }
    }
    if unknown > 0 { try input.notes.add(.unknownParent, unknown, line: firstLine) }
    return parents.contains { $0 != nil } ? parents : nil
  }

  /// The values if there are any, as many as there are items.
  private func filled<Value>(_ values: [Value?], _ count: Int) -> [Value?]? {
    guard !values.isEmpty else { return nil }
    guard values.count < count else { return values }
    return values + [Value?](repeating: nil, count: count - values.count)
  }
}
