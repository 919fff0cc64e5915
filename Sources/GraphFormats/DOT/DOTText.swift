/// Text as DOT, Graphviz's language, takes it.
package enum DOTText {
  /// A quoted identifier. DOT has no way to write a lone backslash at the end of one, and keeps both
  /// of a pair, so that every backslash of `text` comes out doubled.
  package static func quoted(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return "\"" + text + "\"" }
    var result = "\""
    for scalar in CleanText.xml(text).unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\r": result += "\u{240D}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A quoted label, shown exactly as `text`: backslashes expand nothing, entities stay as they are,
  /// line breaks center the next line below.
  package static func label(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return "\"" + text + "\"" }
    var result = "\""
    for scalar in CleanText.xml(text).unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "&": result += "&amp;"
      case "\n": result += "\\n"
      case "\r": break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Whether a byte needs neither cleaning nor escaping; EF may start U+FFFE.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
      && byte != UInt8(ascii: "&") && byte != 0xEF
  }

  /// Text inside an HTML-like label.
  package static func html(_ text: String) -> String {
    var result = ""
    for scalar in CleanText.line(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\\": result += "&#92;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
