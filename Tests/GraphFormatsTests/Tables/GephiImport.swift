import Foundation

/// What Gephi's spreadsheet import makes of a table, after its own rules: backslash escapes, blanks
/// taken off, types guessed from the first 25 rows, names compared without case.
struct GephiImport {
  enum Kind: String, CaseIterable {
    case boolean, integer, long, bigInteger, double, bigDecimal, intervalMap, intervalSet
    case timestampMap, timestampSet, text
  }

  private(set) var header: [String] = []
  private(set) var rows: [[String?]] = []
  private(set) var kinds: [String: Kind] = [:]
  private(set) var issues: [String] = []
  private(set) var isEdgeTable = false

  init(_ table: String) {
    var records = Self.records(table)
    header = records.removeFirst().map { $0 ?? "" }
    rows = records
    let lower = header.map { $0.lowercased() }
    isEdgeTable = lower.contains("source") || lower.contains("target")
    if header.contains("") { issues.append("a header is empty") }
    if Set(lower).count != lower.count { issues.append("a header occurs twice: \(header)") }
    for row in rows where row.count != header.count { issues.append("row of \(row.count)") }
    for (index, name) in header.enumerated() { kinds[name] = kind(index, name) }
    for row in rows where row.count == header.count {
      for (index, name) in header.enumerated() {
        if let value = row[index], !Self.fits(value, kinds[name]!) {
          issues.append("\(value) is no \(kinds[name]!) of \(name)")
        }
      }
      if isEdgeTable, let weight = value(row, "weight").flatMap(Double.init), weight <= 0 {
        issues.append("weight \(weight)")
      }
    }
    let ids = rows.compactMap { value($0, "id") }
    if ids.count != rows.count { issues.append("an id is missing") }
    if Set(ids).count != ids.count { issues.append("an id occurs twice") }
    for id in ids where id.contains(where: \.isNewline) { issues.append("line break in an id") }
  }

  /// The value of `row` under `name`, whatever its case.
  func value(_ row: [String?], _ name: String) -> String? {
    header.firstIndex { $0.lowercased() == name.lowercased() }.flatMap { row[$0] }
  }

  private func kind(_ index: Int, _ name: String) -> Kind {
    let fixed =
      isEdgeTable ? ["source", "target", "type", "kind", "id", "label"] : ["id", "label"]
    if fixed.contains(name.lowercased()) { return .text }
    var left = Kind.allCases.dropLast()
    for row in rows.prefix(25) {
      guard index < row.count, let value = row[index] else { continue }
      left.removeAll { !Self.fits(value, $0) }
    }
    if left.count == Kind.allCases.count - 1 || left.isEmpty {
      if name.lowercased().contains("interval") { return .intervalSet }
      if name.lowercased().contains("timestamp") { return .timestampSet }
      return .text
    }
    if name.lowercased() == "weight", left.contains(.double) { return .double }
    return left.first!
  }

  private static func fits(_ text: String, _ kind: Kind) -> Bool {
    switch kind {
    case .text: true
    case .boolean: ["true", "false"].contains(text.lowercased())
    case .integer: text.contains(/^[+-]?\d+$/) && Int32(text) != nil
    case .long: text.contains(/^[+-]?\d+$/) && Int64(text) != nil
    case .bigInteger: text.contains(/^[+-]?\d+$/)
    case .double: isDouble(text)
    case .bigDecimal: text.contains(/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/)
    case .intervalMap:
      (groups(text).map { $0.count == 3 && isTime($0[0]) && isTime($0[1]) } ?? false)
    case .intervalSet:
      (groups(text).map { $0.count == 2 && isTime($0[0]) && isTime($0[1]) } ?? false)
    case .timestampMap: (groups(text).map { $0.count == 2 && isTime($0[0]) } ?? false)
    case .timestampSet:
      !moments(text).isEmpty && moments(text).allSatisfy(isTime)
    }
  }

  /// `Double.parseDouble`.
  private static func isDouble(_ text: String) -> Bool {
    text.contains(/^[+-]?(NaN|Infinity|((\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)[fFdD]?)$/)
  }

  private static func isTime(_ text: String) -> Bool {
    isDouble(text)
      || text.contains(
        /^([+-]?\d{4,}-\d\d-\d\d|\d{8}|\d{4}-\d\d|\d{4})([zZ]|[+-]\d\d:\d\d)?([tT]\d\d(:\d\d(:\d\d(\.\d+)?)?)?([zZ]|[+-]\d\d(:?\d\d)?)?)?$/
      )
  }

  /// The values of the first group in brackets; `nil` where there is none.
  private static func groups(_ text: String) -> [String]? {
    guard let start = text.firstIndex(where: { $0 == "(" || $0 == "[" }) else { return nil }
    let inside = text[text.index(after: start)...].prefix { $0 != ")" && $0 != "]" }
    return values(inside)
  }

  private static func moments(_ text: String) -> [String] {
    text.split { ")]".contains($0) }.flatMap { values($0) }
  }

  private static func values(_ text: Substring) -> [String] {
    text.split(separator: ",").compactMap { part in
      let value = part.trimmingCharacters(in: CharacterSet(charactersIn: " \t\r\n<>[]()\"'"))
      return value.isEmpty ? nil : value
    }
  }

  /// Records as Commons CSV parses them with Gephi's settings; empty fields are no value.
  private static func records(_ table: String) -> [[String?]] {
    var records: [[String?]] = []
    var fields: [String?] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    func finished() -> String? {
      var scalars = Array(field)
      while let last = scalars.last, last.value <= 0x20 { scalars.removeLast() }
      while let first = scalars.first, first.value <= 0x20 { scalars.removeFirst() }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      return text.isEmpty ? nil : String(text)
    }
    var rest = table.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\\":
        switch rest.first {
        case "\\", "\"", ",": field.append(rest.removeFirst())
        case "n":
          field.append("\n")
          rest.removeFirst()
        case "t":
          field.append("\t")
          rest.removeFirst()
        default: field.append(scalar)
        }
      case "\"" where isQuoted && rest.first == "\"": field.append(rest.removeFirst())
      case "\"": isQuoted.toggle()
      case _ where isQuoted: field.append(scalar)
      case ",":
        fields.append(finished())
        field = .init()
      case "\n":
        fields.append(finished())
        field = .init()
        if fields.count > 1 || fields[0] != nil { records.append(fields) }
        fields = []
      default: field.append(scalar)
      }
    }
    return records
  }
}
