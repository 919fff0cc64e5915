/// An element with everything inside, composed as bytes.
///
/// libxml2 keeps a list of open elements and copies every name, which costs more than the text of an
/// edge; nodes and edges, which come by the million, are composed here and handed over whole.
struct XMLFragment {
  private(set) var bytes: [UInt8] = []
  private var open: [StaticString] = []
  private var isTagOpen = false
  private var hasText = false
  private let indent: Int

  /// A fragment whose outermost element stands `indent` levels deep.
  init(indent: Int) {
    self.indent = indent
    bytes.reserveCapacity(1 << 12)
  }

  /// Forgets everything written.
  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// Opens an element on a line of its own.
  mutating func start(_ name: StaticString) {
    closeTag()
    newLine()
    bytes.append(UInt8(ascii: "<"))
    append(name)
    open.append(name)
    isTagOpen = true
    hasText = false
  }

  /// Adds an attribute to the element that was just opened.
  mutating func attribute(_ name: StaticString, _ value: String) {
    bytes.append(UInt8(ascii: " "))
    append(name)
    bytes.append(UInt8(ascii: "="))
    bytes.append(UInt8(ascii: "\""))
    append(escaping: value, isAttribute: true)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds text to the open element.
  mutating func text(_ text: String) {
    closeTag()
    append(escaping: text, isAttribute: false)
    hasText = true
  }

  /// Closes the innermost open element.
  mutating func end() {
    let name = open.removeLast()
    if isTagOpen {
      bytes.append(UInt8(ascii: "/"))
      closeTag()
    } else {
      if !hasText { newLine() }
      bytes.append(UInt8(ascii: "<"))
      bytes.append(UInt8(ascii: "/"))
      append(name)
      bytes.append(UInt8(ascii: ">"))
    }
    hasText = false
  }

  private mutating func closeTag() {
    if isTagOpen { bytes.append(UInt8(ascii: ">")) }
    isTagOpen = false
  }

  private mutating func newLine() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<(indent + open.count) { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func append(_ name: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  private mutating func append(escaping text: String, isAttribute: Bool) {
    var text = text
    let isPlain = text.withUTF8 { source in
      var isPlain = true
      for byte in source { isPlain = isPlain && Self.isPlain(byte) }
      if isPlain { bytes.append(contentsOf: source) }
      return isPlain
    }
    if isPlain { return }
    for byte in CleanText.xml(text).utf8 {
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">"): append("&gt;")
      case UInt8(ascii: "\""): append("&quot;")
      // Readers turn these into spaces or line feeds unless they are escaped.
      case 0x0D: append("&#13;")
      case 0x0A where isAttribute: append("&#10;")
      case 0x09 where isAttribute: append("&#9;")
      default: bytes.append(byte)
      }
    }
  }

  /// Whether a byte needs neither cleaning nor escaping; EF may start U+FFFE.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0xEF && byte != UInt8(ascii: "&") && byte != UInt8(ascii: "<")
      && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "\"")
  }
}
