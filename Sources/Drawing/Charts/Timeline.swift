import GraphFormats

/// Who was seen when: a row for each person, a mark for every moment that shows the person, and a
/// line across rows where several were seen in the same photo or video.
///
/// Works on any graph whose nodes and edges have spells. Rows are in storyline order: people who
/// were seen together stand near each other. Time runs to the right; where nothing happens for long
/// it is cut, and the cut is drawn. What has no date is counted, not drawn.
///
/// Reference: Tanahashi and Ma, "Design considerations for optimizing storyline visualizations",
/// 2012; rows are ordered by the barycenter heuristic of Sugiyama et al., 1981.
public struct Timeline: Sendable {
  /// The graph.
  public var graph: GraphDocument
  /// The node column of whole numbers that holds communities.
  public var communityColumn: String?
  /// Short facts for below the title.
  public var notes: [String] = []
  /// The largest number of rows; those seen most often are drawn, and the drawing says so.
  public var maximumNodes = 100

  /// A timeline of `graph`.
  public init(_ graph: GraphDocument) { self.graph = graph }

  /// A span of time of a row or of a link.
  private struct Moment: Hashable {
    var start, end: Double
  }

  /// The drawing.
  ///
  /// - Throws: `GraphDocumentError` where the graph is not valid; `DrawingError`, also where nothing
  ///   has a date; `FileError`.
  public func canvas(with process: DrawingProcess = DrawingProcess()) throws -> Canvas {
    try graph.validate()
    let kinds = graph.nodeColumn("kind")
    let people = (0..<graph.nodeCount).filter { kinds?.text(at: $0) ?? "person" == "person" }
    let moments = people.map { self.moments(graph.nodeSpells, $0) }
    let dated = people.indices.filter { !moments[$0].isEmpty }
    guard !dated.isEmpty, graph.spellUnit == .milliseconds else {
      throw DrawingError.refused("nobody has a date; a timeline needs dated photos or videos")
    }
    let most = dated.sorted { (moments[$1].count, $0) < (moments[$0].count, $1) }
      .prefix(max(1, maximumNodes)).sorted()
    let rows = ordered(most.map { people[$0] })
    let momentsOfNode = Dictionary(uniqueKeysWithValues: zip(people, moments))
    let shown = most.flatMap { moments[$0] }
    let axis = TimeAxis(
      shown.flatMap { [$0.start, $0.end] },
      width: max(520, min(2400, Double(Set(shown).count) * 16)))

    let texts = rows.map { CleanText.shortened(graph.nodeLabels[$0], to: 28) }
    let ruler = try TextRuler(texts, with: process)
    let (size, rowHeight, margin) = (10.0, 20.0, 24.0)
    let names = texts.map { ruler.width($0, size: size) }.max() ?? 0
    let width = max(420, names + 12 + axis.width)
    let heading = Heading(title, notes: notes, width: width, size: 12)
    let legend = Legend(
      [],
      sentences(rows.count, of: dated.count, undated: people.count - dated.count, axis)
        + (ruler.warning(of: texts).map { [$0] } ?? []),
      width: width, size: 10)
    let top = margin * 2 + heading.height + size * 3
    let left = margin + names + 12
    let height = rowHeight * Double(rows.count)
    var canvas = Canvas(
      width: width + 2 * margin, height: top + height + margin * 2 + legend.height)
    canvas.title = CleanText.line(title)
    heading.draw(on: &canvas, x: margin, y: margin)
    axis.draw(on: &canvas, left: left, top: top, height: height, size: 8.5)

    func middle(_ row: Int) -> Double { top + (Double(row) + 0.5) * rowHeight }
    for (row, node) in rows.enumerated() {
      canvas.add(
        .line([Canvas.Point(left, middle(row)), Canvas.Point(left + axis.width, middle(row))]),
        Canvas.Style(stroke: "#e6e6e6", width: 0.7))
      canvas.add(
        .text(
          texts[row], x: left - 10, y: middle(row), size: size, isBold: false, anchor: .end,
          length: ruler.width(texts[row], size: size), angle: 0), Canvas.Style(fill: "#1a1a1a"),
        id: "ln\(node)", kind: "label")
    }
    let rowOf = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
    for edge in 0..<graph.edgeCount {
      guard let a = rowOf[Int(graph.edgeSources[edge])],
        let b = rowOf[Int(graph.edgeTargets[edge])],
        a != b
      else { continue }
      let confidence = DiagramScene.Confidence(graph.edgeColumn("confidence")?.number(at: edge))
      for moment in Set(self.moments(graph.edgeSpells, edge)).sorted(by: { $0.start < $1.start }) {
        let x = left + axis.place((moment.start + moment.end) / 2)
        canvas.add(
          .line([Canvas.Point(x, middle(a)), Canvas.Point(x, middle(b))]),
          Canvas.Style(
            stroke: "#707070", width: 1.1, dash: confidence.dash(width: 1.1), opacity: 0.7),
          kind: "edge",
          title: "\(label(edge))\n\(Self.text(moment.start))")
      }
    }
    let colors = colors(rows)
    for (row, node) in rows.enumerated() {
      for moment in Set(momentsOfNode[node] ?? []).sorted(by: { $0.start < $1.start }) {
        let (from, to) = (left + axis.place(moment.start), left + axis.place(moment.end))
        let mark: Canvas.Shape =
          to - from > 7
          ? .rectangle(x: from, y: middle(row) - 4, width: to - from, height: 8, corner: 4)
          : .circle(x: (from + to) / 2, y: middle(row), radius: 4.2)
        canvas.add(
          mark, Canvas.Style(fill: colors[row].hex, stroke: "#ffffff", width: 0.6), kind: "node",
          title: "\(graph.nodeLabels[node])\n\(Self.text(moment.start))")
      }
    }
    legend.draw(on: &canvas, x: margin, y: top + height + margin)
    return canvas
  }

  private var title: String {
    graph.title.isEmpty ? "Who was seen when" : "\(graph.title): when"
  }

  private func label(_ edge: Int) -> String {
    "\(graph.nodeLabels[Int(graph.edgeSources[edge])]) – "
      + graph.nodeLabels[Int(graph.edgeTargets[edge])]
  }

  private static func text(_ time: Double) -> String {
    TimeText.dateTime(Int64(time)).replacing("T", with: " ").replacing("Z", with: " UTC")
  }

  private func moments(_ spells: SpellColumn?, _ item: Int) -> [Moment] {
    guard let spells else { return [] }
    return spells[item].compactMap { spell in
      guard let start = spell.start ?? spell.end else { return nil }
      return Moment(start: Double(start), end: Double(spell.end ?? start))
    }
  }

  private func colors(_ rows: [Int]) -> [Color] {
    if let colors = graph.nodeColors { return rows.map { colors[$0] ?? CommunityPalette.other } }
    guard let column = communityColumn.flatMap(graph.nodeColumn) else {
      return rows.map { _ in CommunityPalette.colors[0] }
    }
    let palette = CommunityPalette.colors(
      of: (0..<graph.nodeCount).map { column.number(at: $0).flatMap { Int64(exactly: $0) } })
    return rows.map { palette[$0] }
  }

  /// Rows such that those who are linked stand near each other: sweeps that move every row toward
  /// the mean place of its neighbors, weighted; ties keep their order.
  private func ordered(_ nodes: [Int]) -> [Int] {
    let wanted = Set(nodes)
    var neighbors: [Int: [(node: Int, weight: Double)]] = [:]
    for edge in 0..<graph.edgeCount {
      let (a, b) = (Int(graph.edgeSources[edge]), Int(graph.edgeTargets[edge]))
      guard a != b, wanted.contains(a), wanted.contains(b) else { continue }
      let weight = abs(graph.edgeWeights?[edge] ?? 1)
      neighbors[a, default: []].append((b, weight))
      neighbors[b, default: []].append((a, weight))
    }
    let column = communityColumn.flatMap(graph.nodeColumn)
    let community = { (node: Int) in column?.number(at: node) ?? .infinity }
    var order = nodes.sorted { (community($0), $0) < (community($1), $1) }
    for _ in 0..<24 {
      let place = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, Double($0)) })
      var wish: [Int: Double] = [:]
      for (node, own) in place {
        let near = neighbors[node] ?? []
        let total = near.reduce(0) { $0 + $1.weight }
        let mean =
          total > 0 ? near.reduce(0) { $0 + (place[$1.node] ?? 0) * $1.weight } / total : own
        wish[node] = (mean + own) / 2
      }
      let next = order.sorted {
        (wish[$0] ?? 0, place[$0] ?? 0) < (wish[$1] ?? 0, place[$1] ?? 0)
      }
      if next == order { break }
      order = next
    }
    return order
  }

  private func sentences(_ drawn: Int, of dated: Int, undated: Int, _ axis: TimeAxis) -> [String] {
    var sentences = [
      "A mark: the person was seen then. A line across: in the same photo or video. Times are UTC."
    ]
    if let sure = graph.edgeColumn("confidence"),
      (0..<graph.edgeCount).contains(where: {
        DiagramScene.Confidence(sure.number(at: $0)) != .sure
      })
    {
      sentences.append("A dashed line: the link is less sure (confidence below 0.9).")
    }
    if axis.hasCuts { sentences.append("Dotted lines: time in which nobody was seen, left out.") }
    if drawn < dated {
      sentences.append(
        "Drawn: the \(drawn) of \(dated) people seen most often; the rest is left out.")
    }
    if undated > 0 {
      sentences.append(
        "Without a date, and not drawn: \(undated) \(undated == 1 ? "person" : "people").")
    }
    return sentences
  }
}
