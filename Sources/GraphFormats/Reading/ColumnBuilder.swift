/// A column that grows while a file is read; values come in any order and may be missing.
struct ColumnBuilder {
  private enum Kind: String {
    case boolean, integer, double, string
  }

  /// Values that were read, in the one list that belongs to the column's type.
  private struct Lists {
    var booleans: [Bool?] = []
    var integers: [Int64?] = []
    var doubles: [Double?] = []
    var strings: [String?] = []
  }

  let name: String
  private let kind: Kind
  private var lists = Lists()
  /// The default value, as the only one of its list.
  private var fallback = Lists()

  /// A column of a type that GraphML or GEXF knows; other types are read as text.
  ///
  /// `nil` if `fallback`, the text of the default value, is not of that type.
  init?(name: String, type: String?, fallback: String?) {
    self.name = name
    kind =
      switch type?.lowercased() {
      case "boolean", "bool": .boolean
      case "int", "integer", "long", "short", "byte", "biginteger": .integer
      case "float", "double", "decimal", "bigdecimal", "real": .double
      default: .string
      }
    if let fallback, !Self.put(fallback, kind, at: 0, in: &self.fallback) { return nil }
  }

  /// The type, for messages.
  var type: String { kind.rawValue }

  /// Sets the value of `item`; `false` where `text` is not of the column's type.
  mutating func set(_ text: String, at item: Int) -> Bool {
    Self.put(text, kind, at: item, in: &lists)
  }

  /// The column of `count` items.
  func column(count: Int) -> AttributeColumn {
    let values: AttributeColumn.Values =
      switch kind {
      case .boolean: .boolean(filled(lists.booleans, fallback.booleans, count))
      case .integer: .integer(filled(lists.integers, fallback.integers, count))
      case .double: .double(filled(lists.doubles, fallback.doubles, count))
      case .string: .string(filled(lists.strings, fallback.strings, count))
      }
    return AttributeColumn(name, values)
  }

  private func filled<Value>(_ list: [Value?], _ fallback: [Value?], _ count: Int) -> [Value?] {
    let list = list + [Value?](repeating: nil, count: count - list.count)
    guard let value = fallback.first ?? nil else { return list }
    return list.map { $0 ?? value }
  }

  private static func put(_ text: String, _ kind: Kind, at item: Int, in lists: inout Lists) -> Bool
  {
    if kind == .string {
      put(text, at: item, in: &lists.strings)
      return true
    }
    // An empty text is a missing value.
    let text = text.trimmingXMLSpace()
    if text.isEmpty { return true }
    switch kind {
    case .boolean:
      switch text.lowercased() {
      case "true", "1", "yes": put(true, at: item, in: &lists.booleans)
      case "false", "0", "no": put(false, at: item, in: &lists.booleans)
      default: return false
      }
    case .integer:
      // Some writers put `1.0` under a whole-number type.
      guard let value = Int64(text) ?? Double(text).flatMap({ Int64(exactly: $0) }) else {
        return false
      }
      put(value, at: item, in: &lists.integers)
    case .double, .string:
      guard let value = Double(text) else { return false }
      put(value, at: item, in: &lists.doubles)
    }
    return true
  }

  private static func put<Value>(_ value: Value, at item: Int, in list: inout [Value?]) {
    while list.count <= item { list.append(nil) }
    list[item] = value
  }
}

extension String {
  /// Without spaces, tabs and line breaks at both ends.
  func trimmingXMLSpace() -> Substring {
    if let first = utf8.first, let last = utf8.last, first > 0x20, last > 0x20 { return self[...] }
    let isSpace = { (scalar: Unicode.Scalar) in " \t\n\r".unicodeScalars.contains(scalar) }
    guard let first = unicodeScalars.firstIndex(where: { !isSpace($0) }),
      let last = unicodeScalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return self[first...last]
  }
}
