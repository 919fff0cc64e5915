import GraphFormats

/// The places that a graph's nodes have, in points and as far apart as their sizes need.
enum GivenLayout {
  /// The center of every node by its name. Nodes without a place stand in rows below the others.
  static func positions(of scene: DiagramScene) -> [String: Position] {
    let given = scene.diagram.graph.nodePositions ?? []
    let placed = scene.nodes.filter { $0.index < given.count && given[$0.index] != nil }
    let points = placed.compactMap { given[$0.index] }
    guard let left = points.map(\.x).min(), let right = points.map(\.x).max(),
      let low = points.map(\.y).min(), let high = points.map(\.y).max()
    else { return [:] }
    let average = scene.nodes.reduce(0) { $0 + $1.size } / Double(max(1, scene.nodes.count))
    // Room for three nodes where there is one, the longer side counting.
    let side = max(right - left, high - low)
    let wanted = Double(max(2, scene.nodes.count)).squareRoot() * average * 3
    let scale = side > 0 ? wanted / side : 1
    var positions: [String: Position] = [:]
    for (node, point) in zip(placed, points) {
      positions[scene.name(node.index)] = Position(
        x: (point.x - left) * scale, y: (point.y - low) * scale)
    }
    let width = max((right - left) * scale, average * 10)
    let perRow = max(1, Int(width / (average * 1.5)))
    let others = scene.nodes.filter { positions[scene.name($0.index)] == nil }
    for (number, node) in others.enumerated() {
      positions[scene.name(node.index)] = Position(
        x: Double(number % perRow) * average * 1.5,
        y: -Double(number / perRow + 2) * average * 1.5)
    }
    return positions
  }
}
