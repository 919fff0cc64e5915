import GraphFormats

/// Colors for communities and persons that people with color-blindness can tell apart.
///
/// The first seven are Okabe and Ito's, the next Tol's "muted" scheme where it stays apart from
/// them. The first communities get a color each; the rest share a gray, since more colors than
/// these cannot be told apart by anyone.
///
/// Reference: Okabe and Ito, "Color Universal Design", 2008; Tol, "Color Schemes", SRON 2021.
public enum CommunityPalette {
  /// The colors, for the largest community first.
  public static let colors: [Color] = [
    Color(0x00, 0x72, 0xB2), Color(0xE6, 0x9F, 0x00), Color(0x00, 0x9E, 0x73),
    Color(0xCC, 0x79, 0xA7), Color(0x56, 0xB4, 0xE9), Color(0xD5, 0x5E, 0x00),
    Color(0xF0, 0xE4, 0x42), Color(0x33, 0x22, 0x88), Color(0x88, 0x22, 0x55),
    Color(0x99, 0x99, 0x33), Color(0x88, 0xCC, 0xEE), Color(0x11, 0x77, 0x33),
  ]

  /// The color of communities beyond `colors`, and of nodes without one.
  public static let other = Color(0xB4, 0xB4, 0xB4)

  /// The color of the community that is called by its rank, 0 the largest, as those of a case are:
  /// the same in every picture, whatever part of the case it shows.
  public static func color(ofRank rank: Int?) -> Color {
    rank.flatMap { colors.indices.contains($0) ? colors[$0] : nil } ?? other
  }

  /// The communities that have a color, largest first; equal sizes by smaller number.
  ///
  /// Complexity: O(nodes + communities · log communities).
  public static func largest(_ communities: [Int64?]) -> [Int64] {
    var sizes: [Int64: Int] = [:]
    for community in communities { if let community { sizes[community, default: 0] += 1 } }
    let ordered = sizes.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    return ordered.prefix(colors.count).map(\.key)
  }

  /// One color per node, for its community, whatever its number.
  public static func colors(of communities: [Int64?]) -> [Color] {
    let known = Dictionary(uniqueKeysWithValues: zip(largest(communities), colors))
    return communities.map { community in community.flatMap { known[$0] } ?? other }
  }
}
