import GraphFormats

/// What a node stands for, and so its shape.
enum DiagramKind: String, CaseIterable {
  case person, photo, video, place

  /// The kind called `name`; a person where there is none.
  init(_ name: String?) { self = name.flatMap { DiagramKind(rawValue: $0) } ?? .person }

  /// The shape around a center.
  func mark(x: Double, y: Double, side: Double) -> Canvas.Shape {
    let half = side / 2
    switch self {
    case .person: return .circle(x: x, y: y, radius: half)
    case .photo:
      return .rectangle(x: x - half, y: y - half, width: side, height: side, corner: 0)
    case .video:
      return .area([[(0, -half), (half, 0), (0, half), (-half, 0)].map { point(x, y, $0) }])
    case .place:
      return .area([[(0, -half), (half, half), (-half, half)].map { point(x, y, $0) }])
    }
  }

  private func point(_ x: Double, _ y: Double, _ step: (Double, Double)) -> Canvas.Point {
    Canvas.Point(x + step.0, y + step.1)
  }

  /// The color, except of persons.
  var color: Color {
    switch self {
    case .person: CommunityPalette.colors[0]
    case .photo: Color(0x9A, 0xA5, 0xAE)
    case .video: Color(0x6B, 0x5B, 0x7B)
    case .place: Color(0x4D, 0x4D, 0x4D)
    }
  }

  /// More than one of them, for the legend.
  var plural: String { self == .person ? "people" : rawValue + "s" }
}
