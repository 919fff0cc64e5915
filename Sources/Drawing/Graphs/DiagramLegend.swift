import GraphFormats

/// What a diagram's colors, shapes, sizes and widths mean, and what is not drawn.
struct DiagramLegend {
  private let scene: DiagramScene
  private let unlabeled: Int

  init(_ scene: DiagramScene, unlabeled: Int) {
    self.scene = scene
    self.unlabeled = unlabeled
  }

  /// The signs that are explained.
  var entries: [Legend.Entry] { kinds + communities + confidences }

  /// What is to be said in words.
  var sentences: [String] {
    [measures, unlinked, omissions, labels].compactMap { $0 }
  }

  private var graph: GraphDocument { scene.diagram.graph }

  /// A name that keeps its direction to itself.
  private func name(_ node: Int, _ limit: Int) -> String {
    "\u{2068}\(CleanText.shortened(graph.nodeLabels[node], to: limit))\u{2069}"
  }

  private var kinds: [Legend.Entry] {
    let present = DiagramKind.allCases.filter { kind in scene.nodes.contains { $0.kind == kind } }
    guard present != [.person] else { return [] }
    return present.map { kind in
      let count = scene.nodes.count { $0.kind == kind }
      return Legend.Entry(
        sign: .mark(kind, kind == .person ? "#333333" : kind.color.hex),
        text: "\(DiagramText.grouped(count)) \(count == 1 ? kind.rawValue : kind.plural)")
    }
  }

  private var communities: [Legend.Entry] {
    guard !scene.communities.isEmpty else { return [] }
    var entries = scene.communities.map { community in
      let leading = community.nodes.sorted {
        $0.importance != $1.importance ? $0.importance > $1.importance : $0.index < $1.index
      }.prefix(2).map { name($0.index, 16) }
      let more = community.nodes.count > 2 ? ", …" : ""
      return Legend.Entry(
        sign: .mark(.person, community.color.hex),
        // From left to right, whatever the script of the first name.
        text: "\u{200E}\(leading.joined(separator: ", "))\(more) (\(community.nodes.count))")
    }
    let people = scene.nodes.count { $0.kind == .person }
    let others = people - scene.communities.reduce(0) { $0 + $1.nodes.count }
    if others > 1 {
      entries.append(
        Legend.Entry(
          sign: .mark(.person, CommunityPalette.other.hex), text: "in other communities (\(others))"
        ))
    }
    return entries
  }

  private var confidences: [Legend.Entry] {
    let present = Set(scene.selection.edges.map(scene.confidence))
    guard graph.edgeColumn(scene.diagram.confidenceColumn) != nil, present != [.sure] else {
      return []
    }
    return DiagramScene.Confidence.allCases.filter(present.contains).map { confidence in
      Legend.Entry(
        sign: .line(
          Canvas.Style(stroke: "#606060", width: 1.6, dash: confidence.dash(width: 1.6))),
        text: confidence.meaning)
    }
  }

  private var measures: String? {
    var parts: [String] = []
    let sizes = scene.nodes.filter { $0.kind == .person }.map(\.importance)
    if let least = sizes.min(), let most = sizes.max(), most > least {
      let fallback = graph.edgeWeights == nil ? "number of links" : "sum of link weights"
      parts.append(
        "Circle size: \(scene.diagram.sizeColumn ?? fallback), "
          + "\(DiagramText.rounded(least)) to \(DiagramText.rounded(most))")
    }
    let weights = scene.selection.edges.compactMap { graph.edgeWeights?[$0] }
    if let least = weights.min(), let most = weights.max(), most > least {
      parts.append(
        "Line width: weight, \(DiagramText.rounded(least)) to \(DiagramText.rounded(most))")
    }
    if !scene.communities.isEmpty { parts.append("Color: community") }
    return parts.isEmpty ? nil : parts.joined(separator: "   ·   ")
  }

  private var unlinked: String? {
    let nodes = scene.selection.unlinked
    guard !nodes.isEmpty else { return nil }
    let names = nodes.prefix(8).map { name($0, 20) }
    let more = nodes.count > names.count ? ", …" : ""
    return "Without a link, and not drawn: \(DiagramText.grouped(nodes.count)) "
      + "(\(names.joined(separator: ", "))\(more))"
  }

  private var omissions: String? {
    let loops = (0..<graph.edgeCount).count { graph.edgeSources[$0] == graph.edgeTargets[$0] }
    let (nodes, edges) = (scene.nodes.count, scene.selection.edges.count)
    let linked = graph.nodeCount - scene.selection.unlinked.count
    guard nodes < linked || edges < graph.edgeCount - loops else { return nil }
    return
      "Drawn: \(part(nodes, of: linked)) nodes and \(part(edges, of: graph.edgeCount - loops)) "
      + "links; the rest is left out."
  }

  private var labels: String? {
    unlabeled == 0 ? nil : "\(DiagramText.grouped(unlabeled)) labels found no room."
  }

  private func part(_ count: Int, of total: Int) -> String {
    count == total
      ? "all \(DiagramText.grouped(count))"
      : "the strongest \(DiagramText.grouped(count)) of \(DiagramText.grouped(total))"
  }
}

extension DiagramScene.Confidence {
  /// The strokes and gaps of a line of this confidence.
  func dash(width: Double) -> [Double] {
    switch self {
    case .sure: []
    case .likely: [width * 4 + 2, width * 1.5 + 2]
    case .unsure: [width, width * 1.5 + 2]
    }
  }

  /// What it means.
  var meaning: String {
    switch self {
    case .sure: "sure (confidence 0.9 or more)"
    case .likely: "less sure (0.5 to 0.9)"
    case .unsure: "unsure (below 0.5)"
    }
  }
}
