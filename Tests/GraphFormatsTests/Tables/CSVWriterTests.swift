import Files
import GraphFormats
import TestSupport
import Testing

struct CSVWriterTests {
  private func csv(_ columns: [String], _ rows: [[CSVCell]], guards: Bool = true) throws -> String {
    let sink = MemorySink()
    let table = try CSVWriter(to: sink, columns: columns, guardsFormulas: guards)
    for row in rows { try table.write(row) }
    return sink.text
  }

  @Test func values() throws {
    let text = try csv(
      ["a", "b", "c", "d", "e"],
      [
        [.text("x"), .integer(-1), .number(-0.1), .boolean(true), .missing],
        ["y", 2, 1.5, false, ""],
      ])
    #expect(text == "a,b,c,d,e\nx,-1,-0.1,true,\ny,2,1.5,false,\n")
  }

  @Test func quotes() throws {
    #expect(
      try csv(["a"], [["x,y"], ["q\"q"], ["l\nl"], [" s "], [""], [.missing], ["\r\n"]])
        == "a\n\"x,y\"\n\"q\"\"q\"\n\"l\nl\"\n\" s \"\n\"\"\n\"\"\n\"'\r\n\"\n")
  }

  @Test func formulas() throws {
    let texts = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "-", "a=1", "'x", "\u{1}=1"]
    #expect(
      try csv(["a"], texts.map { [.text($0)] })
        == "a\n'=1+1\n'+1\n'-1\n'@x\n'\tx\n\"'\rx\"\n'-\na=1\n'x\n␁=1\n")
    #expect(try csv(["=a"], [["=b"]], guards: false) == "=a\n=b\n")
  }

  /// Reads by RFC 4180's grammar and compares.
  @Test func hostileTextSurvives() throws {
    let rows = HostileText.samples.map { [$0, $0 + $0] }
    let text = try csv(["a", "b"], rows.map { $0.map { .text($0) } })
    let parsed = parse(text).dropFirst()
    #expect(parsed.count == rows.count)
    for (row, expected) in zip(parsed, rows) {
      for (field, text) in zip(row, expected) {
        let clean = CleanText.xml(text)
        #expect(field == clean || field == "'" + clean)
      }
    }
  }

  private func parse(_ text: String) -> [[String]] {
    var rows: [[String]] = [[]]
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var wasQuote = false
    for scalar in text.unicodeScalars {
      if isQuoted {
        if scalar == "\"" {
          isQuoted = false
          wasQuote = true
        } else {
          field.append(scalar)
        }
        continue
      }
      switch scalar {
      case "\"":
        if wasQuote { field.append(scalar) }
        isQuoted = true
      case ",":
        rows[rows.count - 1].append(String(field))
        field = .init()
      case "\n":
        rows[rows.count - 1].append(String(field))
        field = .init()
        rows.append([])
      default: field.append(scalar)
      }
      wasQuote = false
    }
    return rows.dropLast()
  }
}
