import GraphFormats

extension ResultTable {
  /// The rows as a JSON array of objects (RFC 8259), one a line; keys in the order of the columns.
  var json: String {
    guard !rows.isEmpty else { return "[]" }
    let keys = columns.map { JSONText.string($0) + ": " }
    let objects = rows.map { row in
      "{" + zip(keys, row).map { $0 + value($1) }.joined(separator: ", ") + "}"
    }
    return "[\n" + objects.joined(separator: ",\n") + "\n]"
  }

  /// A cell; no value, and numbers that JSON cannot hold, are `null`.
  private func value(_ cell: CSVCell) -> String {
    switch cell {
    case .text(let text), .identifier(let text): JSONText.string(text)
    case .integer(let value): String(value)
    case .number(let value): JSONText.number(value)
    case .boolean(let value): value ? "true" : "false"
    case .missing: "null"
    }
  }
}
