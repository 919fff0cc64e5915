extension Color {
  /// The color that `text` names as CSS does: `#f00`, `#ff0000`, either with an opacity, `rgb(…)`,
  /// `rgba(…)`, or one of the common names.
  ///
  /// Reference: CSS Color Module Level 4, without the rarer functions.
  init?(css text: String) {
    let text = text.trimmingXMLSpace().lowercased()
    if text.hasPrefix("#") {
      self.init(hex: text.dropFirst())
    } else if text.hasPrefix("rgb"), let open = text.firstIndex(of: "("), text.hasSuffix(")") {
      let parts = text[text.index(after: open)...].dropLast()
        .split(whereSeparator: { ", /".contains($0) })
      guard parts.count == 3 || parts.count == 4 else { return nil }
      self.init(
        red: String(parts[0]), green: String(parts[1]), blue: String(parts[2]),
        alpha: parts.count == 4 ? String(parts[3]) : nil)
    } else if let color = Self.named[text] {
      self = color
    } else {
      return nil
    }
  }

  private init?(hex: Substring) {
    let digits = hex.utf8.compactMap { byte -> UInt32? in
      switch byte {
      case 0x30...0x39: UInt32(byte) - 0x30
      case 0x61...0x66: UInt32(byte) - 0x57
      default: nil
      }
    }
    guard digits.count == hex.utf8.count else { return nil }
    let parts: [UInt32]
    switch digits.count {
    case 3, 4: parts = digits.map { $0 * 17 }
    case 6, 8:
      parts = stride(from: 0, to: digits.count, by: 2).map { digits[$0] * 16 + digits[$0 + 1] }
    default: return nil
    }
    self.init(
      UInt8(parts[0]), UInt8(parts[1]), UInt8(parts[2]),
      alpha: parts.count == 4 ? Double(parts[3]) / 255 : 1)
  }

  /// A color of parts from 0 to 255, or of fractions up to 1 where a part is written as one.
  init?(red: String, green: String, blue: String, alpha: String? = nil) {
    let texts = [red, green, blue]
    let numbers = texts.compactMap { $0.withBytes(\.number) }
    guard numbers.count == 3, numbers.allSatisfy({ (0...255).contains($0) }) else { return nil }
    let isFraction = texts.contains { $0.contains(".") } && numbers.allSatisfy { $0 <= 1 }
    let parts = numbers.map { UInt8((isFraction ? $0 * 255 : $0).rounded()) }
    var opacity = 1.0
    if let alpha {
      guard let number = alpha.withBytes(\.number), (0...255).contains(number) else { return nil }
      opacity = number > 1 ? number / 255 : number
    }
    self.init(parts[0], parts[1], parts[2], alpha: opacity)
  }

  private static let named: [String: Color] = [
    "black": Color(0, 0, 0), "white": Color(255, 255, 255), "red": Color(255, 0, 0),
    "green": Color(0, 128, 0), "blue": Color(0, 0, 255), "yellow": Color(255, 255, 0),
    "orange": Color(255, 165, 0), "purple": Color(128, 0, 128), "pink": Color(255, 192, 203),
    "brown": Color(165, 42, 42), "gray": Color(128, 128, 128), "grey": Color(128, 128, 128),
    "cyan": Color(0, 255, 255), "magenta": Color(255, 0, 255), "lime": Color(0, 255, 0),
    "navy": Color(0, 0, 128), "teal": Color(0, 128, 128), "olive": Color(128, 128, 0),
    "maroon": Color(128, 0, 0), "silver": Color(192, 192, 192), "gold": Color(255, 215, 0),
    "lightblue": Color(173, 216, 230), "lightgray": Color(211, 211, 211),
    "lightgrey": Color(211, 211, 211), "lightgreen": Color(144, 238, 144),
    "salmon": Color(250, 128, 114), "skyblue": Color(135, 206, 235), "tomato": Color(255, 99, 71),
    "steelblue": Color(70, 130, 180), "violet": Color(238, 130, 238),
  ]
}
