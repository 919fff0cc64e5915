import Files
import Foundation
import GraphFormats
import Testing
import WhoWhere

@Suite struct ResultTableTests {
  private func text(_ table: ResultTable, _ format: OutputFormat, width: Int? = nil) throws
    -> String
  {
    let sink = MemorySink()
    try table.write(to: sink, format: format, width: width)
    return sink.text
  }

  private var people: ResultTable {
    var table = ResultTable(columns: ["person", "name", "score"])
    table.append([3, "Ada", 0.5])
    table.append([17, .missing, 12345.678])
    return table
  }

  @Test func alignsColumns() throws {
    #expect(
      try text(people, .table) == """
        person  name    score
        ------  ----  -------
             3  Ada       0.5
            17        12345.7

        """)
  }

  @Test func writesCSV() throws {
    #expect(try text(people, .csv) == "person,name,score\n3,Ada,0.5\n17,,12345.678\n")
  }

  @Test func writesJSONInTheOrderOfTheColumns() throws {
    #expect(
      try text(people, .json) == """
        [
        {"person": 3, "name": "Ada", "score": 0.5},
        {"person": 17, "name": null, "score": 12345.678}
        ]

        """)
    #expect(try text(ResultTable(columns: ["a"]), .json) == "[]\n")
  }

  @Test func anyTextSurvivesJSON() throws {
    let hostile = "q\" \\ \n\r\t \u{0}\u{1B}[31m\u{9B}\u{202E}\u{2028} 😀 \u{FFFE} é 日本"
    var table = ResultTable(columns: ["na\"me"])
    table.append([.text(hostile)])
    table.append([.number(.nan)])
    let parsed = try JSONSerialization.jsonObject(with: Data(text(table, .json).utf8))
    let rows = try #require(parsed as? [[String: Any]])
    #expect(rows[0]["na\"me"] as? String == hostile)
    #expect(rows[1]["na\"me"] is NSNull)
  }

  @Test func cellsCannotBreakTheTable() throws {
    var table = ResultTable(columns: ["path", "n"])
    table.append([.text("a\nb\u{1B}[2J\u{7F}\u{9B}\u{202E}x"), 1])
    table.append([.text("日本😀e\u{301}"), 2])
    let lines = try text(table, .table).split(separator: "\n").map(String.init)
    #expect(lines.count == 4)
    #expect(lines[2].hasPrefix("a␊b␛[2J␡\\u{9B}\\u{202E}x  "))
    // All lines end in the same column: "日本😀é" takes seven.
    #expect(Set(lines.map(TerminalText.width)).count == 1)
    #expect(TerminalText.width("日本😀e\u{301}") == 7)
  }

  @Test(arguments: [24, 30, 40, 60, 200])
  func fitsTheTerminal(width: Int) throws {
    var table = ResultTable(columns: ["path", "message", "n"])
    table.append([
      .text("pictures/2024/summer/日本日本日本日本/IMG_0001.jpg"),
      .text("a long message that goes on and on, further than any line"), 1_000_000,
    ])
    let lines = try text(table, .table, width: width).split(separator: "\n")
    for line in lines { #expect(TerminalText.width(String(line)) <= width) }
  }

  @Test func shortensPathsInTheMiddle() {
    #expect(TerminalText.shortened("pictures/IMG_0001.jpg", to: 11) == "pictu…1.jpg")
    #expect(TerminalText.shortened("日本/日本", to: 5) == "日…本")
    #expect(TerminalText.shortened("日本日本", to: 6) == "日本…")
    #expect(TerminalText.shortened("a few words", to: 6) == "a few…")
    #expect(TerminalText.shortened("abc", to: 3) == "abc")
    #expect(TerminalText.shortened("abc", to: 0) == "")
  }

  @Test func writesSections() throws {
    var sections = ResultSections()
    sections.append("people", people)
    sections.append("none", ResultTable(columns: ["a", "b"]))
    func text(_ format: OutputFormat) throws -> String {
      let sink = MemorySink()
      try sections.write(to: sink, format: format, width: nil)
      return sink.text
    }
    #expect(
      try text(.json) == """
        {
        "people": [
        {"person": 3, "name": "Ada", "score": 0.5},
        {"person": 17, "name": null, "score": 12345.678}
        ],
        "none": []
        }

        """)
    #expect(try text(.csv) == "person,name,score\n3,Ada,0.5\n17,,12345.678\n\na,b\n")
    #expect(try text(.table).hasPrefix("people\n\nperson  name"))
  }

  @Test func tooManyColumnsBecomeBlocks() throws {
    var table = ResultTable(columns: ["first", "second", "third", "fourth"])
    table.append([.text("one text of some length"), .text("two texts of some length"), 3, .missing])
    let result = try text(table, .table, width: 24)
    #expect(
      result == """
        first   one text of som…
        second  two texts of so…
        third   3

        """)
  }
}
