/// Points in the plane, grouped in ever smaller squares, for sums over all of them.
///
/// Complexity: O(points · log points) to build, O(log points) per sum.
struct QuadTree: Sendable {
  private struct Cell: Sendable {
    var x = 0.0, y = 0.0, mass = 0.0
    /// The side of the square.
    var side: Double
    /// The first of four cells inside; 0 for a cell that holds points itself.
    var children: Int32 = 0
    /// The points of the cell, in `order`.
    var points: Range<Int32>
  }

  private var cells: [Cell] = []
  private var order: [Int32]
  private let places: [ForceLayout.Place]
  private let masses: [Double]

  /// A square counts as one point when it is this much smaller than it is far.
  private static let accuracy = 1.2
  private static let leafSize = 8

  init(_ places: [ForceLayout.Place], _ masses: [Double]) {
    self.places = places
    self.masses = masses
    order = (0..<Int32(places.count)).map { $0 }
    let left = places.lazy.map(\.x).min() ?? 0
    let bottom = places.lazy.map(\.y).min() ?? 0
    let right = places.lazy.map(\.x).max() ?? 0
    let top = places.lazy.map(\.y).max() ?? 0
    let side = max(right - left, top - bottom, 1e-9)
    cells.append(Cell(side: side, points: 0..<Int32(places.count)))
    split(0, left: left, bottom: bottom, depth: 0)
  }

  private mutating func split(_ cell: Int, left: Double, bottom: Double, depth: Int) {
    let points = cells[cell].points
    var (x, y, mass) = (0.0, 0.0, 0.0)
    for point in order[Int(points.lowerBound)..<Int(points.upperBound)] {
      let own = masses[Int(point)]
      x += places[Int(point)].x * own
      y += places[Int(point)].y * own
      mass += own
    }
    if mass > 0 {
      cells[cell].x = x / mass
      cells[cell].y = y / mass
      cells[cell].mass = mass
    }
    // Points in one place cannot be told apart, however small the square.
    guard points.count > Self.leafSize, depth < 32 else { return }
    let half = cells[cell].side / 2
    let upper = partition(points) { $0.y >= bottom + half }
    let lowerRight = partition(points.lowerBound..<upper) { $0.x >= left + half }
    let upperRight = partition(upper..<points.upperBound) { $0.x >= left + half }
    let first = cells.count
    cells[cell].children = Int32(first)
    for part in [
      points.lowerBound..<lowerRight, lowerRight..<upper, upper..<upperRight,
      upperRight..<points.upperBound,
    ] { cells.append(Cell(side: half, points: part)) }
    for quarter in 0..<4 {
      split(
        first + quarter, left: left + (quarter % 2 == 1 ? half : 0),
        bottom: bottom + (quarter >= 2 ? half : 0), depth: depth + 1)
    }
  }

  /// Moves points that belong to the second part behind the others; returns where it starts.
  private mutating func partition(
    _ points: Range<Int32>, _ isSecond: (ForceLayout.Place) -> Bool
  ) -> Int32 {
    let range = Int(points.lowerBound)..<Int(points.upperBound)
    return Int32(order[range].partition { isSecond(places[Int($0)]) })
  }

  /// The sum of `mass` · other mass / distance, away from every point.
  func repulsion(on place: ForceLayout.Place, mass: Double) -> ForceLayout.Place {
    var force = ForceLayout.Place(x: 0, y: 0)
    func push(_ x: Double, _ y: Double, _ other: Double) {
      let (dx, dy) = (place.x - x, place.y - y)
      let square = dx * dx + dy * dy
      guard square > 0 else { return }
      let strength = mass * other / square
      force.x += dx * strength
      force.y += dy * strength
    }
    func visit(_ index: Int) {
      let cell = cells[index]
      guard cell.mass > 0 else { return }
      if cell.children == 0 {
        for point in order[Int(cell.points.lowerBound)..<Int(cell.points.upperBound)] {
          push(places[Int(point)].x, places[Int(point)].y, masses[Int(point)])
        }
        return
      }
      let (dx, dy) = (place.x - cell.x, place.y - cell.y)
      if cell.side * cell.side < (dx * dx + dy * dy) / (Self.accuracy * Self.accuracy) {
        push(cell.x, cell.y, cell.mass)
      } else {
        for child in Int(cell.children)..<Int(cell.children) + 4 { visit(child) }
      }
    }
    visit(0)
    return force
  }
}
