/// The rows of a table of text: CSV, TSV, or columns between blanks.
///
/// Fields may stand in double quotes, in which a doubled quote is one and line breaks stay (RFC 4180).
/// Blanks around a field that has no quotes are not part of it.
struct DelimitedRows {
  /// What stands between columns.
  enum Delimiter: Equatable {
    case byte(UInt8)
    /// Any number of spaces and tabs.
    case blanks
  }

  let input: TextInput
  let delimiter: Delimiter
  /// The fields of the row.
  private(set) var fields: [String] = []
  /// The line on which the row begins.
  private(set) var line = 0
  private var isFirst = true

  /// Rows of what begins where `input` stands; `nil` where it is no table.
  init?(_ input: TextInput) {
    self.input = input
    guard let delimiter = Self.delimiter(of: Self.sample(input)) else { return nil }
    self.delimiter = delimiter
  }

  /// The first lines, comments left out, as far as they are in the window.
  private static func sample(_ input: TextInput) -> [String] {
    let start = input.slice(input.position..<min(input.end, input.position + (1 << 16))).text
    var lines = start.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
    // The last may be cut off.
    if lines.count > 1, input.end - input.position >= 1 << 16 { lines.removeLast() }
    return lines.lazy.map(String.init).filter { !isComment($0) }.prefix(50).map { $0 }
  }

  static func isComment(_ line: String) -> Bool {
    line.hasPrefix("#") || line.hasPrefix("%") || line.hasPrefix("//")
  }

  /// What parts all lines into the same number of fields, two or more.
  private static func delimiter(of lines: [String]) -> Delimiter? {
    guard !lines.isEmpty else { return nil }
    for candidate: UInt8 in [0x09, 0x3B, 0x2C, 0x7C] {
      let counts = lines.map { fieldCount($0, candidate) }
      let usual = counts.max() ?? 0
      // Quotes may hold line breaks, and empty fields at the end may be left out.
      guard usual >= 2, counts.count(where: { $0 == usual }) * 2 > counts.count else { continue }
      return .byte(candidate)
    }
    let counts = lines.map { line in
      let list = line.prefix { $0 != "{" }
      let count = list.split(whereSeparator: { $0 == " " || $0 == "\t" }).count
      return list.count < line.count ? -count : count
    }
    // Attributes of networkx may follow the ends.
    if counts.allSatisfy({ $0 == -2 || $0 == 2 || $0 == 0 }) { return .blanks }
    guard let first = counts.first, first >= 2, first <= 12,
      counts.allSatisfy({ $0 == first || $0 == -2 })
    else { return nil }
    return .blanks
  }

  private static func fieldCount(_ line: String, _ delimiter: UInt8) -> Int {
    var count = 1
    var isQuoted = false
    for byte in line.utf8 {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      // What networkx writes after the ends has commas of its own.
      if byte == UInt8(ascii: "{"), !isQuoted { break }
      if byte == delimiter, !isQuoted { count += 1 }
    }
    return count
  }

  /// Goes to the next row that is not empty; returns whether there is one.
  mutating func next() throws -> Bool {
    while true {
      fields.removeAll(keepingCapacity: true)
      guard try input.peek() != nil else { return false }
      input.mark = input.position
      line = input.line
      if try skipComment() { continue }
      try readRow()
      isFirst = false
      if fields.contains(where: { !$0.isEmpty }) { return true }
    }
  }

  /// Comments stand between blanks everywhere, and above the first row of other tables.
  private func skipComment() throws -> Bool {
    guard delimiter == .blanks || isFirst, let first = try input.peek() else { return false }
    if first == UInt8(ascii: "/") {
      while input.end - input.position < 2, try input.fill() {}
      guard input.end - input.position >= 2, input.bytes[input.position + 1] == first else {
        return false
      }
    } else if first != UInt8(ascii: "#"), first != UInt8(ascii: "%") {
      return false
    }
    while let byte = try input.peek(), byte != 0x0A { input.position += 1 }
    if try input.peek() != nil { input.position += 1 }
    return true
  }

  private mutating func readRow() throws {
    while true {
      if delimiter == .blanks { try skipBlanks() }
      let isEnd = try readField()
      if isEnd { return }
      guard fields.count <= input.limits.columns else {
        throw input.error("a row has more than \(input.limits.columns) columns")
      }
    }
  }

  private func skipBlanks() throws {
    while let byte = try input.peek(), byte == 0x20 || byte == 0x09 { input.position += 1 }
  }

  /// Reads a field and what stands after it; returns whether the row ends there.
  private mutating func readField() throws -> Bool {
    var text: [UInt8] = []
    var isQuoted = false
    var hasQuotes = false
    // What networkx writes after the ends: one field to the end of the line.
    var isLiteral = false
    var isFirstByte = true
    while true {
      guard let byte = try input.peek() else {
        if isQuoted { throw input.error("the file ends within quotes; it is cut off") }
        append(text, hasQuotes)
        return true
      }
      input.position += 1
      if input.position - input.mark > 1 << 26 {
        throw input.error("a row is longer than 64 megabytes; is a quote missing?")
      }
      if isQuoted {
        if byte == UInt8(ascii: "\"") {
          if try input.peek() == byte {
            input.position += 1
            text.append(byte)
          } else {
            isQuoted = false
          }
        } else {
          text.append(byte)
        }
        continue
      }
      if isFirstByte, byte == UInt8(ascii: "{"), fields.count >= 2 { isLiteral = true }
      switch byte {
      case UInt8(ascii: "\"") where text.allSatisfy({ $0 == 0x20 }) && !isLiteral && !hasQuotes:
        text.removeAll()
        isQuoted = true
        hasQuotes = true
      case 0x0A:
        append(text, hasQuotes)
        return true
      case 0x0D:
        if try input.peek() == 0x0A { input.position += 1 }
        append(text, hasQuotes)
        return true
      case _ where isLiteral: text.append(byte)
      case _ where delimiter == .byte(byte):
        append(text, hasQuotes)
        return false
      case 0x20 where delimiter == .blanks, 0x09 where delimiter == .blanks:
        append(text, hasQuotes)
        try skipBlanks()
        guard let next = try input.peek() else { return true }
        if next == 0x0A || next == 0x0D {
          input.position += 1
          if next == 0x0D, try input.peek() == 0x0A { input.position += 1 }
          return true
        }
        return false
      default: text.append(byte)
      }
      isFirstByte = isFirstByte && byte == 0x20
    }
  }

  private mutating func append(_ text: [UInt8], _ hasQuotes: Bool) {
    let field = String(decoding: text, as: UTF8.self)
    if delimiter == .blanks, field.isEmpty, !hasQuotes { return }
    fields.append(hasQuotes ? field : String(field.trimmingXMLSpace()))
  }
}
