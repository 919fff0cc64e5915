import GraphFormats

/// What a diagram draws, before anything has a place: nodes with shape, size and color, edges with
/// width and color.
struct DiagramScene {
  /// A node to draw.
  struct Node {
    /// The node in the graph.
    let index: Int
    let kind: DiagramKind
    /// Width and height, in points.
    let size: Double
    let color: Color
    let importance: Double
    let hasPortrait: Bool
    /// The label, short enough to be drawn.
    let text: String
  }

  /// How sure an edge is.
  enum Confidence: CaseIterable {
    case sure, likely, unsure

    init(_ value: Double?) {
      self = value.map { $0 >= 0.9 ? .sure : $0 >= 0.5 ? .likely : .unsure } ?? .sure
    }
  }

  let diagram: Diagram
  let selection: DiagramSelection
  let nodes: [Node]
  /// The community of each node of the graph.
  let community: [Int64?]
  /// The communities of which several nodes are drawn, largest first, and their colors.
  let communities: [(number: Int64, color: Color, nodes: [Node])]

  init(_ diagram: Diagram, _ selection: DiagramSelection) {
    self.diagram = diagram
    self.selection = selection
    let graph = diagram.graph
    var community = [Int64?](repeating: nil, count: graph.nodeCount)
    if let name = diagram.communityColumn, let column = graph.nodeColumn(name) {
      for node in 0..<graph.nodeCount {
        if let value = column.number(at: node), abs(value) < 1e15 { community[node] = Int64(value) }
      }
    }
    self.community = community
    // The graph's own colors where it has some, so that one node has one color in all pictures.
    let palette = CommunityPalette.colors(of: community)
    let own = graph.nodeColors
    let kinds = graph.nodeColumn(diagram.kindColumn)
    let kind = { (node: Int) in DiagramKind(kinds?.text(at: node)) }

    let largest =
      selection.nodes.lazy.filter { kind($0) == .person }
      .map { selection.importance[$0] }.max() ?? 0
    let scale = Self.scale(selection.nodes.count)
    let range = diagram.portraits.isEmpty ? (16.0, 60.0) : (42.0, 92.0)
    let nodes = selection.nodes.map { node in
      let kind = kind(node)
      let share = largest > 0 ? (selection.importance[node] / largest).squareRoot() : 0.5
      let size = kind == .person ? (range.0 + (range.1 - range.0) * share) * scale : 13 * scale
      let color: Color =
        if kind != .person {
          kind.color
        } else if let color = own?[node] {
          color
        } else if diagram.communityColumn == nil {
          CommunityPalette.colors[0]
        } else { palette[node] }
      return Node(
        index: node, kind: kind, size: size, color: color,
        importance: selection.importance[node],
        hasPortrait: diagram.portraits[node] != nil,
        text: CleanText.shortened(graph.nodeLabels[node], to: 28))
    }
    self.nodes = nodes
    var members: [Int64: [Node]] = [:]
    for node in nodes where node.kind == .person {
      if let number = community[node.index], node.color != CommunityPalette.other {
        members[number, default: []].append(node)
      }
    }
    communities = members.filter { $0.value.count > 1 }
      .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      .prefix(CommunityPalette.colors.count)
      .map { ($0.key, $0.value[0].color, $0.value) }
  }

  /// Smaller nodes for larger graphs.
  private static func scale(_ count: Int) -> Double {
    switch count {
    case ...20: 1
    case ...60: 0.85
    case ...150: 0.7
    case ...400: 0.55
    default: 0.42
    }
  }

  /// The texts that labels need the width of.
  var labelTexts: [String] { nodes.map(\.text) }

  /// All texts whose width has to be known, those of the legend among them.
  var allTexts: [String] {
    labelTexts + DiagramLegend(self, unlabeled: 0).entries.map(\.text)
  }

  /// The color of an edge between two nodes of one community, or from a node with a community to
  /// something that has none, such as a photo.
  func sharedColor(_ source: Int, _ target: Int) -> Color? {
    let (first, second) = (community[source], community[target])
    guard first == second || first == nil || second == nil, let either = first ?? second else {
      return nil
    }
    return communities.first { $0.number == either }?.color
  }

  /// How sure an edge of the graph is.
  func confidence(_ edge: Int) -> Confidence {
    Confidence(diagram.graph.edgeColumn(diagram.confidenceColumn)?.number(at: edge))
  }

  /// The node's name in DOT and SVG.
  func name(_ node: Int) -> String { "n\(node)" }

  /// The name of the node's picture.
  func imageName(_ node: Node) -> String { "\(node.index).png" }

  /// DOT for the layout alone: sizes and edges, no text.
  func layoutDOT(_ engine: Diagram.Engine) -> String {
    var dot =
      "graph {\n  graph [overlap=prism, splines=false, pack=\(packing), \(parameters(engine))];\n"
    dot += "  node [shape=circle, fixedsize=true, label=\"\"];\n"
    if engine == .neato { dot += "  edge [len=\(edgeLength)];\n" }
    for node in nodes {
      // Room for the label below, so that neighbors keep their distance.
      let width = NumberText.shortest(((node.size + 6) / 72 * 1000).rounded() / 1000)
      dot += "  \(name(node.index)) [width=\(width), height=\(width)];\n"
    }
    for edge in selection.edges.sorted() {
      let graph = diagram.graph
      dot += "  \(name(Int(graph.edgeSources[edge]))) -- \(name(Int(graph.edgeTargets[edge])));\n"
    }
    return dot + "}\n"
  }

  /// How long an edge should be, in inches: long enough for the nodes at its ends.
  private var edgeLength: String {
    let average = nodes.isEmpty ? 20 : nodes.reduce(0) { $0 + $1.size } / Double(nodes.count)
    return NumberText.shortest(
      (average * (nodes.count > 150 ? 5 : nodes.count > 40 ? 4.6 : 3.6) / 72 * 1000).rounded()
        / 1000)
  }

  /// How far components keep from each other, in points: people seen alone should not fill the
  /// picture.
  private var packing: Int {
    let average = nodes.isEmpty ? 20 : nodes.reduce(0) { $0 + $1.size } / Double(nodes.count)
    return nodes.count > 150 ? Int(average / 2) : 24
  }

  private func parameters(_ engine: Diagram.Engine) -> String {
    switch engine {
    case .sfdp: "K=\(edgeLength), repulsiveforce=1.4"
    case .fdp: "K=\(edgeLength)"
    case .neato: "mode=sgd"
    case .dot: "rankdir=LR, ranksep=1.2, nodesep=0.1"
    case .circo: "mindist=0.6"
    case .twopi: "ranksep=1.5"
    case .file: ""
    }
  }

  /// What the pointer shows over a node of the graph.
  func hoverTitle(ofNode node: Int) -> String {
    hover(diagram.graph.nodeLabels[node], diagram.graph.nodeColumns, at: node)
  }

  /// What the pointer shows over an edge of the graph.
  func hoverTitle(ofEdge edge: Int) -> String {
    let graph = diagram.graph
    let ends = [graph.edgeSources[edge], graph.edgeTargets[edge]].map { graph.nodeLabels[Int($0)] }
    var heading = ends.joined(separator: graph.isDirected ? " → " : " – ")
    if let weights = graph.edgeWeights {
      heading += "\nweight: \(NumberText.shortest(weights[edge]))"
    }
    return hover(heading, graph.edgeColumns, at: edge)
  }

  private func hover(_ heading: String, _ columns: [AttributeColumn], at item: Int) -> String {
    let lines = columns.compactMap { column in
      column.text(at: item).map { "\(column.name): \(CleanText.shortened($0, to: 120))" }
    }
    return ([heading] + lines).joined(separator: "\n")
  }
}
