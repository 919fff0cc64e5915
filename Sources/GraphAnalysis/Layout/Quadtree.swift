/// Points with mass, in squares within squares, so that far ones can be taken together.
struct Quadtree: Sendable {
  /// A square. Its parts follow it; those who need not look inside go on at `next`.
  private struct Cell {
    var center = SIMD2<Double>.zero
    var mass = 0.0
    var width = 0.0
    var next = 0
    /// The points of a square that is not divided.
    var points = 0..<0
  }

  private var cells: [Cell] = []
  private var points: [(position: SIMD2<Double>, mass: Double)]

  /// Builds the tree. O(n log n) unless points lie very close.
  init(positions: [SIMD2<Double>], mass: [Double]) {
    points = Array(zip(positions, mass)).map { (position: $0.0, mass: $0.1) }
    guard let first = positions.first else { return }
    let low = positions.reduce(first) { pointwiseMin($0, $1) }
    let high = positions.reduce(first) { pointwiseMax($0, $1) }
    divide(0..<points.count, low: low, width: (high - low).max(), depth: 0)
  }

  private mutating func divide(
    _ range: Range<Int>, low: SIMD2<Double>, width: Double, depth: Int
  ) {
    guard !range.isEmpty else { return }
    let index = cells.count
    var cell = Cell(width: width)
    for point in points[range] {
      cell.mass += point.mass
      cell.center += point.mass * point.position
    }
    cell.center /= cell.mass
    cells.append(cell)
    if range.count <= 8 || depth == 40 {
      cells[index].points = range
    } else {
      let half = width / 2
      let middle = low + half
      let byX = points[range].partition { $0.position.x >= middle.x }
      for (columns, x) in [(range.lowerBound..<byX, low.x), (byX..<range.upperBound, middle.x)] {
        let byY = points[columns].partition { $0.position.y >= middle.y }
        divide(columns.lowerBound..<byY, low: [x, low.y], width: half, depth: depth + 1)
        divide(byY..<columns.upperBound, low: [x, middle.y], width: half, depth: depth + 1)
      }
    }
    cells[index].next = cells.count
  }

  /// The sum over all points of mass / distance, in the direction away from them; a square that
  /// looks smaller than its distance counts as one point. O(log n).
  func repulsion(at position: SIMD2<Double>) -> SIMD2<Double> {
    var force = SIMD2<Double>.zero
    var index = 0
    while index < cells.count {
      let cell = cells[index]
      let away = position - cell.center
      let distanceSquared = (away * away).sum()
      if cell.width * cell.width * 1.44 < distanceSquared {
        force += cell.mass / distanceSquared * away
        index = cell.next
        continue
      }
      for point in points[cell.points] {
        let away = position - point.position
        let distanceSquared = (away * away).sum()
        // A point does not push itself.
        if distanceSquared > 0 { force += point.mass / distanceSquared * away }
      }
      index += 1
    }
    return force
  }
}
