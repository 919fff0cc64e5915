import Foundation

/// The elements and texts of an XML document, one after the other, looked at in place.
///
/// What graph files need of XML, in linear time and bounded memory: elements, attributes, texts,
/// CDATA, the five entities and characters by number. A document type is skipped, so that nothing is
/// ever loaded or expanded; one that declares entities is refused. Names are taken without their
/// prefix.
///
/// libxml2's reader takes a multiple of the time, and quadratic time for an element with many
/// attributes.
struct XMLEvents: ~Copyable {
  /// A step through the document.
  enum Event: Equatable {
    case start(XMLName)
    case end(XMLName)
    /// Text that is not only white space.
    case text
  }

  private struct Attribute {
    let name: XMLName
    /// Where the value stands; negative places are in `decoded`.
    var value: Range<Int>
  }

  let input: TextInput
  private var names = XMLNames()
  private var attributeNames = XMLNames()
  /// The elements that are open, by the number of their name.
  private var open: [Int] = []
  private var attributes: [Attribute] = []
  /// Values and texts in which something had to be replaced; reused, and unchanged until the next step.
  private var decoded: [UInt8] = []
  private var decodedText: [UInt8] = []
  private var isEndPending = false
  private var hasRoot = false
  private var text = 0..<0

  init(_ input: TextInput) { self.input = input }

  /// The name of the element that was last opened or closed, as it stands in the file.
  private(set) var elementNumber = 0
  var elementName: String { names.text(elementNumber) }

  /// The next step; `nil` after the last.
  ///
  /// - Throws: `GraphReadError` where the document is not well-formed, or beyond a limit; what the
  ///   source threw.
  mutating func next() throws -> Event? {
    if isEndPending {
      isEndPending = false
      return .end(names[open.removeLast()])
    }
    while true {
      input.mark = input.position
      guard try input.peek() != nil else {
        if let last = open.last {
          throw input.error("the file ends inside <\(names.text(last))>; it is cut off")
        }
        return nil
      }
      if input.bytes[input.position] != UInt8(ascii: "<") {
        let isBlank = try skipText()
        if isBlank { continue }
        if open.isEmpty {
          guard hasRoot else { throw notXML("there is text before the first element") }
          try input.note(.furtherContent)
          continue
        }
        text = input.mark..<input.position
        return .text
      }
      guard try have(2) else {
        throw input.error("the file ends in the middle of a tag; it is cut off")
      }
      switch input.bytes[input.position + 1] {
      case UInt8(ascii: "/"): return .end(try readEndTag())
      case UInt8(ascii: "?"): try skip(past: "?>")
      case UInt8(ascii: "!"):
        if try starts(with: "<!--") {
          input.position += 4
          try skip(past: "-->")
        } else if try starts(with: "<![CDATA[") {
          // Only the content of an element that is asked for may be in one.
          input.position += 9
          try skip(past: "]]>")
        } else {
          try skipDocumentType()
        }
      default:
        if hasRoot, open.isEmpty {
          // A second document after the first.
          try input.note(.furtherContent)
          while try input.peek() != nil {
            input.position = input.end
            input.mark = input.position
          }
          return nil
        }
        return .start(try readStartTag())
      }
    }
  }

  // MARK: What was read

  /// The value of the attribute `name` of the element that was last opened, valid until the next
  /// step.
  func bytes(_ name: XMLName) -> Bytes? {
    for attribute in attributes where attribute.name == name { return value(attribute.value) }
    return nil
  }

  /// The value of the attribute `name` of the element that was last opened.
  func attribute(_ name: XMLName) -> String? { bytes(name)?.text }

  /// The value of the attribute `name`, which the element cannot do without.
  func required(_ name: XMLName) throws -> Bytes {
    guard let value = bytes(name), !value.isEmpty else {
      throw input.error("<\(elementName)> needs the attribute \"\(name.rawValue)\"")
    }
    return value
  }

  /// Whether the element that was last opened says when it was.
  var hasTimes: Bool { attributes.contains { $0.name.isTime } }

  /// How many attributes of the element that was last opened have a name that `isKnown` does not know.
  func attributeCount(except isKnown: (XMLName) -> Bool) -> Int {
    attributes.count { !isKnown($0.name) }
  }

  private func value(_ range: Range<Int>) -> Bytes {
    if range.lowerBound >= 0 { return input.slice(range) }
    let start = -range.lowerBound - 1
    return decoded.withUnsafeBufferPointer { Bytes(rebasing: $0[start..<start + range.count]) }
  }

  /// The text up to the end of the element that was last opened, which is passed; elements inside
  /// are skipped. Valid until the next step.
  mutating func content() throws -> Bytes {
    if isEndPending {
      isEndPending = false
      open.removeLast()
      return Bytes(start: input.bytes, count: 0)
    }
    decodedText.removeAll(keepingCapacity: true)
    // Nearly always one piece of plain text.
    input.mark = input.position
    _ = try skipText()
    let length = input.position - input.mark
    if try have(2), input.bytes[input.position + 1] == UInt8(ascii: "/") {
      let whole = try Self.decodedRange(input.mark..<input.position, of: input, &decodedText)
      guard whole == nil else {
        _ = try readEndTag()
        return decodedText.withUnsafeBufferPointer { Bytes(rebasing: $0[...]) }
      }
      _ = try readEndTag()
      return input.slice(input.mark..<input.mark + length)
    }
    try appendText(input.mark..<input.position)
    let depth = open.count
    while true {
      input.mark = input.position
      guard try input.peek() != nil else {
        throw input.error(
          "the file ends inside <\(names.text(open[open.count - 1]))>; it is cut off")
      }
      if input.bytes[input.position] != UInt8(ascii: "<") {
        _ = try skipText()
        if open.count == depth { try appendText(input.mark..<input.position) }
      } else if try starts(with: "<![CDATA[") {
        input.position += 9
        let start = input.position - input.mark
        try skip(past: "]]>")
        if open.count == depth {
          decodedText.append(contentsOf: input.slice(input.mark + start..<input.position - 3))
        }
      } else {
        switch try next() {
        case .end where open.count < depth:
          return decodedText.withUnsafeBufferPointer { Bytes(rebasing: $0[...]) }
        case .text:
          if open.count == depth { try appendText(text) }
        default: break
        }
      }
      if decodedText.count > 1 << 30 { throw input.error("a text is longer than a gigabyte") }
    }
  }

  private mutating func appendText(_ range: Range<Int>) throws {
    if try Self.decodedRange(range, of: input, &decodedText) == nil {
      decodedText.append(contentsOf: input.slice(range))
    }
  }

  // MARK: Tags

  private mutating func readStartTag() throws -> XMLName {
    var tag = try readTag(to: input.end)
    if tag == nil {
      // The whole tag has to be in the window, so that places in it stay.
      let end = try tagEnd()
      tag = try readTag(to: end + 1)
    }
    guard let (number, isEmpty) = tag else { throw notXML("an attribute has no end") }
    guard open.count < limits.depth else {
      throw input.error("elements are nested more than \(limits.depth) deep")
    }
    open.append(number)
    elementNumber = number
    hasRoot = true
    isEndPending = isEmpty
    return names[number]
  }

  /// Reads the tag where reading stands, and passes it; `nil` where it goes on beyond `end`.
  private mutating func readTag(to end: Int) throws -> (number: Int, isEmpty: Bool)? {
    let bytes = input.bytes
    var place = input.position + 1
    let start = place
    while place < end, isNameByte(bytes[place]) { place += 1 }
    guard place < end else { return nil }
    guard place > start else { throw notXML("a tag without a name") }
    let number = names.number(of: input.slice(start..<place))
    attributes.removeAll(keepingCapacity: true)
    decoded.removeAll(keepingCapacity: true)
    while true {
      while place < end, isSpace(bytes[place]) { place += 1 }
      guard place < end else { return nil }
      if bytes[place] == UInt8(ascii: ">") || bytes[place] == UInt8(ascii: "/") {
        guard let close = input.slice(place..<end).position(of: UInt8(ascii: ">")) else {
          return nil
        }
        for index in attributes.indices {
          let value = attributes[index].value
          if let other = try Self.decodedRange(value, of: input, &decoded, isAttribute: true) {
            attributes[index].value = other
          }
        }
        input.position = place + close + 1
        return (number, close > 0)
      }
      let nameStart = place
      while place < end, isNameByte(bytes[place]) { place += 1 }
      let name = nameStart..<place
      while place < end, isSpace(bytes[place]) { place += 1 }
      guard place < end else { return nil }
      guard bytes[place] == UInt8(ascii: "="), !name.isEmpty else {
        if bytes[place] == UInt8(ascii: "<") { throw notXML("a tag begins inside a tag") }
        throw notXML("an attribute without a value in <\(names.text(number))>")
      }
      place += 1
      while place < end, isSpace(bytes[place]) { place += 1 }
      guard place < end else { return nil }
      guard bytes[place] == 0x22 || bytes[place] == 0x27 else {
        throw notXML("an attribute of <\(names.text(number))> has no quotes around its value")
      }
      let valueStart = place + 1
      guard let length = input.slice(valueStart..<end).position(of: bytes[place]) else {
        return nil
      }
      let known = attributeNames.number(of: input.slice(name))
      attributes.append(
        Attribute(name: attributeNames[known], value: valueStart..<valueStart + length))
      place = valueStart + length + 1
    }
  }

  @inline(__always)
  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x0A, 0x09, 0x0D, UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: "="),
      UInt8(ascii: "<"):
      false
    default: true
    }
  }

  private var limits: GraphReadLimits { input.limits }

  private mutating func readEndTag() throws -> XMLName {
    let start = input.position - input.mark + 2
    while try input.peek() != UInt8(ascii: ">") {
      guard input.position < input.end else {
        throw input.error("the file ends in the middle of a tag; it is cut off")
      }
      input.position += 1
    }
    var end = input.position
    let first = input.mark + start
    while end > first, isSpace(input.bytes[end - 1]) { end -= 1 }
    input.position += 1
    guard let last = open.popLast() else { throw notXML("an end tag without a start") }
    guard names.isNumber(last, of: input.slice(first..<end)) else {
      throw notXML("<\(names.text(last))> is closed by </\(input.slice(first..<end).text)>")
    }
    elementNumber = last
    return names[last]
  }

  /// The place of the `>` that ends the tag, quotes passed over.
  private func tagEnd() throws -> Int {
    var place = input.position - input.mark
    var quote: UInt8 = 0
    while true {
      let bytes = input.bytes + input.mark
      let count = input.end - input.mark
      while place < count {
        let byte = bytes[place]
        if quote != 0 {
          // Values are most of what there is.
          let value = Bytes(start: bytes + place, count: count - place)
          guard let end = value.position(of: quote) else {
            place = count
            break
          }
          place += end
          quote = 0
        } else if byte == UInt8(ascii: ">") {
          return input.mark + place
        } else if byte == 0x22 || byte == 0x27 {
          quote = byte
        } else if byte == UInt8(ascii: "<"), place > input.position - input.mark {
          throw notXML("a tag begins inside a tag")
        }
        place += 1
      }
      if count > limits.tagBytes {
        throw input.error("a tag is longer than \(limits.tagBytes) bytes")
      }
      guard try input.fill() else {
        throw input.error("the file ends in the middle of a tag; it is cut off")
      }
    }
  }

  // MARK: Characters

  /// `nil` where `range` is what it says, else where it stands in `decoded`, with entities replaced
  /// and line ends and tabs of attributes made spaces.
  private static func decodedRange(
    _ range: Range<Int>, of input: TextInput, _ decoded: inout [UInt8], isAttribute: Bool = false
  ) throws -> Range<Int>? {
    let text = input.slice(range)
    if isPlain(text, isAttribute: isAttribute) { return nil }
    let start = decoded.count
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == 0x0D {
        // Line ends are one line feed.
        decoded.append(isAttribute ? 0x20 : 0x0A)
        index += index + 1 < text.count && text[index + 1] == 0x0A ? 2 : 1
      } else if isAttribute, byte == 0x0A || byte == 0x09 {
        decoded.append(0x20)
        index += 1
      } else if byte == UInt8(ascii: "&") {
        if let end = text.part(index..<min(index + 14, text.count)).position(of: UInt8(ascii: ";")),
          let scalar = XMLEntities.scalar(text.part(index + 1..<index + end))
        {
          decoded.append(contentsOf: String(scalar).utf8)
          index += end + 1
        } else {
          try input.note(.unknownEntity)
          decoded.append(byte)
          index += 1
        }
      } else {
        decoded.append(byte)
        index += 1
      }
    }
    let count = decoded.count - start
    return -(start + 1)..<(-(start + 1) + count)
  }

  /// Whether nothing in `text` has to be replaced.
  private static func isPlain(_ text: Bytes, isAttribute: Bool) -> Bool {
    var odd: UInt8 = 0
    if isAttribute {
      for byte in text { odd |= byte == UInt8(ascii: "&") || byte < 0x20 ? 1 : 0 }
    } else {
      for byte in text { odd |= byte == UInt8(ascii: "&") || byte == 0x0D ? 1 : 0 }
    }
    return odd == 0
  }

  @inline(__always)
  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
  }

  /// Goes to the next `<` or the end; returns whether there was only white space.
  private func skipText() throws -> Bool {
    var isBlank = true
    while true {
      if isBlank {
        while input.position < input.end, isSpace(input.bytes[input.position]) {
          input.position += 1
        }
        if input.position < input.end, input.bytes[input.position] != UInt8(ascii: "<") {
          isBlank = false
        }
      }
      let rest = input.slice(input.position..<input.end)
      if let found = rest.position(of: UInt8(ascii: "<")) {
        input.position += found
        return isBlank
      }
      input.position = input.end
      if input.end - input.mark > 1 << 30 {
        throw input.error("a text is longer than a gigabyte")
      }
      guard try input.fill() else { return isBlank }
    }
  }

  /// Whether `count` bytes more are in the window, after reading on if need be.
  private func have(_ count: Int) throws -> Bool {
    while input.end - input.position < count {
      guard try input.fill() else { return false }
    }
    return true
  }

  private func starts(with text: StaticString) throws -> Bool {
    guard try have(text.utf8CodeUnitCount) else { return false }
    return memcmp(input.bytes + input.position, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  private func skip(past text: StaticString) throws {
    while true {
      if try starts(with: text) {
        input.position += text.utf8CodeUnitCount
        return
      }
      guard input.position < input.end else {
        throw input.error("the file ends before \"\(text)\"; it is cut off")
      }
      input.position += 1
      let rest = input.slice(input.position..<input.end)
      input.position += rest.position(of: text.utf8Start[0]) ?? rest.count
    }
  }

  /// Skips a document type; entities that it declares would have to be expanded.
  private func skipDocumentType() throws {
    guard try starts(with: "<!DOCTYPE") else { throw notXML("an unknown declaration") }
    try input.note(.documentType)
    var depth = 0
    var quote: UInt8 = 0
    while let byte = try input.peek() {
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == UInt8(ascii: "<") {
        guard try !starts(with: "<!ENTITY") else {
          throw input.error("the document type declares entities; remove it")
        }
        depth += 1
      } else if byte == UInt8(ascii: ">") {
        depth -= 1
      }
      input.position += 1
      if depth == 0 { return }
    }
    throw input.error("the file ends in the middle of its document type")
  }

  private func notXML(_ reason: String) -> GraphReadError { input.error("not XML: \(reason)") }
}
