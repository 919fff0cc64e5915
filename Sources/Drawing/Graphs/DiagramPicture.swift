import GraphFormats

/// A scene with every node, label and caption in its place.
struct DiagramPicture {
  private let scene: DiagramScene
  private let centers: [Canvas.Point]
  private let ruler: TextRuler
  /// The size of ordinary text: readable when the whole drawing fills a screen.
  private let fontSize: Double

  init(_ scene: DiagramScene, positions byName: [String: Position], _ ruler: TextRuler) {
    self.scene = scene
    self.ruler = ruler
    centers = scene.nodes.map { node in
      let position = byName[scene.name(node.index)] ?? Position(x: 0, y: 0)
      return Canvas.Point(position.x, -position.y)
    }
    let (xs, ys) = (centers.map(\.x), centers.map(\.y))
    let width = max(300, (xs.max() ?? 0) - (xs.min() ?? 0))
    let height = max(200, (ys.max() ?? 0) - (ys.min() ?? 0))
    fontSize = max(11, (width * height).squareRoot() / 90)
  }

  /// The drawing.
  func canvas() -> Canvas {
    let placed = DiagramLabels(scene, at: centers, fontSize: fontSize, ruler)
    // The rectangle of all that is drawn.
    var (left, top, right, bottom) = (0.0, 0.0, 0.0, 0.0)
    var isFirst = true
    func include(_ x: Double, _ y: Double, _ halfWidth: Double, _ halfHeight: Double) {
      if isFirst { (left, top, right, bottom) = (x, y, x, y) }
      isFirst = false
      left = min(left, x - halfWidth)
      right = max(right, x + halfWidth)
      top = min(top, y - halfHeight)
      bottom = max(bottom, y + halfHeight)
    }
    for (node, center) in zip(scene.nodes, centers) {
      include(center.x, center.y, node.size * 0.55, node.size * 0.55)
    }
    for label in placed.labels {
      include(label.center.x, label.center.y, label.width / 2 + 2, label.fontSize * 0.7)
    }
    let margin = fontSize * 1.5
    let width = max(right - left, 420)
    let heading = Heading(
      scene.diagram.graph.title, notes: scene.diagram.notes, width: width, size: fontSize)
    let text = DiagramLegend(scene, unlabeled: placed.leftOut)
    let warning = ruler.warning(of: placed.labels.map(\.text))
    let legend = Legend(
      text.entries, text.sentences + (warning.map { [$0] } ?? []), width: width,
      size: fontSize * 0.85, ruler: ruler)
    let shift = Canvas.Point(
      margin - left + (width - (right - left)) / 2, margin + heading.height + margin - top)
    var canvas = Canvas(
      width: width + 2 * margin,
      height: heading.height + (bottom - top) + legend.height + 4 * margin)
    canvas.title = CleanText.line(scene.diagram.graph.title)
    for node in scene.nodes {
      canvas.pictures[scene.imageName(node)] = scene.diagram.portraits[node.index]
    }
    heading.draw(on: &canvas, x: margin, y: margin)
    let moved = centers.map { Canvas.Point($0.x + shift.x, $0.y + shift.y) }
    drawEdges(at: moved, on: &canvas)
    // A line that passes a node shall not seem to end there; but it shall not cross a face.
    let areBelow = scene.nodes.contains(where: \.hasPortrait)
    if areBelow { for label in placed.labels { drawLeader(label, shift, on: &canvas) } }
    for (number, node) in scene.nodes.enumerated() { draw(node, at: moved[number], on: &canvas) }
    if !areBelow { for label in placed.labels { drawLeader(label, shift, on: &canvas) } }
    for label in placed.labels { draw(label, shift, on: &canvas) }
    legend.draw(
      on: &canvas, x: margin, y: heading.height + (bottom - top) + 3 * margin)
    return canvas
  }

  private func draw(_ node: DiagramScene.Node, at center: Canvas.Point, on canvas: inout Canvas) {
    let name = scene.name(node.index)
    let title = scene.hoverTitle(ofNode: node.index)
    guard node.hasPortrait else {
      canvas.add(
        node.kind.mark(x: center.x, y: center.y, side: node.size),
        Canvas.Style(
          fill: node.color.hex, stroke: "#ffffff", width: max(0.5, node.size / 30)),
        id: name, kind: "node", title: title)
      return
    }
    let rim = max(2, node.size / 16)
    canvas.add(
      .circle(x: center.x, y: center.y, radius: node.size / 2), Canvas.Style(fill: "#ffffff"))
    canvas.add(
      .picture(scene.imageName(node), x: center.x, y: center.y, side: node.size), Canvas.Style())
    canvas.add(
      .circle(x: center.x, y: center.y, radius: node.size / 2),
      Canvas.Style(stroke: node.color.hex, width: rim), id: name, kind: "node", title: title)
  }

  private func drawEdges(at centers: [Canvas.Point], on canvas: inout Canvas) {
    let graph = scene.diagram.graph
    let edges = scene.selection.edges
    let position = Dictionary(
      uniqueKeysWithValues: scene.nodes.enumerated().map { ($1.index, $0) })
    let weights = edges.map { abs(graph.edgeWeights?[$0] ?? 1) }
    let largest = weights.max() ?? 1
    let average = scene.nodes.reduce(0) { $0 + $1.size } / Double(max(1, scene.nodes.count))
    // Width has something to say only where weights differ.
    let thickest = weights.min() == largest ? min(2, average / 16) : min(8, average / 5)
    let opacity =
      edges.count < 150 ? 0.63 : edges.count < 1000 ? 0.47 : edges.count < 2500 ? 0.38 : 0.28
    for (edge, weight) in zip(edges, weights) {
      guard let source = position[Int(graph.edgeSources[edge])],
        let target = position[Int(graph.edgeTargets[edge])]
      else { continue }
      let share = largest > 0 ? (weight / largest).squareRoot() : 0
      let width = max(0.4, thickest * share)
      let color = scene.sharedColor(scene.nodes[source].index, scene.nodes[target].index)
      let style = Canvas.Style(
        stroke: (color ?? Color(0x60, 0x60, 0x60)).hex, width: width,
        dash: scene.confidence(edge).dash(width: width), opacity: opacity)
      let (from, to) = (centers[source], centers[target])
      canvas.add(
        .line([from, to]), style, id: "e\(edge)", kind: "edge",
        title: scene.hoverTitle(ofEdge: edge))
      if graph.isDirected {
        arrow(from, to, scene.nodes[target].size / 2, width, style, on: &canvas)
      }
    }
  }

  /// A head at the rim of the node that a directed edge leads to.
  private func arrow(
    _ from: Canvas.Point, _ to: Canvas.Point, _ radius: Double, _ width: Double,
    _ style: Canvas.Style, on canvas: inout Canvas
  ) {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let length = (dx * dx + dy * dy).squareRoot()
    let size = 3 + width * 2
    guard length > radius + size else { return }
    let (ux, uy) = (dx / length, dy / length)
    let tip = Canvas.Point(to.x - ux * radius, to.y - uy * radius)
    let back = Canvas.Point(tip.x - ux * size, tip.y - uy * size)
    canvas.add(
      .area([
        [
          tip, Canvas.Point(back.x - uy * size / 2, back.y + ux * size / 2),
          Canvas.Point(back.x + uy * size / 2, back.y - ux * size / 2),
        ]
      ]), Canvas.Style(fill: style.stroke, opacity: style.opacity))
  }

  private func drawLeader(
    _ label: DiagramLabels.Label, _ shift: Canvas.Point, on canvas: inout Canvas
  ) {
    guard let leader = label.leader else { return }
    let ends = [leader.from, leader.to].map { Canvas.Point($0.x + shift.x, $0.y + shift.y) }
    canvas.add(.line(ends), Canvas.Style(stroke: "#ffffff", width: 2.4, opacity: 0.8))
    canvas.add(.line(ends), Canvas.Style(stroke: "#222222", width: 0.7), kind: "leader")
    canvas.add(
      .circle(x: ends[0].x, y: ends[0].y, radius: 1.8), Canvas.Style(fill: "#222222"))
  }

  private func draw(
    _ label: DiagramLabels.Label, _ shift: Canvas.Point, on canvas: inout Canvas
  ) {
    let node = scene.nodes[label.node]
    let color =
      label.isInside ? (node.color.isDark ? "#ffffff" : "#111111") : "#1a1a1a"
    if label.leader != nil {
      // The node that the thin line begins at stands out among those beside it.
      canvas.add(
        node.kind.mark(
          x: centers[label.node].x + shift.x, y: centers[label.node].y + shift.y, side: node.size),
        Canvas.Style(stroke: "#222222", width: 1))
    }
    canvas.add(
      .text(
        label.text, x: label.center.x + shift.x, y: label.center.y + shift.y, size: label.fontSize,
        isBold: false, anchor: .middle, length: label.width, angle: 0), Canvas.Style(fill: color),
      id: "l\(scene.name(node.index))", kind: "label")
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
