import GraphFormats

/// Finds room for node labels: the most important first, each where it hides least, none over
/// another label.
struct DiagramLabels {
  /// A label with its place.
  struct Label {
    let node: Int
    let text: String
    let fontSize: Double
    let center: Position
    /// Whether the label stands on its node, in a color that contrasts with it.
    let isInside: Bool
  }

  /// A rectangle around a center.
  private struct Box {
    var x, y, halfWidth, halfHeight: Double

    func overlap(_ other: Box) -> Double {
      let width =
        min(x + halfWidth, other.x + other.halfWidth)
        - max(x - halfWidth, other.x - other.halfWidth)
      let height =
        min(y + halfHeight, other.y + other.halfHeight)
        - max(y - halfHeight, other.y - other.halfHeight)
      return width > 0 && height > 0 ? width * height : 0
    }
  }

  /// Labels for the `nodes` of `scene` at `positions`, in font sizes around `fontSize` points.
  ///
  /// Complexity: O(labels · nodes).
  static func place(_ scene: DiagramScene, at positions: [Position], fontSize: Double) -> [Label] {
    let nodes = scene.nodes
    let largest = nodes.map(\.importance).max() ?? 0
    let order = nodes.indices.sorted { a, b in
      let first = (nodes[a].kind == .person, nodes[a].importance)
      let second = (nodes[b].kind == .person, nodes[b].importance)
      if first.0 != second.0 { return first.0 }
      return first.1 != second.1 ? first.1 > second.1 : a < b
    }
    let boxes = nodes.indices.map { i in
      Box(
        x: positions[i].x, y: positions[i].y, halfWidth: nodes[i].size / 2,
        halfHeight: nodes[i].size / 2)
    }
    let isCrowded = nodes.count > 40
    var taken: [Box] = []
    var labels: [Label] = []
    for i in order.prefix(nodes.count > 150 ? 110 + nodes.count / 20 : nodes.count) {
      let node = nodes[i]
      let text = CleanText.shortened(scene.diagram.graph.nodeLabels[node.index], to: 26)
      guard !text.isEmpty else { continue }
      let share = largest > 0 ? (node.importance / largest).squareRoot() : 1
      let size =
        node.kind == .person
        ? fontSize * (0.75 + 0.5 * share) : fontSize * (nodes.count > 60 ? 0.6 : 0.72)
      let width = DiagramText.width(text, fontSize: size) + size * 0.3
      let height = size * 1.25
      let radius = node.size / 2
      if node.kind == .person, !node.hasPortrait, width < node.size * 0.9 {
        taken.append(
          Box(x: positions[i].x, y: positions[i].y, halfWidth: width / 2, halfHeight: height / 2))
        labels.append(
          Label(node: i, text: text, fontSize: size, center: positions[i], isInside: true))
        continue
      }
      // A portrait has a broad rim, which a label should not cover.
      let rim = node.hasPortrait ? node.size / 24 : 0
      let down = radius + rim + height / 2 + 1
      let across = radius + rim + width / 2 + 2
      let places = [(0, -down), (0, down), (across, 0), (-across, 0)].map {
        Box(
          x: positions[i].x + $0.0, y: positions[i].y + $0.1, halfWidth: width / 2,
          halfHeight: height / 2)
      }
      let free = places.filter { place in taken.allSatisfy { $0.overlap(place) == 0 } }
      // Hiding half of a small node is as bad as hiding half of a large one.
      let costs = free.map { place in
        boxes.indices.reduce(0) { sum, other in
          let share = boxes[other].overlap(place) / (nodes[other].size * nodes[other].size)
          return sum + (nodes[other].kind == .person ? share : share * 0.3)
        }
      }
      let bearable = node.kind != .person ? 0.15 : labels.count < 25 ? .infinity : 0.5
      guard let best = costs.indices.min(by: { costs[$0] < costs[$1] }),
        !isCrowded || costs[best] < bearable
      else { continue }
      taken.append(free[best])
      labels.append(
        Label(
          node: i, text: text, fontSize: size,
          center: Position(x: free[best].x, y: free[best].y), isInside: false))
    }
    return labels
  }
}
