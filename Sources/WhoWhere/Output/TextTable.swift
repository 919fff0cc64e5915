import Files
import Foundation
import GraphFormats

/// A table as aligned text: numbers to the right, everything else to the left.
struct TextTable {
  private struct Cell {
    var text: String
    var width: Int

    init(_ text: String) {
      self.text = text
      width = TerminalText.width(text)
    }
  }

  /// Two spaces between columns, one where room is scarce.
  private static let gap = 2
  /// No column is made narrower than this by shortening.
  private static let leastWidth = 10
  /// A last column of sentences goes on below rather than be made narrower than this.
  private static let leastSentence = 24

  private var header: [Cell]
  private var rows: [[Cell]]
  private var isNumeric: [Bool]
  private var gap = Self.gap

  init(_ table: ResultTable) {
    header = table.columns.map { Cell(TerminalText.line($0)) }
    rows = table.rows.map { row in row.map { Cell(Self.text($0)) } }
    isNumeric = table.columns.indices.map { column in
      table.rows.allSatisfy { row in
        switch row[column] {
        case .integer, .number, .missing: true
        case .text, .identifier, .boolean: false
        }
      }
    }
  }

  func write(to sink: any ByteSink, width: Int?) throws {
    guard let width else { return try writeRows(to: sink, widths) }
    // From what costs the reader least to what costs most.
    var table = self
    let steps: [(inout TextTable) -> Void] = [
      { _ in }, { $0.shortenDates(to: 16) }, { $0.leaveOutEmptyColumns() },
      { $0.shortenDates(to: 10) }, { $0.gap = 1 },
    ]
    for step in steps {
      step(&table)
      if table.total(table.widths) <= width { return try table.writeRows(to: sink, table.widths) }
    }
    table.gap = Self.gap
    for gap in [Self.gap, 1] {
      table.gap = gap
      if let widths = table.shrunk(to: width) { return try table.writeRows(to: sink, widths) }
    }
    guard !rows.isEmpty else {
      return try sink.write(TerminalText.shortened(line(header, self.widths), to: width - 1) + "\n")
    }
    try writeBlocks(to: sink, width: width)
  }

  /// What each column needs.
  private var widths: [Int] {
    header.indices.map { column in
      rows.reduce(header[column].width) { max($0, $1[column].width) }
    }
  }

  private func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + gap * max(0, widths.count - 1)
  }

  private func writeRows(to sink: any ByteSink, _ widths: [Int]) throws {
    try sink.write(line(header, widths))
    try sink.write(line(widths.map { Cell(String(repeating: "-", count: $0)) }, widths))
    for row in rows {
      for part in folded(row, widths) { try sink.write(line(part, widths)) }
    }
  }

  /// Moments become minutes (16 characters) or days (10).
  private mutating func shortenDates(to length: Int) {
    for column in header.indices where isDates(column) {
      for row in rows.indices {
        let text = rows[row][column].text.prefix(length)
        rows[row][column] = Cell(String(text).replacing("T", with: " "))
      }
    }
  }

  private func isDates(_ column: Int) -> Bool {
    let texts = rows.lazy.map { $0[column].text }.filter { !$0.isEmpty }
    return !texts.isEmpty
      && texts.allSatisfy { $0.wholeMatch(of: /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:[\d.]+Z?)?/) != nil }
  }

  private mutating func leaveOutEmptyColumns() {
    let kept = header.indices.filter { column in rows.contains { !$0[column].text.isEmpty } }
    guard kept.count < header.count, !kept.isEmpty else { return }
    header = kept.map { header[$0] }
    isNumeric = kept.map { isNumeric[$0] }
    rows = rows.map { row in kept.map { row[$0] } }
  }

  /// Whether the last column holds sentences, which go on below where they are too long.
  private var hasSentences: Bool {
    guard let last = header.indices.last, !isNumeric[last] else { return false }
    return rows.contains { $0[last].text.count { $0 == " " } > 2 }
      && !rows.contains { $0[last].text.contains("/") && !$0[last].text.contains(" ") }
  }

  /// Takes from the widest columns first; file names stay whole. `nil` where that is not enough.
  private func shrunk(to available: Int) -> [Int]? {
    var widths = widths
    var least = zip(widths, header).map { min($0, max($1.width, Self.leastWidth)) }
    for column in header.indices {
      let names = rows.lazy.map { $0[column].text }.filter { $0.contains("/") }
        .map { $0.split(separator: "/").last.map { TerminalText.width(String($0)) + 2 } ?? 0 }
      if let longest = names.max() {
        least[column] = min(widths[column], max(least[column], longest))
      }
    }
    if hasSentences { least[least.count - 1] = min(widths[widths.count - 1], Self.leastSentence) }
    guard total(least) <= available else { return nil }
    var excess = total(widths) - available
    // Sentences go on below at no loss.
    if hasSentences, let last = widths.indices.last {
      let given = min(excess, widths[last] - least[last])
      widths[last] -= given
      excess -= given
    }
    while excess > 0 {
      let shrinkable = widths.indices.filter { widths[$0] > least[$0] }
      guard let widest = shrinkable.map({ widths[$0] }).max() else { return nil }
      for column in shrinkable where widths[column] == widest && excess > 0 {
        widths[column] -= 1
        excess -= 1
      }
    }
    return widths
  }

  /// A row in several lines where its last text is a sentence that is too long for one.
  private func folded(_ row: [Cell], _ widths: [Int]) -> [[Cell]] {
    guard hasSentences, let last = row.last, let room = widths.last, last.width > room else {
      return [row]
    }
    var lines: [String] = []
    for word in last.text.split(separator: " ") {
      if let line = lines.last,
        TerminalText.width(line) + 1 + TerminalText.width(String(word)) <= room
      {
        lines[lines.count - 1] = line + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.enumerated().map { number, text in
      (number == 0 ? row.dropLast() : row.dropLast().map { _ in Cell("") }) + [Cell(text)]
    }
  }

  private func line(_ cells: [Cell], _ widths: [Int]) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      let text = TerminalText.shortened(cell.text, to: widths[column])
      let padding = String(
        repeating: " ", count: max(0, widths[column] - min(cell.width, TerminalText.width(text))))
      line += isNumeric[column] ? padding + text : text + padding
      line += String(repeating: " ", count: gap)
    }
    while line.last == " " { line.removeLast() }
    return line + "\n"
  }

  /// One line a value, for tables that are too wide.
  private func writeBlocks(to sink: any ByteSink, width: Int) throws {
    let labelWidth = header.map(\.width).max() ?? 0
    for (index, row) in rows.enumerated() {
      if index > 0 { try sink.write("\n") }
      for (label, cell) in zip(header, row) where !cell.text.isEmpty {
        let padding = String(repeating: " ", count: labelWidth - label.width + Self.gap)
        let room = max(Self.leastWidth, width - labelWidth - Self.gap)
        try sink.write(label.text + padding + TerminalText.shortened(cell.text, to: room) + "\n")
      }
    }
  }

  private static func text(_ cell: CSVCell) -> String {
    switch cell {
    case .text(let text), .identifier(let text): TerminalText.line(text)
    case .integer(let value): String(value)
    case .number(let value): number(value)
    case .boolean(let value): value ? "yes" : "no"
    case .missing: ""
    }
  }

  /// Four digits are enough to read and compare; CSV and JSON have all of them.
  private static func number(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return String(format: abs(value) >= 1000 ? "%.1f" : "%.4g", value)
  }
}
