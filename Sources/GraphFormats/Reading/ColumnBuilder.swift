/// A column that grows while a file is read; values come in any order and may be missing.
struct ColumnBuilder {
  private enum Kind: String {
    case boolean, integer, double, string
    /// No type is known: what the values turn out to be.
    case untyped
  }

  /// Values that were read, in the one list that belongs to the column's type.
  private struct Lists {
    var booleans: [Bool?] = []
    var integers: [Int64?] = []
    var doubles: [Double?] = []
    var strings: [String?] = []
  }

  /// What became of a value.
  enum Outcome {
    case set
    /// The text says that there is none.
    case absent
    /// The text is not of the column's type.
    case unfit
  }

  var name: String
  /// What identifies the attribute in the file.
  let id: String
  private let kind: Kind
  /// Whether a column of no type is known to hold text, whatever it looks like.
  private var isText = false
  private var lists = Lists()
  /// The default value, as the only one of its list.
  private var fallback = Lists()

  /// A column of a type that GraphML or GEXF knows; without one, of what its values turn out to be.
  /// Lists and other types are read as text.
  init(name: String, id: String, type: String?) {
    self.name = name
    self.id = id
    kind =
      switch type?.lowercased() {
      case nil, "": .untyped
      case "boolean", "bool": .boolean
      case "int", "integer", "long", "short", "byte", "biginteger": .integer
      case "float", "double", "decimal", "bigdecimal", "real", "number": .double
      default: .string
      }
  }

  /// Sets the default; `false` where `text` is not of the column's type.
  mutating func setDefault(_ text: String) -> Bool {
    text.withBytes { Self.put($0, kind, at: 0, in: &fallback) != .unfit }
  }

  /// Sets the value of `item`.
  mutating func set(_ text: Bytes, at item: Int) -> Outcome {
    Self.put(text, kind, at: item, in: &lists)
  }

  /// Sets the value of `item` in a column of text or of no type.
  mutating func set(_ text: String, at item: Int) -> Outcome {
    text.withBytes { Self.put($0, kind, at: item, in: &lists) }
  }

  /// Sets the value of `item` to something that is known to be text.
  mutating func setText(_ text: String, at item: Int) -> Outcome {
    isText = true
    return set(text, at: item)
  }

  /// Whether `item` has a value already.
  func hasValue(at item: Int) -> Bool {
    switch kind {
    case .boolean: item < lists.booleans.count && lists.booleans[item] != nil
    case .integer: item < lists.integers.count && lists.integers[item] != nil
    case .double: item < lists.doubles.count && lists.doubles[item] != nil
    case .string, .untyped: item < lists.strings.count && lists.strings[item] != nil
    }
  }

  /// The column of `count` items.
  func column(count: Int) -> AttributeColumn {
    let values: AttributeColumn.Values =
      switch kind {
      case .boolean: .boolean(filled(lists.booleans, fallback.booleans, count))
      case .integer: .integer(filled(lists.integers, fallback.integers, count))
      case .double: .double(filled(lists.doubles, fallback.doubles, count))
      case .string: .string(filled(lists.strings, fallback.strings, count))
      case .untyped where isText: .string(filled(lists.strings, fallback.strings, count))
      case .untyped: Self.inferred(filled(lists.strings, fallback.strings, count))
      }
    return AttributeColumn(name, values)
  }

  private func filled<Value>(_ list: [Value?], _ fallback: [Value?], _ count: Int) -> [Value?] {
    var list = list
    if list.count < count {
      list.append(contentsOf: repeatElement(nil, count: count - list.count))
    }
    guard let value = fallback.first ?? nil else { return list }
    return list.map { $0 ?? value }
  }

  /// Numbers and truth values where all texts are such, written as programs write them: `06` and
  /// `+6` stay text, and so does everything beside them.
  static func inferred(_ texts: [String?]) -> AttributeColumn.Values {
    var (isWhole, isNumber, isTruth, isEmpty) = (true, true, true, true)
    for case let text? in texts {
      isEmpty = false
      text.withBytes { bytes in
        let isPlain = (isWhole || isNumber) && bytes.isPlainNumber
        isNumber = isNumber && (isPlain || Self.isSpecialNumber(bytes))
        isWhole = isWhole && isPlain && Int64(text) != nil
        isTruth = isTruth && (bytes.isWord("true") || bytes.isWord("false"))
      }
      if !isWhole, !isNumber, !isTruth { break }
    }
    if isEmpty { return .string(texts) }
    if isWhole { return .integer(texts.map { $0.flatMap { Int64($0) } }) }
    if isNumber { return .double(texts.map { $0.flatMap { $0.withBytes(\.number) } }) }
    if isTruth { return .boolean(texts.map { $0.map { $0.withBytes { $0.isWord("true") } } }) }
    return .string(texts)
  }

  private static func isSpecialNumber(_ text: Bytes) -> Bool {
    text.isWord("inf") || text.isWord("-inf") || text.isWord("infinity")
      || text.isWord("-infinity")
  }

  private static func put(
    _ text: Bytes, _ kind: Kind, at item: Int, in lists: inout Lists
  ) -> Outcome {
    switch kind {
    case .string, .untyped:
      place(CleanText.gephiOriginal(text), at: item, in: &lists.strings)
      return .set
    case .boolean:
      let text = text.trimmed
      if text.isWord("true") || text.isWord("1") || text.isWord("yes") {
        place(true, at: item, in: &lists.booleans)
      } else if text.isWord("false") || text.isWord("0") || text.isWord("no") {
        place(false, at: item, in: &lists.booleans)
      } else {
        return text.isEmpty ? .absent : .unfit
      }
    case .integer:
      // Some writers put `1.0` under a whole-number type.
      guard let value = text.wholeNumber else { return text.trimmed.isEmpty ? .absent : .unfit }
      place(value, at: item, in: &lists.integers)
    case .double:
      guard let value = text.number else { return text.trimmed.isEmpty ? .absent : .unfit }
      place(value, at: item, in: &lists.doubles)
    }
    return .set
  }
}

/// Puts `value` into place in a list that is as long as it has to be.
func place<Value>(_ value: Value, at item: Int, in list: inout [Value?]) {
  while list.count <= item { list.append(nil) }
  list[item] = value
}
