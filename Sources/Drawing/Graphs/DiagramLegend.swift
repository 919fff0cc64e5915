import GraphFormats

/// What colors, shapes, sizes and widths mean, and what is not drawn; an HTML-like label.
struct DiagramLegend {
  private let scene: DiagramScene
  private let width: Double
  private let fontSize: Double

  init(_ scene: DiagramScene, width: Double, fontSize: Double) {
    self.scene = scene
    self.width = width
    self.fontSize = fontSize * 0.85
  }

  /// The legend as an HTML-like table.
  func html() -> String {
    let entries = kinds() + communities()
    let columns = max(1, min(4, Int(width / (fontSize * 20))))
    var rows = stride(from: 0, to: entries.count, by: columns).map { start in
      let cells = entries[start..<min(start + columns, entries.count)].map {
        "<TD ALIGN=\"LEFT\">\($0)&#160;&#160;</TD>"
      }
      let padding = String(repeating: "<TD></TD>", count: columns - cells.count)
      return "<TR>\(cells.joined())\(padding)</TR>"
    }
    for line in measures() + omissions() {
      rows.append("<TR><TD COLSPAN=\"\(columns)\" ALIGN=\"LEFT\">\(line)</TD></TR>")
    }
    guard !rows.isEmpty else { return " " }
    return "<TABLE BORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\">"
      + "<TR><TD COLSPAN=\"\(columns)\" HEIGHT=\"\(Int(fontSize * 1.5))\"></TD></TR>"
      + rows.joined() + "</TABLE>"
  }

  private func kinds() -> [String] {
    let present = DiagramKind.allCases.filter { kind in scene.nodes.contains { $0.kind == kind } }
    guard present != [.person] else { return [] }
    return present.map { kind in
      let count = scene.nodes.count { $0.kind == kind }
      return symbol(kind.symbol, kind == .person ? Color(0x33, 0x33, 0x33) : kind.color)
        + text("\(DiagramText.grouped(count)) \(count == 1 ? kind.rawValue : kind.plural)")
    }
  }

  private func communities() -> [String] {
    guard scene.communities.count > 0 else { return [] }
    var members: [Int64: [DiagramScene.Node]] = [:]
    var others = 0
    for node in scene.nodes where node.kind == .person {
      if let community = scene.community[node.index], scene.communities.contains(community) {
        members[community, default: []].append(node)
      } else {
        others += 1
      }
    }
    var entries = zip(scene.communities, CommunityPalette.colors).compactMap {
      (community, color) -> String? in
      guard let nodes = members[community] else { return nil }
      let leading = nodes.sorted {
        $0.importance != $1.importance ? $0.importance > $1.importance : $0.index < $1.index
      }.prefix(2).map {
        CleanText.shortened(scene.diagram.graph.nodeLabels[$0.index], to: 14)
      }
      let names = leading.joined(separator: ", ") + (nodes.count > 2 ? ", …" : "")
      return symbol("●", color) + text("\(names) (\(nodes.count))")
    }
    if others > 0 {
      entries.append(symbol("●", CommunityPalette.other) + text("other communities (\(others))"))
    }
    return entries
  }

  private func measures() -> [String] {
    let graph = scene.diagram.graph
    var lines: [String] = []
    let sizes = scene.nodes.filter { $0.kind == .person }.map(\.importance)
    if let least = sizes.min(), let most = sizes.max(), most > least {
      let fallback = graph.edgeWeights == nil ? "number of links" : "sum of link weights"
      lines.append(
        "Circle size: \(scene.diagram.sizeColumn ?? fallback), "
          + "\(DiagramText.rounded(least)) to \(DiagramText.rounded(most))")
    }
    let weights = scene.selection.edges.compactMap { graph.edgeWeights?[$0] }
    if let least = weights.min(), let most = weights.max(), most > least {
      lines.append(
        "Line width: weight, \(DiagramText.rounded(least)) to \(DiagramText.rounded(most))")
    }
    if !scene.communities.isEmpty { lines.append("Color: community") }
    return lines.isEmpty ? [] : [text(lines.joined(separator: "   ·   "))]
  }

  private func omissions() -> [String] {
    let graph = scene.diagram.graph
    let loops = (0..<graph.edgeCount).count { graph.edgeSources[$0] == graph.edgeTargets[$0] }
    let (nodes, edges) = (scene.nodes.count, scene.selection.edges.count)
    guard nodes < graph.nodeCount || edges < graph.edgeCount - loops else { return [] }
    return [
      text(
        "Drawn: \(part(nodes, of: graph.nodeCount)) nodes and "
          + "\(part(edges, of: graph.edgeCount)) links; the rest is left out.")
    ]
  }

  private func part(_ count: Int, of total: Int) -> String {
    count == total
      ? "all \(DiagramText.grouped(count))"
      : "the strongest \(DiagramText.grouped(count)) of \(DiagramText.grouped(total))"
  }

  private func symbol(_ symbol: String, _ color: Color) -> String {
    "<FONT POINT-SIZE=\"\(Int(fontSize * 1.3))\" COLOR=\"\(color.hex)\">\(symbol)</FONT>&#160;"
  }

  private func text(_ text: String) -> String {
    "<FONT POINT-SIZE=\"\(Int(fontSize.rounded()))\" COLOR=\"#444444\">\(DOTText.html(text))</FONT>"
  }
}
