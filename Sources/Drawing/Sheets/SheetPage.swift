/// A page of a sheet with everything in its place. Units are points (1/72 inch), from the upper left
/// corner, downwards.
public struct SheetPage: Sendable, Equatable, Codable {
  /// A filled rectangle.
  public struct Area: Sendable, Equatable, Codable {
    /// The upper left corner.
    public var x, y: Double
    /// The size.
    public var width, height: Double
    /// The color, `#rrggbb`.
    public var color: String
  }

  /// A picture, which fills its place.
  public struct Picture: Sendable, Equatable, Codable {
    /// The upper left corner.
    public var x, y: Double
    /// The size.
    public var width, height: Double
    /// The picture's file.
    public var file: String
    /// The size of the file's picture, in pixels.
    public var columns, rows: Int
  }

  /// A text, shortened where it does not fit.
  public struct Text: Sendable, Equatable, Codable {
    /// Where a text goes in its width, and what becomes of one that is too long.
    public enum Style: String, Sendable, Equatable, Codable {
      /// One line at the left; the middle goes.
      case line
      /// One line at the right; the middle goes.
      case trailing
      /// Lines around the center, as many as the height takes.
      case centered
      /// Lines from the left, as many as the height takes.
      case wrapped
    }

    /// The upper left corner.
    public var x, y: Double
    /// The space there is.
    public var width, height: Double
    /// The text, as it is shown.
    public var text: String
    /// The height of the type.
    public var size: Double
    /// Whether the type is bold.
    public var isBold = false
    /// The color, `#rrggbb`.
    public var color = "#1a1a1a"
    /// How it is set.
    public var style = Style.line
  }

  /// The page's size.
  public var width, height: Double
  /// What is painted first.
  public var areas: [Area] = []
  /// What is painted over the areas.
  public var pictures: [Picture] = []
  /// What is painted over all.
  public var texts: [Text] = []

  /// An empty page.
  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }
}
