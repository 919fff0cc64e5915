import FaceClustering
import Foundation

/// The k-distance curve as an SVG drawing, with the knee, the mean nearest-neighbor distance and
/// the recommended radius.
public struct KDistancePlot: Sendable {
  private let advice: RadiusAdvice

  private static let width = 800.0
  private static let height = 480.0
  private static let margin = (left: 64.0, right: 24.0, top: 48.0, bottom: 56.0)
  /// More points than pixels show nothing more.
  private static let mostPoints = 1500

  /// A plot of `advice`.
  public init(_ advice: RadiusAdvice) { self.advice = advice }

  /// The drawing. The same curve gives the same text.
  public var svg: String {
    let distances = advice.curve.distances
    let top = max(0.1, ((max(distances.last ?? 0, advice.recommended)) * 10).rounded(.up) / 10)
    let (left, right) = (Self.margin.left, Self.width - Self.margin.right)
    let (upper, lower) = (Self.margin.top, Self.height - Self.margin.bottom)
    func x(_ rank: Int) -> Double {
      left + (right - left) * Double(rank) / Double(max(1, distances.count - 1))
    }
    func y(_ distance: Double) -> Double { lower - (lower - upper) * distance / top }

    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="800" height="480" viewBox="0 0 800 480" \
      font-family="sans-serif" font-size="13">
      """,
      "<rect width=\"800\" height=\"480\" fill=\"white\"/>",
      text(
        "Distance to neighbor \(advice.curve.k), \(distances.count) faces", left, 28,
        "font-size=\"16\""),
    ]
    for step in 0...Int((top * 10).rounded()) where top <= 1 || step % 2 == 0 {
      let value = Double(step) / 10
      lines.append(line(left, y(value), right, y(value), "#ddd"))
      lines.append(text(number(value, 1), left - 8, y(value) + 4, "text-anchor=\"end\""))
    }
    lines.append(text("1", left, lower + 20, ""))
    lines.append(text("\(distances.count)", right, lower + 20, "text-anchor=\"end\""))
    lines.append(
      text("faces, by rising distance", (left + right) / 2, lower + 40, "text-anchor=\"middle\""))
    let stride = max(1, distances.count / Self.mostPoints)
    let shown = distances.indices.filter { $0 % stride == 0 || $0 == distances.count - 1 }
    let points = shown.map { "\(number(x($0), 2)),\(number(y(distances[$0]), 2))" }
    lines.append(
      "<polyline points=\"\(points.joined(separator: " "))\" fill=\"none\" stroke=\"#0072B2\" "
        + "stroke-width=\"2\"/>")
    mark("mean nearest", advice.curve.meanNearest, "#009E73")
    mark("recommended radius", advice.recommended, "#D55E00")
    if let knee = advice.curve.kneeIndex {
      let (cx, cy) = (x(knee), y(distances[knee]))
      lines.append(
        "<circle cx=\"\(number(cx, 2))\" cy=\"\(number(cy, 2))\" r=\"5\" fill=\"#CC79A7\"/>")
      // The curve rises to the right, so there is room below it, but for the very end.
      let isLeft = cx > right - 90
      lines.append(
        text(
          "knee \(number(distances[knee], 3))", cx + (isLeft ? -10 : 10), cy + 18,
          "fill=\"#CC79A7\"" + (isLeft ? " text-anchor=\"end\"" : "")))
    }
    lines.append("</svg>")
    return lines.joined(separator: "\n") + "\n"

    func mark(_ name: String, _ value: Double, _ color: String) {
      guard value <= top else { return }
      lines.append(line(left, y(value), right, y(value), color, "stroke-dasharray=\"6 4\""))
      lines.append(
        text("\(name) \(number(value, 3))", left + 8, y(value) - 5, "fill=\"\(color)\""))
    }
  }

  private func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ color: String, _ more: String = ""
  ) -> String {
    "<line x1=\"\(number(x1, 2))\" y1=\"\(number(y1, 2))\" x2=\"\(number(x2, 2))\" "
      + "y2=\"\(number(y2, 2))\" stroke=\"\(color)\" \(more)/>"
  }

  private func text(_ text: String, _ x: Double, _ y: Double, _ more: String) -> String {
    "<text x=\"\(number(x, 2))\" y=\"\(number(y, 2))\" \(more)>\(text)</text>"
  }

  private func number(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}
