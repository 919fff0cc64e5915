import CaseStore
import Testing

/// What the queries say about `SyntheticCase.album`.
@Suite struct ShippedQueriesTests {
  private func ask(
    _ name: String, _ values: [String: String] = [:], columns: [String]
  ) throws -> [String] {
    let album = try SyntheticCase.album()
    let result = try album.reader().answer(
      QueryLibraryTests.shipped.get().query(named: name), values)
    let positions = try columns.map { try #require(result.columns.firstIndex(of: $0)) }
    return result.rows.map { row in
      positions.map { position in
        switch row[position] {
        case .null: "-"
        case .integer(let value): "\(value)"
        case .real(let value): "\((value * 1000).rounded() / 1000)"
        case .text(let text): text
        case .blob: "blob"
        }
      }.joined(separator: " ")
    }
  }

  @Test func whereAndWhen() throws {
    #expect(
      try ask("where", ["person": "0"], columns: ["path", "persons", "faces"]) == [
        "party/a.jpg 2 1", "party/b.jpg 3 1", "party/c.jpg 1 1", "trip/v.mp4 2 2",
      ])
    #expect(
      try ask("where", ["person": "3"], columns: ["path"]) == ["trip/d.jpg", "trip/e.jpg"])
    #expect(
      try ask("where", ["person": "0", "since": "2024-06"], columns: ["path"]) == ["trip/v.mp4"])
    #expect(
      try ask("where", ["person": "0", "until": "2024-05-01T10"], columns: ["path"]) == [
        "party/a.jpg", "party/b.jpg",
      ])
    #expect(
      try ask("where", ["person": "Ben", "event": "trip"], columns: ["path"])
        == ["party/a.jpg", "trip/a.jpg"])
    #expect(
      try ask("when", ["person": "ada"], columns: ["day", "media", "faces", "first", "last"]) == [
        "2024-05-01 3 3 10:00:00Z 11:00:00Z", "2024-08-12 1 2 09:00:00Z 09:00:00Z",
      ])
    #expect(
      try ask("first-last", ["min_media": "3"], columns: ["person", "first", "days", "media"]) == [
        "0 2024-05-01T10:00:00Z 103.0 4", "1 2024-05-01T10:00:00Z 101.0 3",
        "2 2024-05-01T10:30:00Z 101.9 3",
      ])
  }

  @Test func companions() throws {
    #expect(
      try ask("who-with", ["person": "0"], columns: ["person", "media", "frames", "share"]) == [
        "1 2 2 0.667", "4 1 1 0.5", "2 1 1 0.333",
      ])
    #expect(
      try ask("who-with", ["person": "0", "min_media": "2"], columns: ["name"]) == ["Ben"])
    #expect(
      try ask("together", ["people": "Ada, 1"], columns: ["path"]) == [
        "party/a.jpg", "party/b.jpg",
      ])
    #expect(try ask("together", ["people": "0,1,2"], columns: ["path"]) == ["party/b.jpg"])
    #expect(try ask("only", ["people": "0,1"], columns: ["path"]) == ["party/a.jpg"])
    #expect(try ask("only", ["people": "3,4"], columns: ["path"]) == [])
    #expect(
      try ask("only", ["people": "3,4", "strangers": "1"], columns: ["path"]) == ["trip/e.jpg"])
    #expect(try ask("alone", ["person": "0"], columns: ["path"]) == ["party/c.jpg"])
    #expect(
      try ask(
        "pair-timeline", ["first": "0", "second": "1"], columns: ["path", "days_since"]) == [
          "party/a.jpg -", "party/b.jpg 0.02",
        ])
    #expect(
      try ask("pair-timeline", ["first": "0", "second": "4"], columns: ["path", "frames"]) == [
        "trip/v.mp4 1"
      ])
    #expect(
      try ask("never-alone", columns: ["person", "media", "companion"]) == [
        "1 3 0", "2 3 1", "3 2 2", "4 2 0",
      ])
    #expect(try ask("only-with", ["person": "1"], columns: ["person"]) == [])
    #expect(
      try ask(
        "always-together", ["min_share": "0.4"],
        columns: ["person_a", "person_b", "media", "share"])
        == ["0 1 2 0.4", "1 2 2 0.5"].reversed())
    #expect(
      try ask("strangers", ["person": "3"], columns: ["person", "shared_companions", "score"]) == [
        // Through 2 and 4 to Ada: 1/ln 3 + 1/ln 2.
        "0 2 2.353"
      ])
    #expect(
      try ask("linkers", ["first": "0", "second": "3"], columns: ["person", "met_first"]) == [
        "2 1", "4 1",
      ])
  }

  @Test func eventsAndTimes() throws {
    #expect(
      try ask(
        "both-events", ["first": "party", "second": "2024-08-10..2024-08-11"],
        columns: ["person", "first_media", "second_media"]) == ["1 2 1", "2 1 2"])
    #expect(
      try ask(
        "one-event-only", ["first": "party", "second": "2024-08-10..2024-08-11"],
        columns: ["person", "media"]) == ["0 3"])
    #expect(
      try ask("at-event", ["event": "2024-08"], columns: ["person", "media"]) == [
        "2 2", "0 1", "1 1", "3 1", "4 1",
      ])
    #expect(try ask("newcomers", ["event": "2024-08"], columns: ["person"]) == ["3", "4"])
    #expect(try ask("gone", ["since": "2024-08-11"], columns: ["person"]) == ["1"])
    #expect(
      try ask("days", columns: ["day", "media", "persons", "new"]) == [
        "2024-05-01 3 3 3", "2024-08-10 1 2 0", "2024-08-11 1 2 1", "2024-08-12 1 2 1",
      ])
    #expect(
      try ask("bursts", ["min_media": "2"], columns: ["first", "hours", "media", "persons"]) == [
        "2024-05-01T10:00:00Z 1.0 3 3"
      ])
  }

  @Test func places() throws {
    #expect(
      try ask("near", ["place": "48.2,16.4", "km": "5"], columns: ["person", "media", "nearest"])
        == ["0 3 2.223", "1 2 2.223", "2 1 2.223"])
    #expect(
      try ask("places", columns: ["place", "media", "persons"]) == [
        "48.20,16.37 3 3", "47.07,15.43 1 2",
      ])
    #expect(
      try ask("meeting-places", ["first": "1", "second": "2"], columns: ["place", "media"]) == [
        "47.07,15.43 1", "48.20,16.37 1",
      ])
  }

  @Test func media() throws {
    #expect(
      try ask("crowds", columns: ["path", "persons"]).prefix(2) == [
        "party/b.jpg 3", "party/a.jpg 2",
      ])
    #expect(
      try ask("duplicates", columns: ["files", "path"]) == ["2 party/a.jpg", "2 trip/again.jpg"])
    #expect(
      try ask("duplicates", ["media": "again.jpg"], columns: ["path"]) == [
        "party/a.jpg", "trip/again.jpg",
      ])
    #expect(
      try ask("unknown-faces", columns: ["path", "unknown", "persons"]) == ["trip/e.jpg 1 2"])
    #expect(
      try ask("unnamed", columns: ["person", "media", "example"]) == [
        "2 3 party/b.jpg", "3 2 trip/d.jpg",
      ]
    )
    // 2 is in three media whose paths have 11, 10 and 10 characters: 0.1 from the mean of the rest.
    #expect(
      try ask(
        "doubtful", ["person": "2", "min_distance": "0.06"], columns: ["path", "distance"]) == [
          "party/b.jpg 0.1"
        ])
  }

  @Test func runsAndFailures() throws {
    let album = try SyntheticCase.album()
    try album.store.finish(
      album.run, counts: ["media": 7],
      failures: [
        Failure(path: "x.jpg", reason: "empty", message: "no bytes"),
        Failure(path: "y.jpg", reason: "empty", message: "no bytes"),
        Failure(path: "z.jpg", reason: "damaged", message: "cut short"),
      ])
    let reader = try album.reader()
    let library = try QueryLibraryTests.shipped.get()
    let failures = try reader.answer(library.query(named: "failures"))
    #expect(failures.rows.map { $0[0] } == [.text("empty"), .text("damaged")])
    #expect(failures.rows[0][1...3] == [.integer(2), .integer(2), .text("x.jpg")])
    let runs = try reader.answer(library.query(named: "runs"))
    #expect(runs.rows.count == 1)
    #expect(runs.rows[0][1] == .text("index"))
    let damaged = try reader.answer(library.query(named: "failed-files"), ["reason": "damaged"])
    #expect(
      damaged.rows == [
        [QueryValue(album.run), .text("z.jpg"), .text("damaged"), .text("cut short")]
      ])
  }
}
