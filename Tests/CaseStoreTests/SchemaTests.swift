import CaseStore
import Dispatch
import Domain
import Files
import Foundation
import GRDB
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// Cases that were made by every earlier version of the schema; see `Fixtures/README.md`.
@Suite struct SchemaTests {
  static let versions = [
    "1-first", "2-appearances", "2-copies", "2-communities", "2-companions", "3-decisions",
    "5-former-faces", "6-centrality", "6-partial-centrality",
  ]

  /// A case of photos and a video that the program of version 12 indexed, clustered twice, decided
  /// upon and annotated.
  static let whole = "12-passed-over"

  /// Makes the case that a version left.
  private func folder(_ version: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let dump = try #require(
      Bundle.module.url(forResource: version, withExtension: "sql", subdirectory: "Fixtures"))
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let database = try DatabaseQueue(
      path: folder.path.appending(SQLiteCase.fileName).string, configuration: configuration)
    try database.writeWithoutTransaction {
      try $0.execute(sql: String(decoding: Data(contentsOf: dump), as: UTF8.self))
    }
    try database.close()
    return folder
  }

  private func schema(of folder: FilePath) throws -> [String] {
    let database = try DatabaseQueue(path: folder.appending(SQLiteCase.fileName).string)
    return try database.read {
      try String.fetchAll(
        $0, sql: "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master"
      ).sorted()
    }
  }

  private func answer(_ sql: String, _ reader: CaseReader) throws -> [String] {
    try reader.run(sql).rows.map { row in
      row.map { value in
        switch value {
        case .null: "-"
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .text(let text): text
        case .blob: "blob"
        }
      }.joined(separator: " ")
    }
  }

  @Test(arguments: versions + [whole])
  func earlierCasesHaveTheTablesOfANewOne(_ version: String) throws {
    let old = try folder(version)
    _ = try SQLiteCase(in: old.path)
    let new = try TemporaryFolder()
    _ = try SQLiteCase(creatingIn: new.path)
    #expect(try schema(of: old.path) == schema(of: new.path))
  }

  @Test(arguments: versions)
  func earlierCasesAnswerTheSame(_ version: String) throws {
    let old = try folder(version)
    // Readers bring the case up to date, too.
    let reader = try CaseReader(in: old.path)
    let isDecided = version >= "3"
    let isPartial = version >= "5"
    #expect(
      try answer(
        "SELECT id, faces, media, alone, degree, first, last FROM person ORDER BY id", reader) == [
          "0 2 2 0 2 2024-05-01T10:00:00Z 2024-05-01T11:00:00Z",
          "1 4 3 0 2 2024-05-01T10:00:00Z 2024-08-12T09:00:00Z",
          isDecided
            ? "2 3 3 1 2 2024-05-01T11:00:00Z 2024-08-12T09:00:00Z"
            : "2 4 3 1 2 2024-05-01T11:00:00Z 2024-08-12T09:00:00Z",
          isPartial
            ? "3 1 1 0 0 2024-08-12T09:00:00Z 2024-08-12T09:00:00Z"
            : "3 2 2 1 0 2024-08-10T09:00:00Z 2024-08-12T09:00:00Z",
        ])
    #expect(
      try answer(
        "SELECT person_a, person_b, media, frames, last FROM cooccurrence ORDER BY 1, 2", reader)
        == [
          "0 1 2 2 2024-05-01T11:00:00Z", "0 2 1 1 2024-05-01T11:00:00Z",
          "1 2 2 2 2024-08-12T09:00:00Z",
        ])
    #expect(
      try answer("SELECT path, files, persons FROM media ORDER BY path", reader)
        == [
          "copies/b.jpg 2 3", "party/a.jpg 1 2", "party/c.jpg 1 1", "trip/d.jpg 1 1",
          "trip/v.mp4 1 3",
        ].filter { !isPartial || !$0.hasPrefix("trip/d") })
    #expect(try answer("SELECT count(*) FROM centrality", reader) == ["0"])
    #expect(
      try answer("SELECT command, failures FROM run", reader) == ["import 1"])
    let names = try answer("SELECT name FROM person WHERE name IS NOT NULL", reader)
    #expect(names == (version >= "2-comm" && version != "2-copies" ? ["Ada"] : []))

    let store = try SQLiteCase(in: old.path)
    #expect(
      try store.media().allSatisfy { $0.recipe == .imported(fingerprint: "0123456789abcdef") })
    #expect(try store.decisions().map(\.content.kind) == (isDecided ? [.reject, .name] : []))
    #expect(try store.decisions().map(\.stands) == (isDecided ? [true, false] : []))
    #expect(try store.formerFaces().map(\.person) == (isPartial ? [3] : []))
    #expect(try store.neighborLists()?.faceIDs.count == (isPartial ? 12 : nil))
  }

  @Test func aWholeEarlierCaseAnswersTheSame() throws {
    let old = try folder(Self.whole)
    let reader = try CaseReader(in: old.path)
    #expect(
      try answer(
        "SELECT id, name, faces, media, alone, degree, first, last FROM person ORDER BY id", reader)
        == [
          "0 Ada 5 5 3 1 2010-05-10T10:04:01Z 2024-05-01T10:00:00Z",
          "1 - 2 2 1 1 2010-05-10T10:04:01Z 2010-05-10T10:04:01Z",
          "2 - 1 1 0 0 2024-05-01T10:00:00Z 2024-05-01T10:00:00Z",
        ])
    #expect(
      try answer("SELECT person_a, person_b, media, frames FROM cooccurrence", reader)
        == ["0 1 1 1"])
    #expect(
      try answer("SELECT path, files, persons FROM media ORDER BY path", reader)
        == [
          "Party/biden.jpg 1 1", "Party/both.jpg 1 2", "Party/obama.jpg 2 1",
          "Party/obama2.jpg 1 1", "Trip/clip.mp4 1 2", "Trip/obama3.jpg 1 1",
        ])
    #expect(try answer("SELECT path FROM passed_over", reader) == ["Trip/a.xmp", "Trip/b.docx"])
    #expect(
      try answer("SELECT path, reason FROM failure ORDER BY 1", reader)
        == ["Trip/broken.jpg not-a-picture", "Trip/cut.jpg damaged"])
    #expect(
      try answer("SELECT person_id, start_ms, end_ms, frames FROM span ORDER BY 1", reader)
        == ["0 0 2100 1", "2 2200 4100 1"])
    #expect(
      try answer("SELECT kind, name, undone IS NULL FROM decision ORDER BY id", reader)
        == ["name Ada 1", "confirm - 1", "different - 1", "name Ben 0", "reject - 1"])
    let store = try SQLiteCase(in: old.path)
    #expect(try store.encoder() == .sface)
    #expect(try store.faces().count == 8)
  }

  /// Programs that open an old case together bring it up to date once, to write and to read.
  @Test(arguments: versions + [whole])
  func earlierCasesAreOpenedByManyTogether(_ version: String) throws {
    let old = try folder(version)
    let path = old.path
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { number in
      do {
        if number % 2 == 0 {
          _ = try SQLiteCase(in: path).media()
        } else {
          _ = try CaseReader(in: path).run("SELECT count(*) FROM person")
        }
      } catch { failures.withLock { $0.append("\(error)") } }
    }
    #expect(failures.withLock { $0 }.isEmpty)
    let new = try TemporaryFolder()
    _ = try SQLiteCase(creatingIn: new.path)
    #expect(try schema(of: path) == schema(of: new.path))
  }

  @Test func aCaseFromTheFutureIsRefused() throws {
    let folder = try TemporaryFolder()
    _ = try SQLiteCase(creatingIn: folder.path)
    let database = try DatabaseQueue(path: folder.path.appending(SQLiteCase.fileName).string)
    try database.write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999 from the future')")
    }
    try database.close()
    let isNewer: @Sendable (any Error) -> Bool = {
      if case CaseError.newer = $0 { true } else { false }
    }
    #expect { try SQLiteCase(in: folder.path) } throws: { isNewer($0) }
    #expect { try CaseReader(in: folder.path) } throws: { isNewer($0) }
  }

  /// A step that cases have been through never changes.
  @Test func stepsAreFrozen() {
    let hashes = Migrations.steps.map { ContentHash.of(Array($0.sql.utf8)).prefix(16) }
    #expect(hashes.map { String($0) } == Self.frozen)
    #expect(Set(Migrations.steps.map(\.name)).count == Migrations.steps.count)
  }

  /// What each step's SHA-256 begins with; append those of new steps.
  private static let frozen = [
    "db8af66e9b9e4e37",
    "912bcd8b2ccdb7af",
    "9da5e3c241a414ba",
    "0bd7e782d923ab8d",
    "f9c3197cabfcfcd6",
    "b59fcf74678e74b9",
    "3fe778e34cb03a44",
    "6af0730deeaec1f2",
    "73007a8ed164e86b",
    "d6938785ca2d019a",
    "1d6a72df30cc9045",
    "241069678df01788",
    "092d9404c93dc23d",
    "310196437cb7d48d",
    "c225901796e1a097",
    "13625aa034f29c8a",
    "1784f6de982204cf",
  ]
}
