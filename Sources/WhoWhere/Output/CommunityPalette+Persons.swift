import Domain
import Drawing
import GraphFormats

extension CommunityPalette {
  /// The color by which a person is known in pictures.
  static func color(of person: PersonID) -> Color {
    colors[person.rawValue % colors.count]
  }
}
