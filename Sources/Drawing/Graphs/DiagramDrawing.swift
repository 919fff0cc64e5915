import GraphFormats

/// A scene with every node, label and caption in its place, as DOT for Graphviz to paint.
struct DiagramDrawing {
  private let scene: DiagramScene
  private let positions: [Position]
  private let width, height: Double
  private let lowest, highest, center: Double
  /// The size of ordinary text: readable when the whole drawing fills a screen.
  private let fontSize: Double

  init(_ scene: DiagramScene, positions byName: [String: Position]) {
    self.scene = scene
    positions = scene.nodes.map { byName[scene.name($0.index)] ?? Position(x: 0, y: 0) }
    let radii = scene.nodes.map { $0.size / 2 }
    let left = zip(positions, radii).map { $0.x - $1 }.min() ?? 0
    let right = zip(positions, radii).map { $0.x + $1 }.max() ?? 0
    lowest = zip(positions, radii).map { $0.y - $1 }.min() ?? 0
    highest = zip(positions, radii).map { $0.y + $1 }.max() ?? 0
    width = max(right - left, 300)
    height = max(highest - lowest, 200)
    center = (left + right) / 2
    fontSize = max(11, (width * height).squareRoot() / 75)
  }

  /// DOT for Graphviz's `nop` engine, which leaves nodes where they are.
  func dot(for format: Diagram.Format) -> String {
    let graph = scene.diagram.graph
    let longest = max(width, height) * 1.25
    // Pixels need a resolution that keeps the picture within what renderers can do.
    let resolution = format == .png ? (min(120, 72 * 6000 / longest) * 10).rounded(.down) / 10 : 72
    var dot = graph.isDirected ? "digraph {\n" : "graph {\n"
    dot +=
      "  graph [bgcolor=white, outputorder=edgesfirst, splines=line, pad=0.3, charset=\"UTF-8\","
    dot += " dpi=\(resolution), id=graph0, fontname=\(DOTText.quoted(DiagramText.font)),"
    dot +=
      " labelloc=b, label=<\(DiagramLegend(scene, width: width, fontSize: fontSize).html())>];\n"
    dot += "  node [fixedsize=true, label=\"\", fontname=\(DOTText.quoted(DiagramText.font))];\n"
    dot += "  edge [arrowsize=0.5];\n"
    for (node, position) in zip(scene.nodes, positions) { append(node, at: position, to: &dot) }
    appendEdges(to: &dot)
    let labels = DiagramLabels.place(scene, at: positions, fontSize: fontSize)
    for label in labels { append(label, to: &dot) }
    appendTitle(to: &dot)
    return dot + "}\n"
  }

  private func append(_ node: DiagramScene.Node, at position: Position, to dot: inout String) {
    let name = scene.name(node.index)
    let inches = rounded(node.size / 72)
    dot += "  \(name) [id=\(name), pos=\"\(place(position))\", width=\(inches), height=\(inches),"
    dot += " shape=\(node.kind.shape), style=filled,"
    if node.hasPortrait {
      dot += " fillcolor=white, color=\"\(node.color.hex)\","
      dot += " penwidth=\(rounded(max(2, node.size / 16))),"
      dot += " image=\"\(scene.imageName(node))\", imagescale=true];\n"
    } else {
      dot += " fillcolor=\"\(node.color.hex)\", color=white,"
      dot += " penwidth=\(rounded(max(0.5, node.size / 30)))];\n"
    }
  }

  private func appendEdges(to dot: inout String) {
    let graph = scene.diagram.graph
    let edges = scene.selection.edges
    let weights = edges.map { abs(graph.edgeWeights?[$0] ?? 1) }
    let largest = weights.max() ?? 1
    let average = scene.nodes.reduce(0) { $0 + $1.size } / Double(max(1, scene.nodes.count))
    // Width has something to say only where weights differ.
    let thickest = weights.min() == largest ? min(2, average / 16) : min(8, average / 5)
    let alpha =
      edges.count < 150 ? "a0" : edges.count < 1000 ? "78" : edges.count < 2500 ? "60" : "48"
    let link = graph.isDirected ? "->" : "--"
    for edge in edges {
      let (source, target) = (Int(graph.edgeSources[edge]), Int(graph.edgeTargets[edge]))
      let weight = abs(graph.edgeWeights?[edge] ?? 1)
      let share = largest > 0 ? (weight / largest).squareRoot() : 0
      let width = max(0.4, thickest * share)
      let color = scene.sharedColor(source, target) ?? Color(0x60, 0x60, 0x60)
      dot += "  \(scene.name(source)) \(link) \(scene.name(target)) [id=e\(edge),"
      dot += " penwidth=\(rounded(width)), color=\"\(color.hex)\(alpha)\"];\n"
    }
  }

  private func append(_ label: DiagramLabels.Label, to dot: inout String) {
    let node = scene.nodes[label.node]
    let name = scene.name(node.index)
    dot +=
      "  l\(node.index) [id=l\(name), pos=\"\(place(label.center))\", shape=box, fixedsize=false,"
    dot += " width=0, height=0, margin=\"0.02,0.01\", penwidth=0,"
    dot += " fontsize=\(rounded(label.fontSize)), label=\(DOTText.label(label.text)),"
    if label.isInside {
      dot += " style=\"\", fontcolor=\"\(node.color.isDark ? "#ffffff" : "#111111")\"];\n"
    } else {
      dot += " style=\"filled,rounded\", fillcolor=\"#ffffffb8\", color=\"#ffffff00\","
      dot += " fontcolor=\"#1a1a1a\"];\n"
    }
  }

  /// The title stands above everything, the notes below it.
  private func appendTitle(to dot: inout String) {
    let graph = scene.diagram.graph
    let titleSize = fontSize * 1.7
    let lines =
      wrapped(graph.title, fontSize: titleSize).map { ($0, titleSize, "<B>", "</B>", "#111111") }
      + wrapped(scene.diagram.notes.joined(separator: "  ·  "), fontSize: fontSize * 0.85).map {
        ($0, fontSize * 0.85, "", "", "#555555")
      }
    guard !lines.isEmpty else { return }
    let rows = lines.map { text, size, open, close, color in
      "<TR><TD><FONT POINT-SIZE=\"\(rounded(size))\" COLOR=\"\(color)\">"
        + "\(open)\(DOTText.html(text))\(close)</FONT></TD></TR>"
    }
    let tall = lines.reduce(0) { $0 + $1.1 * 1.5 }
    let y = highest + tall / 2 + fontSize * 2
    dot +=
      "  title [id=title, pos=\"\(rounded(center)),\(rounded(y))\", shape=none, fixedsize=false,"
    dot +=
      " label=<<TABLE BORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1\">\(rows.joined())</TABLE>>];\n"
  }

  /// `text` in lines no wider than the drawing.
  private func wrapped(_ text: String, fontSize: Double) -> [String] {
    var lines: [String] = []
    for word in CleanText.line(text).split(separator: " ", omittingEmptySubsequences: false) {
      if let line = lines.last,
        DiagramText.width(line + " " + word, fontSize: fontSize) <= max(width, 420)
      {
        lines[lines.count - 1] = line + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.filter { !$0.isEmpty }
  }

  private func place(_ position: Position) -> String {
    "\(rounded(position.x)),\(rounded(position.y))"
  }

  private func rounded(_ value: Double) -> String {
    NumberText.shortest((value * 1000).rounded() / 1000)
  }
}

extension Color {
  /// Whether white text reads better on it than black; by relative luminance (WCAG 2).
  var isDark: Bool {
    func linear(_ part: UInt8) -> Double {
      let share = Double(part) / 255
      return share * share
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) < 0.22
  }
}
