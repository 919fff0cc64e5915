import GraphFormats

/// A graph as a table of shaded cells, one row and one column a node, communities together: shows
/// dense groups in which lines would hide each other.
///
/// Rows and columns are ordered by community, the largest first, within it by the sum of weights.
/// The darker a cell, the larger the weight; a dot in it says that the link is unsure.
public struct AdjacencyMatrix: Sendable {
  /// The graph.
  public var graph: GraphDocument
  /// The node column of whole numbers that holds communities.
  public var communityColumn: String?
  /// Short facts for below the title.
  public var notes: [String] = []
  /// The largest number of rows; the strongest nodes are drawn, and the drawing says so.
  public var maximumNodes = 200

  /// A matrix of `graph`.
  public init(_ graph: GraphDocument) { self.graph = graph }

  /// The drawing.
  ///
  /// - Throws: `GraphDocumentError` where the graph is not valid; `DrawingError`; `FileError`.
  public func canvas(with process: DrawingProcess = DrawingProcess()) throws -> Canvas {
    try graph.validate()
    var diagram = Diagram(graph)
    diagram.communityColumn = communityColumn
    diagram.maximumNodes = maximumNodes
    diagram.maximumEdges = .max
    let scene = DiagramScene(diagram, DiagramSelection(diagram))
    let nodes = ordered(scene)
    let ruler = try TextRuler(scene.allTexts, with: process)
    let cell = nodes.count <= 40 ? 18.0 : nodes.count <= 100 ? 12 : 9
    let size = cell * 0.8
    let names = nodes.map { ruler.width($0.text, size: size) }.max() ?? 0
    let side = cell * Double(nodes.count)
    let margin = 24.0
    let width = max(names + side + cell * 3, 420)
    let heading = Heading(graph.title, notes: notes, width: width, size: 12)
    let text = DiagramLegend(scene, unlabeled: 0)
    let legend = Legend(
      text.entries.filter { if case .mark = $0.sign { true } else { false } },
      sentences(scene) + text.sentences.filter { !$0.hasPrefix("Circle") && !$0.hasPrefix("Line") }
        + (ruler.warning(of: scene.labelTexts).map { [$0] } ?? []),
      width: width, size: 10, ruler: ruler)
    let top = margin * 2 + heading.height + names * 0.72
    let left = margin + names + cell
    var canvas = Canvas(
      width: width + 2 * margin + names * 0.72, height: top + side + margin * 2 + legend.height)
    canvas.title = CleanText.line(graph.title)
    heading.draw(on: &canvas, x: margin, y: margin)
    drawGrid(scene, nodes, cell, left, top, on: &canvas)
    for (row, node) in nodes.enumerated() {
      let middle = (Double(row) + 0.5) * cell
      let length = ruler.width(node.text, size: size)
      let style = Canvas.Style(fill: "#1a1a1a")
      canvas.add(
        .text(
          node.text, x: left - cell * 0.7, y: top + middle, size: size, isBold: false, anchor: .end,
          length: length, angle: 0), style, id: "l\(scene.name(node.index))", kind: "label")
      canvas.add(
        .text(
          node.text, x: left + middle, y: top - cell * 0.8, size: size * 0.8, isBold: false,
          anchor: .start, length: length * 0.8, angle: 45), style)
      for (x, y, w, h) in [
        (left - cell * 0.5, top + middle - cell / 2, cell * 0.3, cell),
        (left + middle - cell / 2, top - cell * 0.5, cell, cell * 0.3),
      ] {
        canvas.add(
          .rectangle(x: x, y: y, width: w, height: h, corner: 0),
          Canvas.Style(fill: node.color.hex))
      }
    }
    legend.draw(on: &canvas, x: margin, y: top + side + margin)
    return canvas
  }

  /// Communities together, the largest first; within them the strongest first.
  private func ordered(_ scene: DiagramScene) -> [DiagramScene.Node] {
    let rank = Dictionary(
      uniqueKeysWithValues: scene.communities.enumerated().map { ($1.number, $0) })
    let key = { (node: DiagramScene.Node) in
      scene.community[node.index].flatMap { rank[$0] } ?? scene.communities.count
    }
    return scene.nodes.sorted {
      let (first, second) = (key($0), key($1))
      if first != second { return first < second }
      return $0.importance != $1.importance
        ? $0.importance > $1.importance : $0.index < $1.index
    }
  }

  private func drawGrid(
    _ scene: DiagramScene, _ nodes: [DiagramScene.Node], _ cell: Double, _ left: Double,
    _ top: Double, on canvas: inout Canvas
  ) {
    let side = cell * Double(nodes.count)
    canvas.add(
      .rectangle(x: left, y: top, width: side, height: side, corner: 0),
      Canvas.Style(fill: "#f4f4f4"))
    for line in 0...nodes.count {
      let place = Double(line) * cell
      let style = Canvas.Style(stroke: "#ffffff", width: 0.6)
      canvas.add(
        .line([Canvas.Point(left + place, top), Canvas.Point(left + place, top + side)]), style)
      canvas.add(
        .line([Canvas.Point(left, top + place), Canvas.Point(left + side, top + place)]), style)
    }
    let row = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1.index, $0) })
    let largest = scene.selection.edges.map { abs(graph.edgeWeights?[$0] ?? 1) }.max() ?? 1
    for edge in scene.selection.edges {
      guard let a = row[Int(graph.edgeSources[edge])], let b = row[Int(graph.edgeTargets[edge])]
      else { continue }
      let weight = abs(graph.edgeWeights?[edge] ?? 1)
      let share = largest > 0 ? 0.15 + 0.85 * (weight / largest).squareRoot() : 1
      let isUnsure = scene.confidence(edge) != .sure
      for (x, y) in graph.isDirected ? [(b, a)] : [(b, a), (a, b)] {
        let color = scene.sharedColor(nodes[a].index, nodes[b].index) ?? Color(0x40, 0x40, 0x40)
        canvas.add(
          .rectangle(
            x: left + Double(x) * cell + 0.5, y: top + Double(y) * cell + 0.5, width: cell - 1,
            height: cell - 1, corner: 0), Canvas.Style(fill: color.hex, opacity: share),
          kind: "edge", title: scene.hoverTitle(ofEdge: edge))
        if isUnsure {
          canvas.add(
            .circle(
              x: left + (Double(x) + 0.5) * cell, y: top + (Double(y) + 0.5) * cell,
              radius: cell * 0.18), Canvas.Style(fill: "#ffffff", stroke: "#555555", width: 0.4))
        }
      }
    }
  }

  private func sentences(_ scene: DiagramScene) -> [String] {
    let weights = scene.selection.edges.map { abs(graph.edgeWeights?[$0] ?? 1) }
    var sentences = ["A row and a column each; a filled cell is a link of the two."]
    if let least = weights.min(), let most = weights.max(), most > least {
      sentences[0] +=
        " Darker: larger weight, \(DiagramText.rounded(least)) to \(DiagramText.rounded(most))."
    }
    if graph.isDirected { sentences[0] += " Links lead from the row to the column." }
    if scene.selection.edges.contains(where: { scene.confidence($0) != .sure }) {
      sentences.append("A white dot: the link is less sure (confidence below 0.9).")
    }
    return sentences
  }
}
