import CaseStore
import Foundation
import SystemPackage
import Testing

@Suite struct CaseReaderTests {
  @Test(arguments: [
    "DELETE FROM person_record", "UPDATE person_record SET name = 'x'", "DROP VIEW person",
    "INSERT INTO person_record VALUES (99, 'x', 1)", "PRAGMA user_version = 7", "VACUUM",
    "ATTACH ':memory:' AS other", "CREATE TEMP TABLE t (x)", "BEGIN", "COMMIT",
    "SELECT load_extension('x')", "SELECT 1; SELECT 2", "", "-- nothing",
    "SELECT * FROM pragma_table_info('person')",
    "WITH x AS (SELECT 1) INSERT INTO run_record SELECT * FROM x", "PRAGMA journal_mode = DELETE",
  ])
  func refusesEverythingButOneSelect(sql: String) throws {
    let album = try SyntheticCase.album()
    let before = try Data(contentsOf: URL(fileURLWithPath: album.folder.string + "/case.sqlite"))
    let reader = try album.reader()
    #expect(throws: QueryError.self) { try reader.run(sql) }
    let after = try Data(contentsOf: URL(fileURLWithPath: album.folder.string + "/case.sqlite"))
    #expect(before == after)
    // The reader goes on to work.
    #expect(try reader.run("SELECT count(*) FROM person").rows == [[.integer(5)]])
  }

  @Test func stopsInTime() throws {
    let reader = try SyntheticCase.album().reader()
    let endless =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    let start = ContinuousClock.now
    #expect(throws: QueryError.timeLimit(seconds: 0.2)) {
      try reader.run(endless, limits: QueryLimits(seconds: 0.2))
    }
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(try reader.run("SELECT 1").rows == [[.integer(1)]])
  }

  @Test func announcesThatRowsAreMissing() throws {
    let reader = try SyntheticCase.album().reader()
    let cut = try reader.run("SELECT id FROM person ORDER BY id", limits: QueryLimits(rows: 3))
    #expect(cut.rows == [[.integer(0)], [.integer(1)], [.integer(2)]])
    #expect(cut.isCut)
    #expect(try !reader.run("SELECT id FROM person", limits: QueryLimits(rows: 5)).isCut)
  }

  @Test func doesNotFillTheMemory() throws {
    let reader = try SyntheticCase.album().reader()
    let vast = try reader.run(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT zeroblob(50000000) FROM n"
    )
    #expect(vast.isCut && vast.rows.count < 10)
    #expect(throws: QueryError.self) { try reader.run("SELECT zeroblob(500000000)") }
  }

  @Test func pointsAtMistakes() throws {
    let reader = try SyntheticCase.album().reader()
    #expect {
      try reader.run("SELECT id\nFROM person\nWHERE nmae = 'x'")
    } throws: { error in
      guard case QueryError.invalidSQL(let reason, 3, let excerpt) = error else { return false }
      return reason.contains("nmae") && excerpt == "  WHERE nmae = 'x'\n        ^"
    }
    #expect(throws: QueryError.undeclaredVariable("person")) { try reader.run("SELECT :person") }
    #expect(throws: QueryError.self) { try reader.run("SELECT ?") }
  }

  @Test func valuesAreNeverPartOfTheStatement() throws {
    let reader = try SyntheticCase.album().reader()
    let hostile = "x'; DROP TABLE person_record; --"
    #expect(
      try reader.run("SELECT :text AS t", arguments: ["text": .text(hostile)]).rows
        == [[.text(hostile)]])
    #expect(throws: QueryError.notFound(.person, hostile, similar: [])) {
      try reader.person(hostile)
    }
    #expect(throws: QueryError.self) { try reader.media("%") }
    #expect(throws: QueryError.self) { try reader.event("' OR 1=1 --") }
    #expect(try reader.run("SELECT count(*) FROM person").rows == [[.integer(5)]])
  }

  @Test func measuresDistances() throws {
    let reader = try SyntheticCase.album().reader()
    // Vienna to Graz.
    let result = try reader.run("SELECT kilometers(48.2082, 16.3738, 47.0707, 15.4395)")
    guard case .real(let distance) = result.rows[0][0] else {
      Issue.record("\(result)")
      return
    }
    #expect(abs(distance - 144.6) < 1)
    #expect(try reader.run("SELECT kilometers(1, 2, NULL, 4)").rows == [[.null]])
  }

  @Test func explainsAMissingCase() {
    #expect(throws: CaseError.noCase(folder: "/no/such/folder")) {
      try CaseReader(in: "/no/such/folder")
    }
  }
}
