/// Reads JSON piece by piece (RFC 8259), and NaN and Infinity as Python writes them.
struct JSONInput {
  let input: TextInput
  private var depth = 0

  init(_ input: TextInput) { self.input = input }

  /// The first byte of the next token, white space passed over; `nil` at the end.
  func peek() throws -> UInt8? {
    while let byte = try input.peek() {
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      input.position += 1
      input.mark = input.position
    }
    return nil
  }

  /// Calls `body` for every member of the object that begins here, which takes its value.
  mutating func object(_ body: (inout JSONInput, String) throws -> Void) throws {
    try open("{")
    if try take(UInt8(ascii: "}")) {
      depth -= 1
      return
    }
    while true {
      guard try peek() == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
      let name = try string()
      guard try take(UInt8(ascii: ":")) else { throw unexpected("a colon") }
      try body(&self, name)
      if try take(UInt8(ascii: "}")) { break }
      guard try take(UInt8(ascii: ",")) else { throw unexpected("a comma or }") }
    }
    depth -= 1
  }

  /// Calls `body` for every value of the array that begins here, which takes it.
  mutating func array(_ body: (inout JSONInput) throws -> Void) throws {
    try open("[")
    if try take(UInt8(ascii: "]")) {
      depth -= 1
      return
    }
    while true {
      try body(&self)
      if try take(UInt8(ascii: "]")) { break }
      guard try take(UInt8(ascii: ",")) else { throw unexpected("a comma or ]") }
    }
    depth -= 1
  }

  /// The value that begins here.
  mutating func value() throws -> JSONValue {
    switch try peek() {
    case UInt8(ascii: "{"):
      var members: [(name: String, value: JSONValue)] = []
      try object { json, name in members.append((name, try json.value())) }
      return .object(members)
    case UInt8(ascii: "["):
      var values: [JSONValue] = []
      try array { json in values.append(try json.value()) }
      return .array(values)
    case UInt8(ascii: "\""): return .string(try string())
    case nil: throw input.error("the file ends in the middle; it is cut off")
    default: return try word()
    }
  }

  private mutating func open(_ bracket: Unicode.Scalar) throws {
    guard try take(UInt8(ascii: bracket)) else { throw unexpected("\(bracket)") }
    depth += 1
    guard depth < input.limits.depth else {
      throw input.error("values are nested more than \(input.limits.depth) deep")
    }
  }

  private func take(_ byte: UInt8) throws -> Bool {
    guard try peek() == byte else { return false }
    input.position += 1
    input.mark = input.position
    return true
  }

  private func unexpected(_ expected: String) -> GraphReadError {
    guard input.position < input.end else {
      return input.error("the file ends in the middle; it is cut off")
    }
    let found = CleanText.line(
      input.slice(input.position..<min(input.end, input.position + 12)).text)
    return input.error("not JSON: \(expected) should stand where \"\(found)\" does")
  }

  /// A number, or one of the words.
  private func word() throws -> JSONValue {
    input.mark = input.position
    while let byte = try input.peek(),
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2B
        || byte == 0x2D || byte == 0x2E
    {
      input.position += 1
      guard input.position - input.mark < 400 else { throw input.error("a number is too long") }
    }
    let word = input.slice(input.mark..<input.position)
    let value: JSONValue
    switch word.text {
    case "true": value = .boolean(true)
    case "false": value = .boolean(false)
    case "null": value = .null
    case let text:
      guard !text.isEmpty, word.number != nil else { throw unexpected("a value") }
      value = .number(text)
    }
    input.mark = input.position
    return value
  }

  /// The string that begins here.
  private func string() throws -> String {
    input.position += 1
    input.mark = input.position
    var text: [UInt8] = []
    while true {
      guard let byte = try input.peek() else {
        throw input.error("the file ends in the middle of a string; it is cut off")
      }
      if byte == UInt8(ascii: "\"") {
        text.append(contentsOf: input.slice(input.mark..<input.position))
        input.position += 1
        input.mark = input.position
        return String(decoding: text, as: UTF8.self)
      }
      input.position += 1
      if byte == UInt8(ascii: "\\") {
        text.append(contentsOf: input.slice(input.mark..<input.position - 1))
        try appendEscape(to: &text)
        input.mark = input.position
      }
      if text.count + input.position - input.mark > 1 << 30 {
        throw input.error("a text is longer than a gigabyte")
      }
    }
  }

  private func appendEscape(to text: inout [UInt8]) throws {
    guard let byte = try input.peek() else {
      throw input.error("the file ends in the middle of a string; it is cut off")
    }
    input.position += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"):
      let unit = try hexUnit()
      if UTF16.isLeadSurrogate(unit), try input.peek() == UInt8(ascii: "\\") {
        input.position += 1
        if try input.peek() == UInt8(ascii: "u") {
          input.position += 1
          text.append(contentsOf: String(decoding: [unit, try hexUnit()], as: UTF16.self).utf8)
          return
        }
        input.position -= 1
      }
      text.append(contentsOf: String(decoding: [unit], as: UTF16.self).utf8)
    default: text.append(byte)
    }
  }

  private func hexUnit() throws -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = try input.peek(),
        let digit = UInt16(String(UnicodeScalar(byte)), radix: 16)
      else { throw input.error("not JSON: four digits should follow \\u") }
      unit = unit << 4 | digit
      input.position += 1
    }
    return unit
  }
}
