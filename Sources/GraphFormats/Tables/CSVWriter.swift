import Files

/// Writes comma-separated values row by row: RFC 4180 with line feeds, UTF-8, no byte order mark.
///
/// Text cannot act as a formula when a spreadsheet opens the table: text that starts with `=`, `+`,
/// `-`, `@`, a tab or a carriage return gets an apostrophe in front, as OWASP advises. Numbers are
/// written as numbers, so −1 stays −1. Control characters are cleaned as in `CleanText`; line breaks
/// stay, in quotes. A table of one column quotes its empty fields, lest a row look like no row.
///
/// ```swift
/// let table = try CSVWriter(to: sink, columns: ["person", "name", "faces"])
/// try table.write([.integer(3), .text("Ada"), .integer(17)])
/// ```
///
/// Reference: RFC 4180; OWASP, "CSV Injection".
public struct CSVWriter {
  private let sink: any ByteSink
  private let columns: Int
  private let guardsFormulas: Bool
  private let escapesBackslashes: Bool

  /// Writes the header row to `sink`.
  ///
  /// - Parameters:
  ///   - sink: Where the table goes.
  ///   - columns: The names of the columns.
  ///   - guardsFormulas: Leave it on for every table that people may open. Only tables for machines
  ///     that would take the apostrophe as part of the value turn it off.
  ///   - escapesBackslashes: Doubles every backslash, for readers to which it is an escape.
  /// - Throws: What the sink throws.
  public init(
    to sink: any ByteSink, columns: [String], guardsFormulas: Bool = true,
    escapesBackslashes: Bool = false
  ) throws {
    self.sink = sink
    self.columns = columns.count
    self.guardsFormulas = guardsFormulas
    self.escapesBackslashes = escapesBackslashes
    try write(columns.map { .text($0) })
  }

  /// Writes one row.
  ///
  /// - Precondition: There is one cell per column.
  /// - Throws: What the sink throws.
  public func write(_ row: [CSVCell]) throws {
    precondition(row.count == columns, "a row of \(row.count) cells for \(columns) columns")
    var line = ""
    for (index, cell) in row.enumerated() {
      if index > 0 { line += "," }
      switch cell {
      case .text(let text): append(text, guarded: guardsFormulas && Self.isFormula(text), to: &line)
      case .identifier(let text):
        append(text, guarded: guardsFormulas && Self.isActive(text), to: &line)
      case .integer(let value): line += String(value)
      case .number(let value):
        line +=
          value.isFinite
          ? value.description : value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
      case .boolean(let value): line += value ? "true" : "false"
      case .missing: if columns == 1 { line += "\"\"" }
      }
    }
    line += "\n"
    try sink.write(line)
  }

  /// The text that a guard against formulas stands before; other texts as they are.
  public static func withoutGuard(_ text: String) -> String {
    text.utf8.first == UInt8(ascii: "'") && isFormula(String(text.dropFirst()))
      ? String(text.dropFirst()) : text
  }

  /// Whether a spreadsheet takes `text` for a formula.
  private static func isFormula(_ text: String) -> Bool {
    text.utf8.first.map(formulaStarts.contains) ?? false
  }

  /// Whether the formula that a spreadsheet takes `text` for can do anything: one of plain words,
  /// such as `@ada`, cannot.
  private static func isActive(_ text: String) -> Bool {
    isFormula(text)
      && (text.utf8.first == UInt8(ascii: "=")
        || !text.utf8.dropFirst().allSatisfy { byte in
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
        })
  }

  private func append(_ text: String, guarded: Bool, to line: inout String) {
    var text = guarded ? "'" + CleanText.xml(text) : CleanText.xml(text)
    if escapesBackslashes { text = text.replacing("\\", with: "\\\\") }
    let needsQuotes =
      text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
      || text.isEmpty && columns == 1 || text.utf8.first == 0x20 || text.utf8.last == 0x20
    guard needsQuotes else {
      line += text
      return
    }
    line += "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { line += "\"" }
      line.unicodeScalars.append(scalar)
    }
    line += "\""
  }

  /// `=`, `+`, `-`, `@`, tab and carriage return.
  private static let formulaStarts: [UInt8] = [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D]
}
