import Foundation

/// The part of the earth that a map shows, and how it lies on paper.
struct MapFrame {
  private let west, south, north: Double
  /// Points of paper a degree of latitude, and a degree of longitude.
  private let scale, across: Double
  /// The size on paper, in points.
  let width, height: Double
  /// The larger span, in degrees of latitude.
  let span: Double

  /// A frame around positions, with room on all sides.
  init(latitudes: [Double], longitudes: [Double], width: Double) {
    let (low, high) = (latitudes.min() ?? 0, latitudes.max() ?? 0)
    let (left, right) = (longitudes.min() ?? 0, longitudes.max() ?? 0)
    let middle = (low + high) / 2
    let shrink = max(0.05, cos(middle * .pi / 180))
    // At least some hundred meters, and room for names.
    let wide = max((right - left) * shrink * 1.35, (high - low) * 1.35 * 0.9, 0.008)
    let tall = min(max((high - low) * 1.35, wide * 0.5), wide * 1.1)
    span = max(wide, tall)
    self.width = width
    scale = width / wide
    across = scale * shrink
    height = tall * scale
    west = (left + right) / 2 - wide / shrink / 2
    south = middle - tall / 2
    north = middle + tall / 2
  }

  /// Where a position is on paper.
  func point(latitude: Double, longitude: Double) -> Canvas.Point {
    Canvas.Point((longitude - west) * across, (north - latitude) * scale)
  }

  /// The part of an area within the frame (Sutherland and Hodgman).
  func clipped(_ points: [Canvas.Point]) -> [Canvas.Point] {
    var points = points
    let sides: [(Canvas.Point) -> Double] = [
      { $0.x }, { width - $0.x }, { $0.y }, { height - $0.y },
    ]
    for keeps in sides {
      guard var last = points.last else { return [] }
      var kept: [Canvas.Point] = []
      for point in points {
        let (a, b) = (keeps(last), keeps(point))
        if (a >= 0) != (b >= 0) {
          let share = a / (a - b)
          kept.append(
            Canvas.Point(last.x + share * (point.x - last.x), last.y + share * (point.y - last.y)))
        }
        if b >= 0 { kept.append(point) }
        last = point
      }
      points = kept
    }
    return points
  }

  /// Draws meridians and parallels with their degrees, and a scale.
  func drawGraticule(on canvas: inout Canvas, left: Double, top: Double) {
    let step = Self.step(span / 4)
    let digits = max(0, Int((-log10(step)).rounded(.up)))
    let line = Canvas.Style(stroke: "#9fb3c0", width: 0.4, opacity: 0.7)
    for degree in Self.multiples(of: step, from: west, to: west + width / across) {
      let x = left + (degree - west) * across
      guard x >= left, x <= left + width else { continue }
      canvas.add(.line([Canvas.Point(x, top), Canvas.Point(x, top + height)]), line)
      text(
        Self.degrees(degree, digits, "E", "W"), x + 2, top + height - 6, on: &canvas)
    }
    for degree in Self.multiples(of: step, from: south, to: north) {
      let y = top + (north - degree) * scale
      guard y >= top, y <= top + height else { continue }
      canvas.add(.line([Canvas.Point(left, y), Canvas.Point(left + width, y)]), line)
      text(Self.degrees(degree, digits, "N", "S"), left + 3, y - 5, on: &canvas)
    }
    // A degree of latitude is 111.2 km.
    let kilometers = Self.step(span * 111.2 / 6)
    let length = kilometers / 111.2 * scale
    let (x, y) = (left + width - length - 12, top + height - 12)
    canvas.add(
      .line([
        Canvas.Point(x, y - 4), Canvas.Point(x, y), Canvas.Point(x + length, y),
        Canvas.Point(x + length, y - 4),
      ]), Canvas.Style(stroke: "#333333", width: 1))
    let name = kilometers >= 1 ? "\(Int(kilometers)) km" : "\(Int((kilometers * 1000).rounded())) m"
    text(name, x + 2, y - 8, on: &canvas)
  }

  private func text(_ text: String, _ x: Double, _ y: Double, on canvas: inout Canvas) {
    canvas.add(
      .text(text, x: x, y: y, size: 8, isBold: false, anchor: .start, length: 0, angle: 0),
      Canvas.Style(fill: "#5f6f7a"))
  }

  private static func multiples(of step: Double, from: Double, to: Double) -> [Double] {
    let (first, last) = (Int((from / step).rounded(.up)), Int((to / step).rounded(.down)))
    return first <= last ? (first...last).map { Double($0) * step } : []
  }

  /// The largest of 1, 2, 5, 10, … that is not above `value`.
  private static func step(_ value: Double) -> Double {
    let power = pow(10, log10(value).rounded(.down))
    return (value >= 5 * power ? 5 : value >= 2 * power ? 2 : 1) * power
  }

  private static func degrees(
    _ value: Double, _ digits: Int, _ positive: String, _ negative: String
  ) -> String {
    let power = pow(10, Double(digits))
    let rounded = (abs(value) * power).rounded() / power
    let number = digits == 0 ? String(Int(rounded)) : String(rounded)
    return "\(number)°\(rounded == 0 ? "" : value < 0 ? negative : positive)"
  }
}
