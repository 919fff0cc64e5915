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
  }

  let diagram: Diagram
  let selection: DiagramSelection
  let nodes: [Node]
  /// The communities that have a color of their own, largest first.
  let communities: [Int64]
  /// The community of each node of the graph.
  let community: [Int64?]

  init(_ diagram: Diagram, _ selection: DiagramSelection) {
    self.diagram = diagram
    self.selection = selection
    let graph = diagram.graph
    var community = [Int64?](repeating: nil, count: graph.nodeCount)
    if let name = diagram.communityColumn, let column = graph.nodeColumn(name) {
      for node in selection.nodes {
        if let value = column.number(at: node), abs(value) < 1e15 { community[node] = Int64(value) }
      }
    }
    self.community = community
    communities = CommunityPalette.largest(community)
    let colors = CommunityPalette.colors(of: community)
    let kinds = graph.nodeColumn(diagram.kindColumn)
    let kind = { (node: Int) in DiagramKind(kinds?.text(at: node)) }

    let largest =
      selection.nodes.lazy.filter { kind($0) == .person }
      .map { selection.importance[$0] }.max() ?? 0
    let scale = Self.scale(selection.nodes.count)
    let range = diagram.portraits.isEmpty ? (16.0, 60.0) : (42.0, 92.0)
    nodes = selection.nodes.map { node in
      let kind = kind(node)
      let share = largest > 0 ? (selection.importance[node] / largest).squareRoot() : 0.5
      let size = kind == .person ? (range.0 + (range.1 - range.0) * share) * scale : 13 * scale
      let color: Color =
        if kind != .person {
          kind.color
        } else if diagram.communityColumn == nil {
          graph.nodeColors?[node] ?? CommunityPalette.colors[0]
        } else { colors[node] }
      return Node(
        index: node, kind: kind, size: size, color: color,
        importance: selection.importance[node],
        hasPortrait: diagram.portraits[node] != nil)
    }
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

  /// The color of an edge between two nodes of one community, or from a node with a community to
  /// something that has none, such as a photo.
  func sharedColor(_ source: Int, _ target: Int) -> Color? {
    let (first, second) = (community[source], community[target])
    guard first == second || first == nil || second == nil, let either = first ?? second,
      let rank = communities.firstIndex(of: either)
    else { return nil }
    return CommunityPalette.colors[rank]
  }

  /// The node's name in DOT.
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
    return NumberText.shortest((average * 3.2 / 72 * 1000).rounded() / 1000)
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
    }
  }

  /// What the pointer shows, by the `id` of the element in SVG.
  func hoverTitles() -> [String: String] {
    let graph = diagram.graph
    var titles: [String: String] = ["graph0": graph.title]
    for node in nodes {
      titles[name(node.index)] = hover(
        graph.nodeLabels[node.index], graph.nodeColumns, at: node.index)
    }
    for edge in selection.edges {
      let ends = [graph.edgeSources[edge], graph.edgeTargets[edge]].map {
        graph.nodeLabels[Int($0)]
      }
      var columns = graph.edgeColumns
      if let weights = graph.edgeWeights {
        columns.insert(AttributeColumn("weight", .double(weights)), at: 0)
      }
      let link = graph.isDirected ? " → " : " – "
      titles["e\(edge)"] = hover(ends.joined(separator: link), columns, at: edge)
    }
    return titles
  }

  private func hover(_ heading: String, _ columns: [AttributeColumn], at item: Int) -> String {
    let lines = columns.compactMap { column in
      column.text(at: item).map { "\(column.name): \(CleanText.shortened($0, to: 120))" }
    }
    return ([heading] + lines).joined(separator: "\n")
  }
}
