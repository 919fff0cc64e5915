/// One thing that metadata say of a photo or video, with where they say it.
public struct MetadataValue: Hashable, Sendable, Codable {
  /// What a value is about.
  public enum Property: String, Sendable, CaseIterable, Codable {
    /// When it was taken: UTC, ISO 8601; a day where no time is known.
    case date
    /// Where: `latitude,longitude` in degrees.
    case position
    /// Where, in words.
    case place
    /// Who is in it; with a box where it says which face.
    case person
    /// What it shows, in words.
    case caption
    /// At which event.
    case event
    /// Who made or posted it.
    case author
    /// Where it was published.
    case link
  }

  /// What it is about.
  public var property: Property
  /// The value: at most `longest` characters, without control characters.
  public var text: String
  /// Where it comes from.
  public var source: MetadataSource
  /// The field, and the file that it stands in where that is another than the photo or video.
  public var origin: String
  /// The face that it names, in pixels of the upright picture.
  public var box: FaceBox?

  /// The most characters of a value.
  public static let longest = 2000

  /// A value; `nil` where nothing is left of the text when what cannot be shown is taken out.
  ///
  /// Complexity: O(characters).
  public init?(
    _ property: Property, _ text: String, _ source: MetadataSource, _ origin: String,
    box: FaceBox? = nil
  ) {
    let clean = Self.clean(text)
    guard !clean.isEmpty else { return nil }
    self.property = property
    self.text = clean
    self.source = source
    self.origin = origin
    self.box = box
  }

  /// A point on the earth; `nil` for none, and for 0, 0, which is what devices write that do not know.
  public init?(
    latitude: Double, longitude: Double, _ source: MetadataSource, _ origin: String
  ) {
    guard (-90...90).contains(latitude), (-180...180).contains(longitude),
      latitude != 0 || longitude != 0
    else { return nil }
    self.init(.position, "\(latitude),\(longitude)", source, origin)
  }

  /// The point that it names.
  public var position: Place? {
    guard property == .position else { return nil }
    let parts = text.split(separator: ",").map { Double($0) }
    guard parts.count == 2, let latitude = parts[0], let longitude = parts[1] else { return nil }
    return Place(latitude: latitude, longitude: longitude)
  }

  /// Text in one line without control characters or outer blanks, cut where it is too long.
  private static func clean(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var isBlank = true
    for scalar in text.unicodeScalars.prefix(20 * longest) {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator:
        if !isBlank { scalars.append(" ") }
        isBlank = true
      // Unassigned and private characters, lone surrogates, and marks that turn the line around.
      case .format where (0x202A...0x202E).contains(scalar.value),
        .format where (0x2066...0x2069).contains(scalar.value), .surrogate:
        break
      // No characters at all, and XML has no way to write them.
      case .unassigned where scalar.value & 0xFFFE == 0xFFFE: break
      default:
        scalars.append(scalar)
        isBlank = false
      }
    }
    var clean = String(scalars)
    if clean.hasSuffix(" ") { clean.removeLast() }
    guard clean.count > longest else { return clean }
    return clean.prefix(longest - 1) + "…"
  }
}
