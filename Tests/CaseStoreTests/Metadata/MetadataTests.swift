import CaseStore
import Domain
import Testing

@Suite struct MetadataTests {
  private func value(
    _ property: MetadataValue.Property, _ text: String, _ source: MetadataSource,
    box: FaceBox? = nil
  ) throws -> MetadataValue {
    try #require(MetadataValue(property, text, source, "test", box: box))
  }

  @Test func theMostTrustedDateCounts() throws {
    let album = try SyntheticCase.album()
    let file = try #require(try album.store.files().first { $0.path == "party/a.jpg" })
    func date() throws -> String? {
      try album.store.media().first { $0.id == file.mediaID }?.date
    }
    func firstOfAda() throws -> QueryValue {
      try album.reader().run("SELECT first FROM person WHERE id = 0").rows[0][0]
    }
    #expect(try album.store.metadata(of: file.mediaID).map(\.source) == [.exif, .exif])
    try album.store.save(beside: [(file, [value(.date, "2020-01-01", .takeout)])])
    #expect(try date() == "2024-05-01T10:00:00Z")
    try album.store.save(told: [(file.mediaID, [value(.date, "2021-01-01", .csv)])])
    #expect(try date() == "2021-01-01")
    // What follows from dates follows.
    #expect(try firstOfAda() == .text("2021-01-01"))
    try album.store.save(embedded: [(file.mediaID, [])])
    try album.store.save(told: [(file.mediaID, [value(.date, "2022-01-01", .csv)])])
    #expect(try date() == "2022-01-01")
    #expect(
      try album.store.metadata(of: file.mediaID).map(\.text) == ["2022-01-01", "2020-01-01"])
    // Nothing new is no change.
    #expect(
      try album.store.save(beside: [(file, [value(.date, "2020-01-01", .takeout)])]) == 0)
  }

  /// The order that is told in the documentation.
  @Test func theOrderOfTrustIsFixed() {
    #expect(
      MetadataSource.allCases.map(\.rawValue) == [
        "csv", "exif", "video", "iptc", "xmp", "sidecar", "takeout", "apple", "instaloader",
        "changed", "file-name", "folder-name",
      ])
  }

  @Test func aNamedBoxThatFitsAFaceProposesItsName() throws {
    let album = try SyntheticCase.album()
    let file = try #require(try album.store.files().first { $0.path == "party/b.jpg" })
    // Faces stand side by side, 10–40, 10–90 and 10–140 wide.
    let boxes = [
      ("Ada", FaceBox(top: 6, right: 44, bottom: 44, left: 6)),
      ("too far", FaceBox(top: 10, right: 57, bottom: 40, left: 27)),
      ("too large", FaceBox(top: 0, right: 400, bottom: 400, left: 0)),
    ]
    try album.store.save(
      beside: [(file, try boxes.map { try value(.person, $0.0, .sidecar, box: $0.1) })])
    let named = try album.store.namedFaces()
    #expect(named.map(\.name) == ["Ada"])
    #expect(named.map(\.person) == [0])
    #expect(abs((named.first?.overlap ?? 0) - 900.0 / 1444) < 1e-9)
  }

  @Test func eventsAreFoldersSpansAndValues() throws {
    let album = try SyntheticCase.album()
    let files = try album.store.files()
    let undated = try #require(files.first { $0.path == "trip/e.jpg" })
    try album.store.save(
      Event(
        name: "Fest", parts: [.folder("party"), .span(since: "2024-08-10", until: "2024-08-11")])
    )
    try album.store.save(told: [(undated.mediaID, [value(.event, "fest", .csv)])])
    let reader = try album.reader()
    #expect(try reader.event("FEST").count == 5)
    #expect(try reader.event("event:Fest") == reader.event("fest"))
    #expect(
      try reader.run(
        "SELECT person_id, event, media FROM attendance ORDER BY person_id"
      ).rows.map { "\($0)" }
        == [
          [QueryValue.integer(0), .text("Fest"), .integer(3)],
          [.integer(1), .text("Fest"), .integer(3)], [.integer(2), .text("Fest"), .integer(2)],
          [.integer(3), .text("Fest"), .integer(1)], [.integer(4), .text("Fest"), .integer(1)],
        ].map { "\($0)" })
    #expect(try album.store.events().map(\.parts.count) == [2])
    // A folder of the same name that is something else.
    try album.store.save(Event(name: "trip", parts: [.folder("party")]))
    #expect(throws: QueryError.self) { try reader.event("trip") }
    #expect(try reader.event("event:trip").count == 3)
    #expect(try album.store.forgetEvent("trip"))
    #expect(try !album.store.forgetEvent("trip"))
    #expect(try reader.event("trip").count == 5)
  }

  @Test func contradictionsAreListed() throws {
    let album = try SyntheticCase.album()
    let file = try #require(try album.store.files().first { $0.path == "party/a.jpg" })
    let box = FaceBox(top: 10, right: 40, bottom: 40, left: 10)
    try album.store.save(
      beside: [
        (
          file,
          [
            try value(.date, "2024-05-03T10:00:00Z", .takeout),
            try value(.date, "2024-05-01", .fileName),
            try value(.date, "2030-05-01", .changed), try value(.position, "48.3,16.37", .takeout),
            try value(.person, "Ada", .sidecar, box: box),
            try value(.person, "Eve", .xmp, box: box),
          ]
        )
      ])
    let query = try QueryLibraryTests.shipped.get().query(named: "contradictions")
    func ask(_ values: [String: String] = [:]) throws -> [String] {
      try album.reader().answer(query, values).rows.map { row in
        row.map { value in
          switch value {
          case .text(let text): text
          case .real(let number): "\(number)"
          case .integer(let number): "\(number)"
          default: "-"
          }
        }.joined(separator: " ")
      }
    }
    #expect(
      try ask() == [
        "party/a.jpg date 2024-05-01T10:00:00Z exif the file 2024-05-03T10:00:00Z takeout test 48.0 hours",
        "party/a.jpg date 2024-05-03T10:00:00Z takeout test 2024-05-01 file-name test 34.0 hours",
        "party/a.jpg name Ada sidecar test Eve xmp test 1 face",
        "party/a.jpg position 48.2,16.37 exif the file 48.3,16.37 takeout test 11.1 kilometers",
      ])
    #expect(try ask(["hours": "48", "kilometers": "12"]).count == 1)
    #expect(try ask(["media": "party/b.jpg"]).isEmpty)
  }
}
