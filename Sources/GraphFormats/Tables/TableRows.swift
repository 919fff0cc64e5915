import Files

/// A table that is written row by row in one of three formats.
public final class TableRows {
  /// How a table is written.
  public enum Format: String, Sendable, CaseIterable {
    /// Comma-separated values; see `CSVWriter`.
    case csv
    /// One array of objects.
    case json
    /// One object a line.
    case ndjson
  }

  private let sink: any ByteSink
  private let format: Format
  private let keys: [String]
  private let csv: CSVWriter?
  private var isEmpty = true

  /// A table that is written to `sink`; `finish` ends it.
  ///
  /// - Throws: What the sink throws.
  public init(to sink: any ByteSink, columns: [String], as format: Format = .csv) throws {
    self.sink = sink
    self.format = format
    keys = columns.map { JSONText.string($0) + ": " }
    csv = format == .csv ? try CSVWriter(to: sink, columns: columns) : nil
    if format == .json { try sink.write("[") }
  }

  /// Writes one row; in JSON, a missing value is null.
  ///
  /// - Throws: What the sink throws.
  public func write(_ row: [CSVCell]) throws {
    if let csv { return try csv.write(row) }
    precondition(row.count == keys.count, "a row of \(row.count) cells for \(keys.count) columns")
    let members = zip(keys, row).map { key, cell in key + Self.json(cell) }
    let object = "{" + members.joined(separator: ", ") + "}"
    let start = format == .ndjson ? "" : isEmpty ? "\n  " : ",\n  "
    isEmpty = false
    try sink.write(start + object + (format == .ndjson ? "\n" : ""))
  }

  /// Ends the table.
  ///
  /// - Throws: What the sink throws.
  public func finish() throws {
    if format == .json { try sink.write(isEmpty ? "]\n" : "\n]\n") }
  }

  private static func json(_ cell: CSVCell) -> String {
    switch cell {
    case .text(let text), .identifier(let text): JSONText.string(text)
    case .integer(let value): String(value)
    case .number(let value): JSONText.number(value)
    case .boolean(let value): value ? "true" : "false"
    case .missing: "null"
    }
  }
}
