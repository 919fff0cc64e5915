/// Finds, among what a file says of nodes and edges, what every document has a place for: labels,
/// weights, places, sizes, colors.
struct GraphProperties {
  /// Labels that nodes have beside their attributes.
  let nodeLabels: [String?]
  /// Labels that edges have beside their attributes.
  let edgeLabels: [String?]
  /// Weights that edges have beside their attributes.
  let edgeWeights: [Double?]
  /// The identifiers of the columns of edges.
  let weightColumnIDs: [String]
  /// The first line where a column of weights holds no number.
  let badWeightLine: Int
  /// The columns of edges that change over time.
  let dynamicEdgeColumns: Set<Int>
  let takesDecorations: Bool
  let takesValueAsWeight: Bool

  /// Moves them to their places in `graph`, and gives the other columns names of their own.
  func settle(in graph: inout GraphDocument, notes: ReadNotes) throws {
    // Before any column of edges goes.
    try settleWeights(in: &graph, notes)
    settleEdgeLabels(in: &graph)
    settleNodeLabels(in: &graph)
    settlePositions(in: &graph)
    settleSizes(in: &graph)
    graph.nodeColors = settledColors(graph.nodeColors, in: &graph.nodeColumns, graph.nodeCount)
    graph.edgeColors = settledColors(graph.edgeColors, in: &graph.edgeColumns, graph.edgeCount)
    if takesDecorations { settleDecorations(in: &graph) }
    graph.renameReservedColumns()
  }

  // MARK: Weights

  private func settleWeights(in graph: inout GraphDocument, _ notes: ReadNotes) throws {
    let columns = graph.edgeColumns
    let isWeight: [(Int) -> Bool] = [
      { columns[$0].name == "weight" },
      { columns[$0].name.lowercased() == "weight" },
      { weightColumnIDs[$0].lowercased() == "weight" },
      { takesValueAsWeight && columns[$0].name == "value" },
    ]
    var found: (column: Int, numbers: [Double?])?
    for rule in isWeight where found == nil {
      for column in columns.indices where rule(column) && found == nil {
        if let numbers = numbers(columns[column], isLenient: true) { found = (column, numbers) }
      }
    }
    var weights = edgeWeights
    weights.append(contentsOf: repeatElement(nil, count: graph.edgeCount - weights.count))
    let hasOwn = weights.contains { $0 != nil }
    guard let found else {
      if hasOwn { graph.edgeWeights = weights.map { $0 ?? 1 } }
      return
    }
    let isDynamic = dynamicEdgeColumns.contains(found.column)
    var isKept = false
    for edge in weights.indices {
      if isDynamic {
        weights[edge] = found.numbers[edge] ?? weights[edge]
      } else if hasOwn {
        isKept = isKept || found.numbers[edge] != nil && found.numbers[edge] != weights[edge]
      } else {
        weights[edge] = found.numbers[edge]
      }
    }
    if columns[found.column].name == "value" { try notes.add(.weightFromValue, line: 0) }
    let bad = weights.indices.filter { weights[$0].map { !$0.isFinite } ?? false }
    if !bad.isEmpty { try notes.add(.badWeight, bad.count, line: badWeightLine) }
    for edge in bad { weights[edge] = nil }
    if hasOwn || weights.contains(where: { $0 != nil }) {
      graph.edgeWeights = weights.map { $0 ?? 1 }
    }
    if !isKept { graph.edgeColumns.remove(at: found.column) }
  }

  // MARK: Labels

  private func settleNodeLabels(in graph: inout GraphDocument) {
    let nodes = graph.nodeIDs.indices
    let label = column("label", in: graph.nodeColumns)
    let name = column("name", in: graph.nodeColumns)
    graph.nodeLabels = nodes.map { node in
      if node < nodeLabels.count, let label = nodeLabels[node] { return label }
      for column in [label, name] {
        if let column, let text = graph.nodeColumns[column].text(at: node), !text.isEmpty {
          return text
        }
      }
      return graph.nodeIDs[node]
    }
    // A column that says nothing more than the labels do is one of them.
    guard let label else { return }
    let column = graph.nodeColumns[label]
    let isSame = nodes.allSatisfy {
      let text = column.text(at: $0) ?? ""
      return text.isEmpty || text == graph.nodeLabels[$0]
    }
    if isSame { graph.nodeColumns.remove(at: label) }
  }

  private func settleEdgeLabels(in graph: inout GraphDocument) {
    let edges = graph.edgeSources.indices
    let column =
      column("label", in: graph.edgeColumns) ?? column("edge label", in: graph.edgeColumns)
    guard column != nil || !edgeLabels.isEmpty else { return }
    let labels = edges.map { edge in
      if edge < edgeLabels.count, let label = edgeLabels[edge] { return label }
      return column.flatMap { graph.edgeColumns[$0].text(at: edge) } ?? ""
    }
    if labels.contains(where: { !$0.isEmpty }) { graph.edgeLabels = labels }
    guard let column else { return }
    let isSame = edges.allSatisfy {
      let text = graph.edgeColumns[column].text(at: $0) ?? ""
      return text.isEmpty || text == labels[$0]
    }
    if isSame { graph.edgeColumns.remove(at: column) }
  }

  // MARK: Drawing

  private func settlePositions(in graph: inout GraphDocument) {
    guard graph.nodePositions == nil else { return }
    let columns = graph.nodeColumns
    if let x = column("x", in: columns), let y = column("y", in: columns),
      let xs = numbers(columns[x], isLenient: true), let ys = numbers(columns[y], isLenient: true)
    {
      let z = column("z", in: columns)
      let zs = z.flatMap { numbers(columns[$0], isLenient: true) }
      if let positions = positions(xs, ys, zs) {
        graph.nodePositions = positions
        let taken = [x, y] + (zs == nil ? [] : [z])
        graph.nodeColumns = columns.indices.filter { !taken.contains($0) }.map { columns[$0] }
        return
      }
    }
    // Degrees; the columns stay, since they say more than a drawing's places.
    let latitude = ["latitude", "lat"].compactMap { column($0, in: columns) }.first
    let longitude = ["longitude", "lon", "lng", "long"].compactMap { column($0, in: columns) }.first
    if let latitude, let longitude, let ys = numbers(columns[latitude], isLenient: true),
      let xs = numbers(columns[longitude], isLenient: true),
      ys.allSatisfy({ abs($0 ?? 0) <= 90 }), xs.allSatisfy({ abs($0 ?? 0) <= 180 })
    {
      graph.nodePositions = positions(xs, ys, nil)
    }
  }

  private func positions(_ xs: [Double?], _ ys: [Double?], _ zs: [Double?]?) -> [Position?]? {
    let positions = xs.indices.map { node -> Position? in
      guard let x = xs[node], let y = ys[node], x.isFinite, y.isFinite else { return nil }
      let z = zs?[node] ?? 0
      return Position(x: x, y: y, z: z.isFinite ? z : 0)
    }
    return positions.contains { $0 != nil } ? positions : nil
  }

  private func settleSizes(in graph: inout GraphDocument) {
    guard graph.nodeSizes == nil, let size = column("size", in: graph.nodeColumns),
      let sizes = numbers(graph.nodeColumns[size], isLenient: false),
      sizes.allSatisfy({ ($0 ?? 0) >= 0 && ($0 ?? 0).isFinite }),
      sizes.contains(where: { $0 != nil })
    else { return }
    graph.nodeSizes = sizes
    graph.nodeColumns.remove(at: size)
  }

  /// Colors under the names that Gephi gives their parts, or in CSS's words.
  private func settledColors(
    _ known: [Color?]?, in columns: inout [AttributeColumn], _ count: Int
  ) -> [Color?]? {
    var colors = known
    let parts = ["r", "g", "b"].compactMap { name in columns.firstIndex { $0.name == name } }
    if colors == nil, parts.count == 3 {
      let opacity = columns.firstIndex { $0.name == "a" }
      let found = (0..<count).map { item -> (isGood: Bool, color: Color?) in
        let texts = parts.map { columns[$0].text(at: item) }
        if texts.allSatisfy({ $0 == nil }) { return (true, nil) }
        guard let red = texts[0], let green = texts[1], let blue = texts[2],
          let color = Color(
            red: red, green: green, blue: blue,
            alpha: opacity.flatMap { columns[$0].text(at: item) })
        else { return (false, nil) }
        return (true, color)
      }
      if found.allSatisfy(\.isGood), found.contains(where: { $0.color != nil }) {
        colors = found.map(\.color)
        let taken = parts + (opacity.map { [$0] } ?? [])
        columns = columns.indices.filter { !taken.contains($0) }.map { columns[$0] }
      }
    }
    if let index = columns.firstIndex(where: { $0.name == "color" || $0.name == "colour" }),
      case .string(let texts) = columns[index].values, texts.contains(where: { $0 != nil })
    {
      let found = texts.map { $0.flatMap { Color(css: $0) } }
      let isGood = texts.indices.allSatisfy { (texts[$0] ?? "").isEmpty || found[$0] != nil }
      if isGood, found.contains(where: { $0 != nil }), colors == nil || colors == found {
        colors = found
        columns.remove(at: index)
      }
    }
    return colors
  }

  /// Decorations that go by their plain names.
  private func settleDecorations(in graph: inout GraphDocument) {
    func texts(_ name: String, _ columns: inout [AttributeColumn]) -> [String?]? {
      guard let index = columns.firstIndex(where: { $0.name == name }),
        case .string(let texts) = columns[index].values, texts.contains(where: { $0 != nil })
      else { return nil }
      columns.remove(at: index)
      return texts
    }
    if graph.edgeKinds == nil { graph.edgeKinds = texts("kind", &graph.edgeColumns) }
    if graph.edgeShapes == nil { graph.edgeShapes = texts("shape", &graph.edgeColumns) }
    if graph.nodeShapes == nil { graph.nodeShapes = texts("shape", &graph.nodeColumns) }
    if graph.edgeThicknesses == nil,
      let index = graph.edgeColumns.firstIndex(where: { $0.name == "thickness" }),
      let numbers = numbers(graph.edgeColumns[index], isLenient: false),
      numbers.allSatisfy({ ($0 ?? 0) >= 0 && ($0 ?? 0).isFinite }),
      numbers.contains(where: { $0 != nil })
    {
      graph.edgeThicknesses = numbers
      graph.edgeColumns.remove(at: index)
    }
  }

  // MARK: Columns

  /// The column called `name`, which is in small letters: exactly, or else in other letters.
  private func column(_ name: String, in columns: [AttributeColumn]) -> Int? {
    columns.firstIndex { $0.name == name } ?? columns.firstIndex { $0.name.lowercased() == name }
  }

  /// The numbers of a column of numbers, or of texts that are all numbers.
  private func numbers(_ column: AttributeColumn, isLenient: Bool) -> [Double?]? {
    switch column.values {
    case .integer(let values): return values.map { $0.map(Double.init) }
    case .double(let values): return values
    case .boolean: return nil
    case .string(let values):
      guard isLenient, values.contains(where: { $0 != nil }) else { return nil }
      var numbers: [Double?] = []
      numbers.reserveCapacity(values.count)
      for value in values {
        guard let value else {
          numbers.append(nil)
          continue
        }
        let (number, isAbsent) = value.withBytes { ($0.number, $0.isAbsent) }
        guard number != nil || isAbsent else { return nil }
        numbers.append(isAbsent ? nil : number)
      }
      return numbers
    }
  }
}

extension GraphDocument {
  /// Attributes whose names formats need for themselves get another one, `id_attribute` say.
  fileprivate mutating func renameReservedColumns() {
    nodeColumns = renamed(nodeColumns, reserved: reservedNodeNames)
    edgeColumns = renamed(edgeColumns, reserved: reservedEdgeNames)
    graphColumns = renamed(graphColumns, reserved: [])
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
