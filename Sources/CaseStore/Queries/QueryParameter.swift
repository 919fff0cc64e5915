/// Something that a named query wants to know.
public struct QueryParameter: Sendable, Equatable {
  /// What kind of value a parameter takes, and what its variable holds in SQL.
  public enum Kind: String, Sendable, CaseIterable {
    /// A person by ID or name: the ID.
    case person
    /// Several persons, separated by commas, or whole communities: a JSON array of IDs.
    case people
    /// A media by path, file name or beginning of its hash: the ID.
    case media
    /// A folder or a span of time: a JSON array of the IDs of the media in it.
    case event
    /// Latitude and longitude in degrees, such as `48.2,16.37`: a JSON array of both.
    case place
    /// A whole number.
    case int
    /// A real number.
    case number
    /// Any text.
    case text
    /// A year, month, day or moment in UTC, such as `2024-05`: where it begins.
    case since
    /// As `since`: where it ends.
    case until
  }

  /// The variable's name, without its colon.
  public var name: String
  /// What kind of value it takes.
  public var kind: Kind
  /// Whether the variable is `NULL` where no value is given.
  public var isOptional: Bool
  /// The value where none is given, as it would be typed.
  public var defaultValue: String?
  /// What it means.
  public var help: String

  /// The parameter as an option of the command line: `min_media` is `--min-media`.
  public var option: String { "--" + name.replacing("_", with: "-") }

  /// Whether a value must be given.
  public var isRequired: Bool { !isOptional && defaultValue == nil }
}
