/// Values as JSON text (RFC 8259).
package enum JSONText {
  /// `text` as a JSON string; every Unicode text survives, and none acts on a terminal.
  package static func string(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return "\"" + text + "\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      // Besides control characters: marks and overrides of writing direction, the two line
      // separators that break JSON inside JavaScript, and the byte order mark, which some readers
      // drop.
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{61C}", "\u{200E}", "\u{200F}",
        "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FEFF}":
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Whether a byte needs no escape; C2, D8, E2 and EF start the characters beyond ASCII that do.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0x7F
      && byte != 0xC2 && byte != 0xD8 && byte != 0xE2 && byte != 0xEF
  }

  /// `value` as a JSON number; infinite and NaN, which JSON lacks, become `null`.
  package static func number(_ value: Double) -> String {
    value.isFinite ? value.description : "null"
  }

  /// The value at `index` of `column`; `nil` where it is missing.
  package static func value(_ column: AttributeColumn, at index: Int) -> String? {
    switch column.values {
    case .boolean(let values): values[index].map { $0 ? "true" : "false" }
    case .integer(let values): values[index].map { String($0) }
    case .double(let values): values[index].map(number)
    case .string(let values): values[index].map(string)
    }
  }

  /// `,"name":value` for every column that has a value at `index`.
  static func members(_ columns: [AttributeColumn], at index: Int) -> String {
    var text = ""
    for column in columns {
      guard let value = value(column, at: index) else { continue }
      text += ",\(string(column.name)):\(value)"
    }
    return text
  }
}

extension GraphDocument {
  /// The columns of nodes and of edges under names that leave room for the drawing's: an empty column
  /// hides nothing, a filled one gets another name.
  var jsonColumns: (nodes: [AttributeColumn], edges: [AttributeColumn]) {
    let hasNodeColors = nodeColors?.contains { $0 != nil } ?? false
    let hasEdgeColors = edgeColors?.contains { $0 != nil } ?? false
    return (
      hasNodeColors ? Self.withoutColor(nodeColumns) : nodeColumns,
      hasEdgeColors ? Self.withoutColor(edgeColumns) : edgeColumns
    )
  }

  private static func withoutColor(_ columns: [AttributeColumn]) -> [AttributeColumn] {
    guard let index = columns.firstIndex(where: { $0.name == "color" }) else { return columns }
    var columns = columns
    guard (0..<columns[index].count).contains(where: { columns[index].text(at: $0) != nil }) else {
      columns.remove(at: index)
      return columns
    }
    repeat {
      columns[index].name += "_attribute"
    } while columns.count(where: {
      $0.name == columns[index].name
    }) > 1
    return columns
  }

  /// Color, shape and parent of a node as members of a JSON object, each with a comma before.
  func nodeDecorations(_ node: Int) -> String {
    var text = ""
    if let color = nodeColors?[node] { text += ",\"color\":\"\(color.css)\"" }
    if let shape = nodeShapes?[node] { text += ",\"shape\":\(JSONText.string(shape))" }
    if let parent = nodeParents?[node] {
      text += ",\"parent\":\(JSONText.string(nodeIDs[Int(parent)]))"
    }
    return text
  }

  /// Label, weight, drawing and kind of an edge and its columns as members of a JSON object, each
  /// with a comma before.
  func edgeMembers(_ edge: Int, _ columns: [AttributeColumn]) -> String {
    var text = ""
    if let label = edgeLabels?[edge] { text += ",\"label\":\(JSONText.string(label))" }
    if let weight = edgeWeights?[edge] { text += ",\"weight\":\(JSONText.number(weight))" }
    if let color = edgeColors?[edge] { text += ",\"color\":\"\(color.css)\"" }
    if let thickness = edgeThicknesses?[edge] {
      text += ",\"thickness\":\(JSONText.number(thickness))"
    }
    if let shape = edgeShapes?[edge] { text += ",\"shape\":\(JSONText.string(shape))" }
    if let kind = edgeKinds?[edge] { text += ",\"kind\":\(JSONText.string(kind))" }
    return text + JSONText.members(columns, at: edge)
  }

  /// Data of the graph as a whole as members of a JSON object, each with a comma before.
  var graphMembers: String {
    JSONText.members(graphColumns.filter { !["name", "description"].contains($0.name) }, at: 0)
  }
}
