/// Values as JSON text (RFC 8259).
package enum JSONText {
  /// `text` as a JSON string; every Unicode text survives, and none acts on a terminal.
  package static func string(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return "\"" + text + "\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      // Besides control characters: marks and overrides of writing direction, the two line
      // separators that break JSON inside JavaScript, and the byte order mark, which some readers
      // drop.
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{61C}", "\u{200E}", "\u{200F}",
        "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FEFF}":
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Whether a byte needs no escape; C2, D8, E2 and EF start the characters beyond ASCII that do.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0x7F
      && byte != 0xC2 && byte != 0xD8 && byte != 0xE2 && byte != 0xEF
  }

  /// `value` as a JSON number; infinite and NaN, which JSON lacks, become `null`.
  package static func number(_ value: Double) -> String {
    value.isFinite ? value.description : "null"
  }

  /// The value at `index` of `column`; `nil` where it is missing.
  static func value(_ column: AttributeColumn, at index: Int) -> String? {
    switch column.values {
    case .boolean(let values): values[index].map { $0 ? "true" : "false" }
    case .integer(let values): values[index].map { String($0) }
    case .double(let values): values[index].map(number)
    case .string(let values): values[index].map(string)
    }
  }

  /// `,"name":value` for every column that has a value at `index`.
  static func members(_ columns: [AttributeColumn], at index: Int) -> String {
    var text = ""
    for column in columns {
      guard let value = value(column, at: index) else { continue }
      text += ",\(string(column.name)):\(value)"
    }
    return text
  }
}
