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

  /// Two spaces between columns.
  private static let gap = 2
  /// No column is made narrower than this by shortening.
  private static let leastWidth = 10

  private let header: [Cell]
  private let rows: [[Cell]]
  private let isNumeric: [Bool]

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
    var widths = header.indices.map { column in
      rows.reduce(header[column].width) { max($0, $1[column].width) }
    }
    if let width, !Self.shrink(&widths, to: width, keeping: header.map(\.width)) {
      return try writeBlocks(to: sink, width: width)
    }
    try sink.write(line(header, widths))
    try sink.write(line(widths.map { Cell(String(repeating: "-", count: $0)) }, widths))
    for row in rows { try sink.write(line(row, widths)) }
  }

  /// Takes from the widest columns first. Returns whether the columns then fit.
  private static func shrink(
    _ widths: inout [Int], to total: Int, keeping headers: [Int]
  ) -> Bool {
    let available = total - gap * max(0, widths.count - 1)
    let least = zip(widths, headers).map { min($0, max($1, leastWidth)) }
    guard least.reduce(0, +) <= available else { return false }
    var excess = widths.reduce(0, +) - available
    while excess > 0 {
      let shrinkable = widths.indices.filter { widths[$0] > least[$0] }
      let widest = shrinkable.map { widths[$0] }.max()!
      for column in shrinkable where widths[column] == widest && excess > 0 {
        widths[column] -= 1
        excess -= 1
      }
    }
    return true
  }

  private func line(_ cells: [Cell], _ widths: [Int]) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      let text = TerminalText.shortened(cell.text, to: widths[column])
      let padding = String(
        repeating: " ", count: max(0, widths[column] - min(cell.width, TerminalText.width(text))))
      line += isNumeric[column] ? padding + text : text + padding
      line += String(repeating: " ", count: Self.gap)
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
