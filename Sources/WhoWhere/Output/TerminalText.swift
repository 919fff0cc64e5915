import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Text made safe and measured for terminals.
public enum TerminalText {
  /// `text` in one line that cannot act on the terminal or reorder what stands beside it.
  ///
  /// Control characters become their pictures (a line feed is shown as "␊"); other characters that
  /// are invisible or change the direction of writing become `\u{…}`.
  public static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var line = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20: line.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value)!)
      case 0x7F: line += "␡"
      default:
        if isUnsafe(scalar) {
          line += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        } else {
          line.unicodeScalars.append(scalar)
        }
      }
    }
    return line
  }

  /// `text` as a line of a message: safe, and with a part left out where a file put thousands of
  /// characters into it.
  public static func message(_ text: String) -> String { shortened(line(text), to: longest) }

  private static let longest = 1500

  /// How many columns of a terminal `text` takes: two for wide East Asian characters and emoji,
  /// none for combining marks.
  ///
  /// Reference: Unicode Standard Annex 11 (East Asian Width), by blocks.
  public static func width(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + width(of: $1) }
  }

  /// `text` with a part replaced by "…" so that it takes at most `width` columns: the middle of a
  /// path, whose beginning and end tell most, its file name as long as there is room; the end of
  /// anything else.
  public static func shortened(_ text: String, to width: Int) -> String {
    guard Self.width(text) > width else { return text }
    guard width > 1 else { return width == 1 ? "…" : "" }
    let name = text.split(separator: "/").last.map { Self.width(String($0)) + 1 } ?? 0
    let tail = text.contains("/") ? (name < width ? max(width / 2, name) : width / 2) : 0
    return prefix(text, columns: width - 1 - tail) + "…"
      + String(prefix(String(text.reversed()), columns: tail).reversed())
  }

  private static func prefix(_ text: String, columns: Int) -> String {
    var left = columns
    return String(
      text.prefix { character in
        left -= width(of: character)
        return left >= 0
      })
  }

  private static func width(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    let isEmoji = character.unicodeScalars.contains { $0.value == 0xFE0F }
    if isEmoji || first.properties.isEmojiPresentation || isWide(first) { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return 1
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// Controls (C0, DEL, C1), line separators, marks and overrides of direction, and tags.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069,
      0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}

/// The width of the terminal that standard output goes to, in columns: `$COLUMNS` where it is set,
/// else what the system says; `nil` where the output is no terminal.
public func terminalWidth() -> Int? {
  if let columns = ProcessInfo.processInfo.environment["COLUMNS"], let width = Int(columns),
    width > 0
  {
    return width
  }
  var size = winsize()
  let answer = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size)
  return answer == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
}
