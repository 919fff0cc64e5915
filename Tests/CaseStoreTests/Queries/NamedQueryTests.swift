import CaseStore
import Testing

@Suite struct NamedQueryTests {
  @Test func readsTheHeader() throws {
    let query = try NamedQuery(
      name: "q",
      text: """
        -- Who was there.
        --
        -- More about it.
        -- :person person: the one asked about
        -- :min_media int = 2: the least number: two
        -- :since since?: nothing before
        -- :word text = a b: some words
        -- Example: wwww query q --person 1
        SELECT :person -- no header :other person: any more
        """)
    #expect(query.summary == "Who was there.")
    #expect(query.explanation == "More about it.")
    #expect(query.example == "wwww query q --person 1")
    #expect(query.parameters.map(\.name) == ["person", "min_media", "since", "word"])
    #expect(query.parameters.map(\.kind) == [.person, .int, .since, .text])
    #expect(query.parameters.map(\.isRequired) == [true, false, false, false])
    #expect(query.parameters.map(\.defaultValue) == [nil, "2", nil, "a b"])
    #expect(query.parameters[1].option == "--min-media")
    #expect(query.parameters[1].help == "the least number: two")
  }

  @Test(arguments: [
    ("SELECT 1", 1), ("-- Fine.\n-- :x color: none", 2), ("-- Fine.\n-- :x int\nSELECT 1", 2),
    ("-- Fine.\n-- :x int: one\n-- :x int: two", 3), ("-- Fine.\n-- :X int: capital", 2),
  ])
  func namesTheLineOfAMistake(text: String, line: Int) {
    let error = #expect(throws: QueryError.self) { try NamedQuery(name: "q", text: text) }
    guard case .malformedQuery("q", line, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
