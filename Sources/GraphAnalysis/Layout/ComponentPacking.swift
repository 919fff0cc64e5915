/// Moves the components of a graph that has been laid out side by side, so that none lies on
/// another and none drifts far away: forces between components only push, so a layout by forces
/// alone leaves empty space between them.
///
/// The components keep their shapes. Their bounding boxes, the tallest first, stand in rows, and in a
/// row lower boxes stand on top of each other.
///
/// Complexity: O(nodes + edges + components log components + edges log edges).
/// Freivalds, Dogrusoz and Kikusts, "Disconnected graph layout and the polyomino packing approach",
/// Graph Drawing 2001, whose "bounding box in rows" is the simplest way they compare.
public struct ComponentPacking: Sendable {
  /// The space between two boxes; `nil` takes one and a half times the median length of an edge.
  public let gap: Double?
  /// The width of the whole, as a multiple of its height.
  public let aspect: Double

  /// Packs with `gap` between components.
  public init(gap: Double? = nil, aspect: Double = 1.6) {
    self.gap = gap
    self.aspect = aspect
  }

  /// `positions` of the nodes of `graph`, moved by component; the middle of the whole is the origin.
  public func positions(_ positions: [SIMD2<Double>], of graph: Graph) -> [SIMD2<Double>] {
    precondition(positions.count == graph.nodeCount)
    let components = ConnectedComponents().partition(of: graph)
    guard components.count > 1 else { return positions }
    var boxes = [Box](repeating: Box(), count: components.count)
    for (node, component) in components.labels.enumerated() {
      boxes[Int(component)].add(positions[node])
    }
    let gap = gap ?? 1.5 * medianLength(positions, graph)
    let corners = corners(boxes.map { $0.high - $0.low + gap })
    var whole = Box()
    let moved = components.labels.enumerated().map { node, component in
      let box = boxes[Int(component)]
      let position = positions[node] - box.low + corners[Int(component)]
      whole.add(position)
      return position
    }
    return moved.map { $0 - (whole.low + whole.high) / 2 }
  }

  /// How long an edge is in the middle of all; 8 where there is none.
  private func medianLength(_ positions: [SIMD2<Double>], _ graph: Graph) -> Double {
    let lengths = graph.edges.filter { $0.source != $0.target }.map { edge in
      let way = positions[edge.source] - positions[edge.target]
      return (way * way).sum().squareRoot()
    }.sorted()
    return lengths.isEmpty ? 8 : max(lengths[lengths.count / 2], 1)
  }

  /// The lower left corner of every box of these sizes, in rows of the width that leaves the least
  /// space empty.
  private func corners(_ sizes: [SIMD2<Double>]) -> [SIMD2<Double>] {
    let order = sizes.indices.sorted {
      (-sizes[$0].y, -sizes[$0].x, $0) < (-sizes[$1].y, -sizes[$1].x, $1)
    }
    let widest = sizes.map(\.x).max() ?? 0
    let ideal = (sizes.reduce(0) { $0 + $1.x * $1.y } * aspect).squareRoot()
    let tries = [1, 1.15, 1.3, 1.5, 1.8].map {
      rows(sizes, order, width: max(widest, ideal * $0))
    }
    func extent(_ size: SIMD2<Double>) -> Double { max(size.x / aspect, size.y) }
    return tries.min { extent($0.size) < extent($1.size) }?.corners ?? []
  }

  private func rows(
    _ sizes: [SIMD2<Double>], _ order: [Int], width: Double
  ) -> (corners: [SIMD2<Double>], size: SIMD2<Double>) {
    var corners = [SIMD2<Double>](repeating: .zero, count: sizes.count)
    var whole = SIMD2<Double>.zero
    var row = (bottom: 0.0, height: 0.0)
    var column = (left: 0.0, width: 0.0, top: 0.0)
    for box in order {
      let size = sizes[box]
      if column.top + size.y > row.bottom + row.height || size.x > column.width {
        column = (column.left + column.width, size.x, row.bottom)
        if column.left + size.x > width || row.height == 0 {
          row = (row.bottom + row.height, size.y)
          column = (0, size.x, row.bottom)
        }
      }
      corners[box] = SIMD2(column.left, column.top)
      column.top += size.y
      whole = pointwiseMax(whole, corners[box] + size)
    }
    return (corners, whole)
  }

  private struct Box {
    var low = SIMD2(repeating: Double.infinity)
    var high = SIMD2(repeating: -Double.infinity)

    mutating func add(_ position: SIMD2<Double>) {
      low = pointwiseMin(low, position)
      high = pointwiseMax(high, position)
    }
  }
}
