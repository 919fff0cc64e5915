/// A color in sRGB, opaque unless it says otherwise.
public struct Color: Sendable, Hashable {
  /// Red, green and blue, 0 to 255.
  public var red, green, blue: UInt8
  /// How opaque the color is: 0 cannot be seen, 1 hides what is behind.
  public var alpha: Double

  /// The color of these three parts, each 0 to 255.
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8, alpha: Double = 1) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// The color as `#rrggbb`; how opaque it is, is left out.
  public var hex: String {
    let value = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
    let digits = String(value, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The color in CSS's words: as `hex`, or as `rgba(…)` where it is not opaque.
  var css: String {
    alpha == 1 ? hex : "rgba(\(red),\(green),\(blue),\(NumberText.shortest(alpha)))"
  }
}
