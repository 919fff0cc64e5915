import GraphFormats

extension ResultTable {
  /// The rows as a JSON array of objects (RFC 8259), one a line; keys in the order of the columns.
  public var json: String {
    guard !rows.isEmpty else { return "[]" }
    let keys = columns.map { JSONText.string($0) + ": " }
    let objects = rows.map { row in
      "{" + zip(keys, row).map { $0 + $1.json }.joined(separator: ", ") + "}"
    }
    return "[\n" + objects.joined(separator: ",\n") + "\n]"
  }
}

extension CSVCell {
  /// The cell as JSON; no value, and numbers that JSON cannot hold, are `null`.
  public var json: String {
    switch self {
    case .text(let text), .identifier(let text): JSONText.string(text)
    case .integer(let value): String(value)
    case .number(let value): JSONText.number(value)
    case .boolean(let value): value ? "true" : "false"
    case .missing: "null"
    }
  }
}
