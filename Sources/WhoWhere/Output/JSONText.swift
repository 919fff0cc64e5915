import GraphFormats

/// Values as JSON (RFC 8259), keys in the order of the columns.
enum JSONText {
  /// The rows as an array of objects, one a line.
  static func array(of table: ResultTable) -> String {
    guard !table.rows.isEmpty else { return "[]" }
    let keys = table.columns.map { quoted($0) + ": " }
    let objects = table.rows.map { row in
      "{" + zip(keys, row).map { $0 + value($1) }.joined(separator: ", ") + "}"
    }
    return "[\n" + objects.joined(separator: ",\n") + "\n]"
  }

  /// A cell; no value, and numbers that JSON cannot hold, are `null`.
  private static func value(_ cell: CSVCell) -> String {
    switch cell {
    case .text(let text): quoted(text)
    case .integer(let value): String(value)
    case .number(let value): value.isFinite ? value.description : "null"
    case .boolean(let value): value ? "true" : "false"
    case .missing: "null"
    }
  }

  /// A string with its quotes. Everything that could act on a terminal is escaped, too.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
          let hex = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
