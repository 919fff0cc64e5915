/// A column as Gephi's spreadsheet import will read it.
///
/// Gephi guesses a column's type from the first 25 rows: true or false, whole numbers, other
/// numbers, sets of intervals and of moments, else text. A text column of which these rows hold
/// nothing but numbers, ISO times or lists of numbers would become something else, and a numeric
/// column without a value there would become text. This type finds the rows that settle the
/// matter, and the one cell that must differ by an invisible word joiner (U+2060) where no row
/// does: in a column of names that all look like numbers.
///
/// Reference: Gephi, `AbstractImporterSpreadsheet.autoDetectColumnTypes`; graphstore,
/// `IntervalsParser` and `TimestampsParser`.
struct GephiColumn {
  /// How many rows Gephi looks at.
  static let rowsLookedAt = 25

  /// What a text could be taken for.
  private struct Guess: OptionSet {
    let rawValue: UInt8
    static let boolean = Guess(rawValue: 1)
    static let number = Guess(rawValue: 2)
    static let dynamic = Guess(rawValue: 4)
    static let moments = Guess(rawValue: 8)
    static let all: Guess = [.boolean, .number, .dynamic, .moments]
  }

  /// The column's name in Gephi's table.
  let name: String
  /// The cells; texts as Gephi is to get them.
  private(set) var cells: [CSVCell]
  /// Rows that must be among those that Gephi looks at, rising.
  private(set) var decisiveRows: [Int] = []

  /// The column `column`, to be called `name`.
  ///
  /// - Complexity: O(values).
  init(_ column: AttributeColumn, name: String) {
    self.name = name
    cells = (0..<column.count).map { column.cell(at: $0) }
    switch column.values {
    case .boolean(let values): decisiveRows = values.firstIndex { $0 != nil }.map { [$0] } ?? []
    case .double(let values): decisiveRows = values.firstIndex { $0 != nil }.map { [$0] } ?? []
    case .integer(let values):
      // A number that takes more than 32 bits makes the column one of long numbers.
      let wide = values.firstIndex { $0.map { Int32(exactly: $0) == nil } ?? false }
      decisiveRows = (wide ?? values.firstIndex { $0 != nil }).map { [$0] } ?? []
    case .string(let values): settle(Self.written(values))
    }
  }

  /// Whether there is a value at all.
  var isEmpty: Bool { cells.allSatisfy { $0 == .missing } }

  /// Makes the column one of text.
  private mutating func settle(_ texts: [String?]) {
    var left = Guess.all
    for (row, text) in texts.enumerated() {
      cells[row] = CSVCell(text)
      guard let text, !left.isEmpty, !Self.isBlank(text) else { continue }
      let after = left.intersection(Self.guess(text))
      if after != left { decisiveRows.append(row) }
      left = after
    }
    // Gephi reads this word as no value.
    for (row, text) in texts.enumerated() where text?.lowercased() == "null" {
      cells[row] = .text(Self.joined(text ?? ""))
    }
    guard !left.isEmpty,
      let row = texts.firstIndex(where: { $0.map { !Self.isBlank($0) } ?? false })
    else { return }
    cells[row] = .text(Self.joined(texts[row] ?? ""))
    decisiveRows = [row]
  }

  /// Times without `T` and boxes without commas, where a column holds nothing else: Gephi would
  /// read them as sets of moments.
  private static func written(_ texts: [String?]) -> [String?] {
    let present = texts.compactMap { $0 }.filter { !isBlank($0) }
    guard !present.isEmpty, present.allSatisfy({ guess($0).contains(.moments) }) else {
      // Several boxes are told apart by blanks, which Gephi does not take for a list.
      return present.allSatisfy(isNumberList) ? texts.map { $0?.replacing(",", with: ";") } : texts
    }
    if present.allSatisfy({ $0.contains("T") && isMoment($0[...]) }) {
      return texts.map { $0?.replacing("T", with: " ") }
    }
    return present.allSatisfy(isNumberList) ? texts.map { $0?.replacing(",", with: ";") } : texts
  }

  /// Whether `text` is numbers with commas between, such as boxes, `@` before a time of videos.
  private static func isNumberList(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: ","))
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || " ,@-".utf8.contains($0) }
  }

  private static func isBlank(_ text: String) -> Bool { text.utf8.allSatisfy { $0 <= 0x20 } }

  /// `text` with a word joiner after its first character, or in its first bracket.
  private static func joined(_ text: String) -> String {
    let bracket = text.firstIndex { $0 == "(" || $0 == "[" }.map(text.index(after:))
    let start = bracket ?? text.index(after: text.startIndex)
    let place = text[start...].firstIndex { $0 != " " } ?? start
    return text[..<place] + "\u{2060}" + text[place...]
  }

  /// What `text` could be taken for; rather too much than too little.
  private static func guess(_ text: String) -> Guess {
    let text = text[...].trimmingBlanks()
    var guess: Guess = []
    if ["true", "false"].contains(text.lowercased()) { guess.insert(.boolean) }
    if isNumber(text) { guess.insert(.number) }
    if let bound = text.firstIndex(where: { $0 == "(" || $0 == "[" }),
      let first = text[bound...].first(where: { !" \t\r\n,([\"'".contains($0) }),
      first.isNumber || "+-.INin".contains(first)
    {
      guess.insert(.dynamic)
    }
    let parts = text.split { ",()[]<>\"'".contains($0) }.map { $0.trimmingBlanks() }
      .filter { !$0.isEmpty }
    if !parts.isEmpty, parts.allSatisfy({ isNumber($0) || isMoment($0) }) { guess.insert(.moments) }
    return guess
  }

  /// As Java reads numbers: also with `f` or `d` at the end.
  private static func isNumber(_ text: Substring) -> Bool {
    if Double(text) != nil { return true }
    guard let last = text.last, "fFdD".contains(last) else { return false }
    return Double(text.dropLast()) != nil
  }

  /// Whether `text` begins as ISO 8601 dates and times do.
  private static func isMoment(_ text: Substring) -> Bool {
    text.wholeMatch(of: /[+-]?\d{4,}(-(\d{1,3}|W\d+)(-\d{1,2})?)?([Tt+Zz][\d:.,+\-Zz]*)?|[Tt]\d.*/)
      != nil
  }
}

extension Substring {
  /// Without what Java's `trim` takes off: everything up to a space, at both ends.
  func trimmingBlanks() -> Substring {
    var rest = self
    while let first = rest.unicodeScalars.first, first.value <= 0x20 {
      rest = rest[rest.unicodeScalars.index(after: rest.startIndex)...]
    }
    while let last = rest.unicodeScalars.last, last.value <= 0x20 {
      rest = rest[..<rest.unicodeScalars.index(before: rest.endIndex)]
    }
    return rest
  }
}
