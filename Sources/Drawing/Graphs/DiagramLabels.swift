import Foundation
import GraphFormats

/// Finds room for node labels: the most important first, each as near to its node as it can be.
///
/// A label lies on no other node, on no other label and on no line between other nodes. One that
/// finds no room beside its node goes farther off, up to the rim of the drawing, and a thin line
/// leads to it, which keeps clear of labels and, if at all possible, of nodes and other such lines.
/// What finds no room even so is left out and counted.
struct DiagramLabels {
  /// A label with its place.
  struct Label {
    /// Which of the scene's nodes.
    let node: Int
    let text: String
    let fontSize: Double
    let width: Double
    let center: Canvas.Point
    /// Whether the label stands on its node, in a color that contrasts with it.
    let isInside: Bool
    /// The thin line from the node to the label.
    let leader: (from: Canvas.Point, to: Canvas.Point)?
  }

  /// The labels, the most important first.
  let labels: [Label]
  /// How many of those that were to be labeled found no room.
  let leftOut: Int

  /// Labels for nodes of `scene` at `centers`, in font sizes around `fontSize` points, within `frame`
  /// if there is one.
  ///
  /// Complexity: O(labels · places · neighbors in a grid).
  init(
    _ scene: DiagramScene, at centers: [Canvas.Point], fontSize: Double, _ ruler: TextRuler,
    within frame: Box? = nil
  ) {
    let nodes = scene.nodes
    var search = LabelSearch(scene, centers, cell: fontSize * 3, frame: frame)
    let largest = nodes.map(\.importance).max() ?? 0
    let order = nodes.indices.sorted { a, b in
      let first = (nodes[a].kind == .person, nodes[a].importance)
      let second = (nodes[b].kind == .person, nodes[b].importance)
      if first.0 != second.0 { return first.0 }
      return first.1 != second.1 ? first.1 > second.1 : a < b
    }
    var labels: [Label] = []
    var leftOut = 0
    for node in order.prefix(max(0, scene.diagram.maximumLabels)) where !nodes[node].text.isEmpty {
      let item = nodes[node]
      let share = largest > 0 ? (item.importance / largest).squareRoot() : 1
      let size =
        item.kind == .person
        ? fontSize * (nodes.count > 150 ? 0.85 : 0.75 + 0.5 * share)
        : fontSize * (nodes.count > 60 ? 0.6 : 0.72)
      let width = ruler.width(item.text, size: size)
      if item.kind == .person, !item.hasPortrait, width < item.size * 0.9 {
        search.take(Box(centers[node], width / 2, size * 0.6))
        labels.append(
          Label(
            node: node, text: item.text, fontSize: size, width: width, center: centers[node],
            isInside: true, leader: nil))
        continue
      }
      let height = ruler.height(item.text, size: size)
      guard let place = search.place(for: node, width: width + size * 0.3, height: height) else {
        leftOut += 1
        continue
      }
      labels.append(
        Label(
          node: node, text: item.text, fontSize: size, width: width,
          center: Canvas.Point(place.box.x, place.box.y), isInside: false, leader: place.leader))
    }
    self.labels = labels
    self.leftOut = leftOut
  }

  /// A rectangle around a center.
  struct Box {
    var x, y, halfWidth, halfHeight: Double

    init(_ center: Canvas.Point, _ halfWidth: Double, _ halfHeight: Double) {
      (x, y) = (center.x, center.y)
      self.halfWidth = halfWidth
      self.halfHeight = halfHeight
    }

    func overlaps(_ other: Box) -> Bool {
      abs(x - other.x) < halfWidth + other.halfWidth
        && abs(y - other.y) < halfHeight + other.halfHeight
    }

    func contains(_ other: Box) -> Bool {
      abs(x - other.x) + other.halfWidth <= halfWidth
        && abs(y - other.y) + other.halfHeight <= halfHeight
    }

    /// The distance from a point to the nearest point of the box.
    func distance(to point: Canvas.Point) -> Double {
      let (dx, dy) = (max(0, abs(point.x - x) - halfWidth), max(0, abs(point.y - y) - halfHeight))
      return (dx * dx + dy * dy).squareRoot()
    }

    /// The nearest point of the box.
    func nearest(to point: Canvas.Point) -> Canvas.Point {
      Canvas.Point(
        min(max(point.x, x - halfWidth), x + halfWidth),
        min(max(point.y, y - halfHeight), y + halfHeight))
    }

    /// Whether a segment runs through the box (Liang and Barsky).
    func isCrossed(by segment: Segment) -> Bool {
      var (enter, leave) = (0.0, 1.0)
      let (dx, dy) = (segment.to.x - segment.from.x, segment.to.y - segment.from.y)
      for (step, from, center, half) in [
        (dx, segment.from.x, x, halfWidth), (dy, segment.from.y, y, halfHeight),
      ] {
        let (low, high) = (center - half - from, center + half - from)
        if step == 0 {
          if low > 0 || high < 0 { return false }
        } else {
          let (a, b) = (low / step, high / step)
          enter = max(enter, min(a, b))
          leave = min(leave, max(a, b))
          if enter > leave { return false }
        }
      }
      return true
    }
  }

  /// A straight line between two points.
  struct Segment {
    var from, to: Canvas.Point

    func distance(to point: Canvas.Point) -> Double {
      let (dx, dy) = (to.x - from.x, to.y - from.y)
      let length = dx * dx + dy * dy
      let share =
        length == 0
        ? 0 : min(1, max(0, ((point.x - from.x) * dx + (point.y - from.y) * dy) / length))
      let (x, y) = (from.x + share * dx - point.x, from.y + share * dy - point.y)
      return (x * x + y * y).squareRoot()
    }

    func crosses(_ other: Segment) -> Bool {
      func side(_ a: Canvas.Point, _ b: Canvas.Point, _ c: Canvas.Point) -> Double {
        (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
      }
      return side(from, to, other.from) * side(from, to, other.to) < 0
        && side(other.from, other.to, from) * side(other.from, other.to, to) < 0
    }
  }
}

/// What labels must keep clear of, found by place.
private struct LabelSearch {
  typealias Box = DiagramLabels.Box
  typealias Segment = DiagramLabels.Segment

  private let centers: [Canvas.Point]
  private let radii: [Double]
  private let lines: [(segment: Segment, source: Int, target: Int, width: Double)]
  private var takenBoxes: [Box] = []
  private var leaders: [Segment] = []
  private let cell: Double
  private let frame: Box?
  /// Nodes and lines by the cells that they touch.
  private var nodesOfCell: [SIMD2<Int32>: [Int32]] = [:]
  private var linesOfCell: [SIMD2<Int32>: [Int32]] = [:]
  private let lowest, highest: Canvas.Point

  init(_ scene: DiagramScene, _ centers: [Canvas.Point], cell: Double, frame: Box?) {
    self.centers = centers
    self.cell = cell
    self.frame = frame
    // A portrait has a broad rim, which a label should not cover.
    radii = scene.nodes.map { $0.size / 2 + ($0.hasPortrait ? $0.size / 24 : 0) }
    let position = Dictionary(
      uniqueKeysWithValues: scene.nodes.enumerated().map { ($1.index, $0) })
    let graph = scene.diagram.graph
    lines = scene.selection.edges.compactMap { edge in
      guard let source = position[Int(graph.edgeSources[edge])],
        let target = position[Int(graph.edgeTargets[edge])]
      else { return nil }
      return (Segment(from: centers[source], to: centers[target]), source, target, 1)
    }
    let (xs, ys) = (centers.map(\.x), centers.map(\.y))
    lowest = Canvas.Point(xs.min() ?? 0, ys.min() ?? 0)
    highest = Canvas.Point(xs.max() ?? 0, ys.max() ?? 0)
    for node in centers.indices {
      let box = Box(centers[node], radii[node], radii[node])
      for cell in cells(box) { nodesOfCell[cell, default: []].append(Int32(node)) }
    }
    for (number, line) in lines.enumerated() {
      // Sampled finely enough to touch every cell that it passes through.
      let (dx, dy) = (
        line.segment.to.x - line.segment.from.x, line.segment.to.y - line.segment.from.y
      )
      let steps = max(1, Int((dx * dx + dy * dy).squareRoot() / (cell / 4)))
      var last: SIMD2<Int32>?
      for step in 0...steps {
        let share = Double(step) / Double(steps)
        let key = key(line.segment.from.x + share * dx, line.segment.from.y + share * dy)
        if key != last { linesOfCell[key, default: []].append(Int32(number)) }
        last = key
      }
    }
  }

  /// What a thin line may cross, beside lines between nodes.
  private enum Tolerance: CaseIterable {
    case none, nodes, nodesAndLeaders
  }

  mutating func take(_ box: Box) { takenBoxes.append(box) }

  /// Room for the label of a node, and takes it.
  mutating func place(
    for node: Int, width: Double, height: Double
  ) -> (box: Box, leader: (from: Canvas.Point, to: Canvas.Point)?)? {
    let center = centers[node]
    let (halfWidth, halfHeight) = (width / 2, height / 2)
    // Beside the node: below, above, right, left, and between.
    let down = radii[node] + halfHeight + 1
    let across = radii[node] + halfWidth + 2
    var beside: [Box] = []
    for (x, y) in [
      (0, down), (0, -down), (across, 0), (-across, 0), (across * 0.75, down * 0.85),
      (-across * 0.75, down * 0.85), (across * 0.75, -down * 0.85), (-across * 0.75, -down * 0.85),
    ] {
      beside.append(Box(Canvas.Point(center.x + x, center.y + y), halfWidth, halfHeight))
    }
    // Best where the node's own lines do not run either.
    for toleratesOwn in [false, true] {
      for box in beside where isFree(box, for: node, toleratesOwn: toleratesOwn) {
        takenBoxes.append(box)
        return (box, nil)
      }
    }
    // Farther off, with a line that leads there.
    for tolerance in Tolerance.allCases {
      for ring in 1...9 {
        let distance = radii[node] + height * (0.8 + 0.9 * Double(ring))
        for step in 0..<24 {
          let angle = Double(step) * Double.pi / 12 + Double(ring) * 0.13
          let (dx, dy) = (cos(angle), sin(angle))
          let box = Box(
            Canvas.Point(
              center.x + dx * (distance + halfWidth * abs(dx)),
              center.y + dy * (distance + halfHeight * abs(dy))), halfWidth, halfHeight)
          if let place = callout(box, node, tolerance) { return place }
        }
      }
      // At the rim: nearest side first.
      for box in rimPlaces(from: center, halfWidth, halfHeight) {
        if let place = callout(box, node, tolerance) { return place }
      }
    }
    return nil
  }

  private mutating func callout(
    _ box: Box, _ node: Int, _ tolerance: Tolerance
  ) -> (box: Box, leader: (from: Canvas.Point, to: Canvas.Point)?)? {
    guard isFree(box, for: node) else { return nil }
    let end = box.nearest(to: centers[node])
    let (dx, dy) = (end.x - centers[node].x, end.y - centers[node].y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > radii[node] else { return nil }
    let start = Canvas.Point(
      centers[node].x + dx / length * radii[node], centers[node].y + dy / length * radii[node])
    let leader = Segment(from: start, to: end)
    guard takenBoxes.allSatisfy({ !$0.isCrossed(by: leader) }),
      tolerance == .nodesAndLeaders || leaders.allSatisfy({ !$0.crosses(leader) })
    else { return nil }
    if tolerance == .none {
      for other in centers.indices where other != node {
        if leader.distance(to: centers[other]) < radii[other] + 1 { return nil }
      }
    }
    takenBoxes.append(box)
    leaders.append(leader)
    return (box, (start, end))
  }

  /// Places around the drawing in two columns a side and two rows above and below, nearest first.
  private func rimPlaces(
    from center: Canvas.Point, _ halfWidth: Double, _ halfHeight: Double
  ) -> [Box] {
    var places: [Box] = []
    let gap = halfHeight * 3
    let rows = Int((highest.y - lowest.y + 4 * gap) / (halfHeight * 2.3)) + 1
    for column in 0..<3 {
      // Columns as wide as most labels.
      let offset = gap + Double(column) * halfHeight * 34
      for row in 0..<rows {
        let y = lowest.y - 2 * gap + Double(row) * halfHeight * 2.3
        for x in [lowest.x - offset - halfWidth, highest.x + offset + halfWidth] {
          places.append(Box(Canvas.Point(x, y), halfWidth, halfHeight))
        }
      }
    }
    let columns = Int((highest.x - lowest.x) / (halfWidth * 1.1)) + 1
    for line in 0..<4 {
      let offset = gap + Double(line) * halfHeight * 2.6
      for column in 0..<columns {
        let x = lowest.x + Double(column) * halfWidth * 1.1
        for y in [lowest.y - offset, highest.y + offset] {
          places.append(Box(Canvas.Point(x, y), halfWidth, halfHeight))
        }
      }
    }
    let distances = places.map { $0.distance(to: center) }
    return places.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }.map { places[$0] }
  }

  /// Whether a label of `node` may stand in `box`.
  private func isFree(_ box: Box, for node: Int, toleratesOwn: Bool = true) -> Bool {
    guard frame?.contains(box) ?? true, takenBoxes.allSatisfy({ !$0.overlaps(box) }),
      leaders.allSatisfy({ !box.isCrossed(by: $0) })
    else { return false }
    for cell in cells(box) {
      for other in nodesOfCell[cell] ?? [] where Int(other) != node {
        if box.distance(to: centers[Int(other)]) < radii[Int(other)] + 1 { return false }
      }
      for number in linesOfCell[cell] ?? [] {
        let line = lines[Int(number)]
        if toleratesOwn, line.source == node || line.target == node { continue }
        if box.isCrossed(by: line.segment) { return false }
      }
    }
    return true
  }

  private func key(_ x: Double, _ y: Double) -> SIMD2<Int32> {
    SIMD2(Int32((x / cell).rounded(.down)), Int32((y / cell).rounded(.down)))
  }

  private func cells(_ box: Box) -> [SIMD2<Int32>] {
    let low = key(box.x - box.halfWidth - cell / 4, box.y - box.halfHeight - cell / 4)
    let high = key(box.x + box.halfWidth + cell / 4, box.y + box.halfHeight + cell / 4)
    return (low.x...high.x).flatMap { x in (low.y...high.y).map { SIMD2(x, $0) } }
  }
}
