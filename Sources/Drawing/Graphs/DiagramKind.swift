import GraphFormats

/// What a node stands for, and so its shape.
enum DiagramKind: String, CaseIterable {
  case person, photo, video, place

  /// The kind called `name`; a person where there is none.
  init(_ name: String?) { self = name.flatMap { DiagramKind(rawValue: $0) } ?? .person }

  /// Graphviz's name of the shape.
  var shape: String {
    switch self {
    case .person: "circle"
    case .photo: "square"
    case .video: "diamond"
    case .place: "triangle"
    }
  }

  /// The shape as a character, for the legend.
  var symbol: String {
    switch self {
    case .person: "●"
    case .photo: "■"
    case .video: "◆"
    case .place: "▲"
    }
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
