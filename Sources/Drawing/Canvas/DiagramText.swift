import GraphFormats

/// Text as diagrams show it.
enum DiagramText {
  /// About the width of `text` in the fonts above, in points.
  static func width(_ text: String, fontSize: Double) -> Double {
    let ems = text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0x300..<0x370, 0x200B..<0x2010: sum
      case 0x1100..<0x1200, 0x2E80..<0xD800, 0xF900..<0xFB00, 0x1F000...: sum + 1.05
      default: sum + (wide.contains(scalar) ? 0.9 : narrow.contains(scalar) ? 0.34 : 0.61)
      }
    }
    return ems * fontSize
  }

  private static let wide = Set("MWmw@%".unicodeScalars)
  private static let narrow = Set(" .,:;'|!()[]-Iijlftr".unicodeScalars)

  /// `value` for a legend: at most three significant digits, thousands separated.
  static func rounded(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return NumberText.shortest(value) }
    if value == value.rounded() { return grouped(Int(value)) }
    let size = abs(value)
    if size >= 100 { return grouped(Int(value.rounded())) }
    var digits = size >= 10 ? 1.0 : size >= 1 ? 2 : 3
    var scale = 1.0
    if size < 0.1 { digits = 5 }
    for _ in 0..<Int(digits) { scale *= 10 }
    return NumberText.shortest((value * scale).rounded() / scale)
  }

  /// `value` with commas between thousands.
  static func grouped(_ value: Int) -> String {
    let digits = Array(String(abs(value)))
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}
