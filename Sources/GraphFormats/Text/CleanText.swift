/// The one place where text is made safe for the format that receives it.
///
/// A Swift string is always valid Unicode; bytes that are not, such as odd file names, become text
/// through `displayName` in `Files`. What remains are characters that a format cannot hold.
public enum CleanText {
  /// `text` with everything replaced that XML 1.0 cannot hold: control characters become their
  /// pictures (U+0001 is shown as "␁"), U+FFFE and U+FFFF become U+FFFD.
  ///
  /// Tab, line feed and carriage return stay. Clean text comes back as it is, without a copy.
  /// Reference: XML 1.0 (5th edition), production 2. Complexity: O(bytes).
  public static func xml(_ text: String) -> String {
    isClean(text) ? text : cleaned(text)
  }

  /// `text` for an attribute value in GEXF and GraphML: as `xml`, and safe from Gephi.
  ///
  /// Gephi's importers replace "INF" by "Infinity" in every attribute value, texts included, so that
  /// `INFO.jpg` would come out as `InfinityO.jpg`. An invisible word joiner (U+2060) after the "I"
  /// keeps them from doing so; `gephiOriginal` takes it out again. Numbers need no protection: an
  /// infinite one is meant by "INF", as in XML Schema.
  public static func gephiValue(_ text: String) -> String {
    let text = xml(text)
    return text.utf8.contains(UInt8(ascii: "I")) ? replacing("INF", in: text, by: guarded) : text
  }

  /// The text that `gephiValue` protected.
  public static func gephiOriginal(_ text: String) -> String {
    text.utf8.contains(0xE2) ? replacing(guarded, in: text, by: "INF") : text
  }

  /// The text that `gephiValue` protected, from its bytes.
  static func gephiOriginal(_ bytes: Bytes) -> String {
    bytes.position(of: 0xE2) == nil ? bytes.text : gephiOriginal(bytes.text)
  }

  /// `text` as an XML name token, which is all that GraphML's schema allows as an identifier.
  ///
  /// Characters other than letters, digits, `.`, `-`, `_` and `:` become `_xHHHH_`, as does the
  /// underscore of a text that looks like that already; `nameTokenOriginal` undoes it.
  public static func nameToken(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlainTokenByte), !text.utf8.contains(UInt8(ascii: "_")) {
      return text
    }
    var scalars = String.UnicodeScalarView()
    let source = Array(text.unicodeScalars)
    for (index, scalar) in source.enumerated() {
      let isToken = isTokenScalar(scalar) && !(scalar == "_" && escapedScalar(source, index) != nil)
      if isToken {
        scalars.append(scalar)
      } else {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let padding = String(repeating: "0", count: max(0, 4 - hex.count))
        scalars.append(contentsOf: "_x\(padding)\(hex)_".unicodeScalars)
      }
    }
    return String(scalars)
  }

  /// The text that `nameToken` wrote.
  public static func nameTokenOriginal(_ token: String) -> String {
    guard token.utf8.contains(UInt8(ascii: "_")) else { return token }
    let source = Array(token.unicodeScalars)
    var scalars = String.UnicodeScalarView()
    var index = 0
    while index < source.count {
      if source[index] == "_", let (scalar, length) = escapedScalar(source, index) {
        scalars.append(scalar)
        index += length
      } else {
        scalars.append(source[index])
        index += 1
      }
    }
    return String(scalars)
  }

  /// `text` as the name of an attribute in GraphML, which must be an XML name token too, but is
  /// read by people: whatever a token cannot hold becomes an underscore.
  public static func attributeName(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlainTokenByte) { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { isTokenScalar($0) ? $0 : "_" }))
  }

  private static func isPlainTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }

  /// NameChar of XML 1.0 (5th edition) without the rarer blocks, whose characters are escaped.
  private static func isTokenScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x80: isPlainTokenByte(UInt8(scalar.value))
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF: true
    case 0x3001...0xD7FF, 0xF900...0xFDCF: true
    default: false
    }
  }

  /// The scalar that `_xHHHH_` (4 to 6 digits) at `index` stands for, and the escape's length.
  private static func escapedScalar(
    _ source: [Unicode.Scalar], _ index: Int
  ) -> (Unicode.Scalar, length: Int)? {
    guard index + 6 < source.count, source[index + 1] == "x",
      let end = source[(index + 2)...].prefix(7).firstIndex(of: "_"), end - index >= 6
    else { return nil }
    let digits = String(String.UnicodeScalarView(source[(index + 2)..<end]))
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x46).contains($0) }),
      let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value)
    else { return nil }
    return (scalar, end - index + 1)
  }

  /// `text` in one line for a diagram: as `xml`, line breaks and tabs become spaces, and characters
  /// go that would change the direction of what stands beside it.
  public static func line(_ text: String) -> String {
    let text = xml(text)
    let isPlain = text.utf8.allSatisfy { ![0x0A, 0x0D, 0x09, 0xC2, 0xE2].contains($0) }
    if isPlain { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
          switch scalar.value {
          case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: " "
          // Embeddings, overrides and isolates (Unicode Standard Annex 9).
          case 0x202A...0x202E, 0x2066...0x2069: nil
          default: scalar
          }
        }))
  }

  /// `text` in one line of at most `limit` characters; the middle goes, since names differ at their
  /// ends.
  public static func shortened(_ text: String, to limit: Int) -> String {
    let line = line(text)
    guard line.count > limit else { return line }
    return line.prefix(limit / 2) + "…" + line.suffix(limit - limit / 2 - 1)
  }

  private static let guarded = "I\u{2060}NF"

  /// Looks at bytes: every forbidden character is below 0x20, or is EF BF BE or EF BF BF.
  private static func isClean(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      for i in bytes.indices {
        let byte = bytes[i]
        if byte < 0x20 {
          if byte != 0x09 && byte != 0x0A && byte != 0x0D { return false }
        } else if byte == 0xEF, bytes[i + 1] == 0xBF, bytes[i + 2] >= 0xBE {
          return false
        }
      }
      return true
    }
  }

  private static func cleaned(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: scalars.append(scalar)
      case 0..<0x20: scalars.append(Unicode.Scalar(0x2400 + scalar.value)!)
      case 0xFFFE, 0xFFFF: scalars.append("\u{FFFD}")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// Compares scalars, not characters, so that a following combining mark makes no difference.
  private static func replacing(_ pattern: String, in text: String, by other: String) -> String {
    let pattern = Array(pattern.utf8)
    let other = Array(other.utf8)
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == pattern[0], bytes[index...].starts(with: pattern) {
        result += other
        index += pattern.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result.count == bytes.count ? text : String(decoding: result, as: UTF8.self)
  }
}
