import Foundation

/// A drawing as shapes and texts in their places, painted one over the other. Units are points (1/72
/// inch), from the upper left corner, downwards.
///
/// ```swift
/// var canvas = Canvas(width: 200, height: 100)
/// canvas.add(.circle(x: 50, y: 50, radius: 20), Canvas.Style(fill: "#0072b2"), title: "Ada")
/// let svg = try canvas.render(.svg)
/// ```
///
/// A drawing holds no script, no link and no path: pictures are embedded. The same canvas gives the
/// same bytes with the same libraries and fonts.
public struct Canvas: Sendable, Equatable, Codable {
  /// What a drawing is written as.
  public enum Format: String, CaseIterable, Sendable {
    /// Scalable, with titles that show when the pointer rests on something.
    case svg
    /// Pixels, at most 6,000 a side.
    case png
    /// Scalable, for print.
    case pdf
  }

  /// A point.
  public struct Point: Sendable, Equatable, Codable {
    /// Right and down.
    public var x, y: Double

    /// The point (`x`, `y`).
    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// How a shape is painted.
  public struct Style: Sendable, Equatable, Codable {
    /// The color inside, `#rrggbb`; none without.
    public var fill: String?
    /// The color of the line around, `#rrggbb`; none without.
    public var stroke: String?
    /// The width of the line.
    public var width: Double
    /// Lengths of strokes and gaps; a solid line without.
    public var dash: [Double]
    /// 0 cannot be seen, 1 hides what is behind.
    public var opacity: Double

    /// A style.
    public init(
      fill: String? = nil, stroke: String? = nil, width: Double = 1, dash: [Double] = [],
      opacity: Double = 1
    ) {
      self.fill = fill
      self.stroke = stroke
      self.width = width
      self.dash = dash
      self.opacity = opacity
    }
  }

  /// Where a text stands.
  public enum Anchor: String, Sendable, Equatable, Codable {
    /// The text begins, has its middle, or ends at its place.
    case start, middle, end
  }

  /// What is painted.
  public enum Shape: Sendable, Equatable, Codable {
    /// A line from point to point.
    case line([Point])
    /// Areas with holes, by the even-odd rule.
    case area([[Point]])
    /// A circle.
    case circle(x: Double, y: Double, radius: Double)
    /// A rectangle from its upper left corner.
    case rectangle(x: Double, y: Double, width: Double, height: Double, corner: Double)
    /// A line of text whose middle is at height `y`; `length` is its width, `angle` turns it
    /// counterclockwise around its place, in degrees.
    case text(
      String, x: Double, y: Double, size: Double, isBold: Bool, anchor: Anchor, length: Double,
      angle: Double)
    /// A square picture around a center; its file by name.
    case picture(String, x: Double, y: Double, side: Double)
  }

  /// A shape with all that belongs to it.
  public struct Item: Sendable, Equatable, Codable {
    /// What is painted.
    public var shape: Shape
    /// How.
    public var style: Style
    /// Its name in SVG.
    public var id: String?
    /// What kind of thing it stands for, in SVG.
    public var kind: String?
    /// What the pointer shows.
    public var title: String?
  }

  /// The size.
  public var width, height: Double
  /// What is painted, in order.
  public private(set) var items: [Item] = []
  /// PNG pictures by the name under which items use them.
  var pictures: [String: [UInt8]] = [:]
  /// What the pointer shows where there is nothing else.
  public var title = ""

  private enum CodingKeys: CodingKey {
    case width, height, items
  }

  /// An empty canvas.
  public init(width: Double = 0, height: Double = 0) {
    self.width = width
    self.height = height
  }

  /// Paints over everything before.
  public mutating func add(
    _ shape: Shape, _ style: Style, id: String? = nil, kind: String? = nil, title: String? = nil
  ) {
    items.append(Item(shape: shape, style: style, id: id, kind: kind, title: title))
  }

  /// The drawing.
  ///
  /// - Throws: `DrawingError`; `FileError`.
  public func render(
    _ format: Format, with process: DrawingProcess = DrawingProcess()
  ) throws -> [UInt8] {
    switch format {
    case .svg: return CanvasSVG(self).bytes
    case .png, .pdf:
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return try process.draw(
        String(decoding: try encoder.encode(self), as: UTF8.self),
        as: .canvas(format: format.rawValue), files: pictures)
    }
  }
}
