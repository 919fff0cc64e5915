import CaseStore
import Files
import Testing

@Suite struct CaseReaderLookupTests {
  @Test func findsPersons() throws {
    let album = try SyntheticCase.album()
    let reader = try album.reader()
    #expect(try reader.person("2") == 2)
    #expect(try reader.person("Ada") == 0)
    #expect(try reader.person("aDA") == 0)
    #expect(try reader.people("Ada, 3,0") == [0, 3])
    #expect(throws: QueryError.notFound(.person, "Adda", similar: ["0 Ada"])) {
      try reader.person("Adda")
    }
    for text in ["17", "-1", "", "Ad'a", "9999999999999999999999"] {
      #expect(throws: QueryError.self) { try reader.person(text) }
    }
    #expect(throws: QueryError.self) { try reader.people(" , ") }
  }

  @Test func findsMedia() throws {
    let reader = try SyntheticCase.album().reader()
    let party = try reader.media("party/a.jpg")
    #expect(try reader.media("again.jpg") == party)
    #expect(try reader.media(String(ContentHash.of(Array("party/a.jpg".utf8)).prefix(10))) == party)
    #expect(try reader.media("b.jpg") == reader.media("party/b.jpg"))
    #expect(
      throws: QueryError.ambiguous(.media, "a.jpg", candidates: ["party/a.jpg", "trip/a.jpg"])
    ) {
      try reader.media("a.jpg")
    }
    #expect(throws: QueryError.notFound(.media, "e.jp", similar: ["trip/e.jpg"])) {
      try reader.media("e.jp")
    }
    for text in ["", "%", "_", "ffffffffffffff", "party/", "a\u{0}b"] {
      #expect(throws: QueryError.self) { try reader.media(text) }
    }
  }

  @Test func findsFilesOnDisk() throws {
    let album = try SyntheticCase()
    let root = album.folder.appending("photos")
    try makeDirectory(root.appending("x"))
    let file = root.appending("x").appending("a.jpg")
    try writeAtomically([1], to: file)
    let source = try album.store.sourceFolder(Array(root.string.utf8), label: "")
    var item = SyntheticCase.file(.init("shown/otherwise.jpg", persons: [0]), source: source.id)
    item.file.location = Array((absolutePath(file) ?? file).string.utf8)
    try album.store.save([item])
    let reader = try album.reader()
    #expect(try reader.media(file.string) == 1)
    #expect(try reader.event(root.string + "/") == [1])
  }

  @Test func findsEvents() throws {
    let reader = try SyntheticCase([
      .init("2024/party/a.jpg", "2024-05-01T10:00:00Z", persons: [0]),
      .init("2024/trip/b.jpg", "2024-05-31T23:59:59Z", persons: [0]),
      .init("2023/trip/c.jpg", "2023-12-31T10:00:00Z", persons: [0]),
      .init("2023/trip 2/d.jpg", persons: [0]),
    ]).reader()
    #expect(try reader.event("2024/party") == [1])
    #expect(try reader.event("party/") == [1])
    #expect(try reader.event("2023/trip") == [3])
    #expect(try reader.event("folder:2023") == [3, 4])
    #expect(try reader.event("time:2023") == [3])
    #expect(try reader.event("2024-05") == [1, 2])
    #expect(try reader.event("2024-05-31") == [2])
    #expect(try reader.event("2023-12..2024-05-01T10") == [1, 3])
    #expect(
      throws: QueryError.ambiguous(.folder, "2023", candidates: ["folder:2023", "time:2023"])
    ) {
      try reader.event("2023")
    }
    #expect(throws: QueryError.ambiguous(.folder, "trip", candidates: ["2023/trip", "2024/trip"])) {
      try reader.event("trip")
    }
    #expect(throws: QueryError.notFound(.folder, "prty", similar: [])) { try reader.event("prty") }
    for text in ["", "/", "2024-13", "time:x", "2024-05..2024-04", "folder:", "..", "2024-05.."] {
      #expect(throws: QueryError.self, "\(text)") { try reader.event(text) }
    }
  }

  @Test func checksValues() throws {
    let reader = try SyntheticCase.album().reader()
    func ask(_ kind: String, _ value: String?) throws -> QueryValue {
      let query = try NamedQuery(name: "q", text: "-- Q.\n-- :x \(kind): x\nSELECT :x")
      return try reader.answer(query, value.map { ["x": $0] } ?? [:]).rows[0][0]
    }
    #expect(try ask("int", "-3") == .integer(-3))
    #expect(try ask("number", "0.5") == .real(0.5))
    #expect(try ask("text", "a'b") == .text("a'b"))
    #expect(try ask("text = u", nil) == .text("u"))
    #expect(try ask("person?", nil) == .null)
    #expect(try ask("people", "1,Ada") == .text("[1,0]"))
    #expect(try ask("place", "48.2, -16") == .text("[48.2,-16.0]"))
    #expect(try ask("since", "2024-05") == .text("2024-05"))
    #expect(try ask("until", "2024-05") == .text("2024-05~"))
    for (kind, value) in [
      ("int", "x"), ("int", "1.5"), ("int", ""), ("number", "nan"), ("number", "inf"),
      ("place", "91,0"), ("place", "1"), ("place", "1,2,3"), ("since", "tomorrow"),
      ("since", "2024-02-31T25"), ("person", "Nobody"), ("media", "none.jpg"), ("event", "nowhere"),
    ] {
      #expect(throws: QueryError.self, "\(kind) \(value)") { try ask(kind, value) }
    }
    #expect {
      try ask("int", nil)
    } throws: {
      guard case QueryError.missingParameters(let missing, query: "q") = $0 else { return false }
      return missing.map(\.name) == ["x"]
    }
    let none = try NamedQuery(name: "q", text: "-- Q.\nSELECT 1")
    #expect(throws: QueryError.unknownParameter("--x-y", query: "q", known: [])) {
      try reader.answer(none, ["x_y": "1"])
    }
  }

  @Test func namesPersons() throws {
    let album = try SyntheticCase.album()
    try album.store.setName("  Zoë O'Neil ", of: 2)
    #expect(try album.reader().person("zoë o'neil") == 2)
    try album.store.setName(nil, of: 2)
    #expect(throws: QueryError.self) { try album.reader().person("zoë o'neil") }
    #expect(throws: NameError.taken("ADA", by: 0)) { try album.store.setName("ADA", of: 2) }
    #expect(throws: NameError.unknownPerson(77)) { try album.store.setName("X", of: 77) }
    for name in ["", " ", "12", ",a", "a,", "new", "a\nb", "\u{1B}[2J"] {
      #expect(throws: NameError.self) { try album.store.setName(name, of: 2) }
    }
  }
}
