/// CSV text as rows of fields (RFC 4180); blank lines are passed over.
struct CSVRows {
  fileprivate(set) var rows: [(line: Int, fields: [String])] = []

  init(_ text: String) throws {
    var fields: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var wasQuoted = false
    var line = 1
    var start = 1
    func end(_ rows: inout [(line: Int, fields: [String])]) {
      fields.append(String(field))
      if fields.count > 1 || !fields[0].isEmpty || wasQuoted { rows.append((start, fields)) }
      fields = []
      field = String.UnicodeScalarView()
      wasQuoted = false
    }
    var rest = text.unicodeScalars[...]
    if rest.first == "\u{FEFF}" { rest.removeFirst() }
    while let scalar = rest.popFirst() {
      if scalar == "\n" { line += 1 }
      switch scalar {
      case "\"" where isQuoted && rest.first == "\"":
        field.append(rest.removeFirst())
      case "\"" where isQuoted: isQuoted = false
      case "\"" where field.isEmpty && !wasQuoted:
        isQuoted = true
        wasQuoted = true
      case _ where isQuoted: field.append(scalar)
      case ",":
        fields.append(String(field))
        field = String.UnicodeScalarView()
        wasQuoted = false
      case "\r" where rest.first == "\n" || rest.isEmpty: break
      case "\n":
        end(&rows)
        start = line
      default: field.append(scalar)
      }
    }
    guard !isQuoted else { throw LabelError(start, "a quoted field has no end") }
    end(&rows)
  }
}
