import CaseStore
import Dispatch
import Files
import Foundation
import GRDB
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// Cases that are made, shared, read where nothing may be written, or of an older version.
@Suite struct CaseOpeningTests {
  private let folder: TemporaryFolder
  private let path: FilePath

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path.appending("case")
  }

  private var file: FilePath { path.appending(SQLiteCase.fileName) }

  private func permissions(_ path: FilePath) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path.string)[.posixPermissions] as? Int
  }

  @Test func aCaseIsForItsOwnerAlone() throws {
    let storage = try SQLiteCase(creatingIn: path)
    _ = try storage.sourceFolder(Array("/photos".utf8), label: "")
    #expect(try permissions(path) == 0o700)
    for name in try FileManager.default.contentsOfDirectory(atPath: path.string) {
      #expect(try permissions(path.appending(name)) == 0o600, "\(name)")
    }
  }

  /// Twenty at once make one case, and none of their folders is lost.
  @Test func manyMayMakeACaseTogether() throws {
    let path = path
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 20) { i in
      do {
        let storage = try SQLiteCase(creatingIn: path)
        let source = try storage.sourceFolder(Array("/\(i)/photos".utf8), label: "")
        #expect(source.root == Array("/\(i)/photos".utf8))
      } catch { failures.withLock { $0.append("\(error)") } }
    }
    #expect(failures.withLock { $0 }.isEmpty)
    let labels = try SQLiteCase(in: path).sourceFolders().map(\.label)
    #expect(labels.count == 20 && Set(labels).count == 20)
    #expect(labels.contains("") && labels.contains("photos"))
  }

  /// Makes the case one of the version before files that were written are noted.
  private func makeOlder() throws {
    _ = try SQLiteCase(creatingIn: path)
    let queue = try DatabaseQueue(path: file.string)
    try queue.write { db in
      try db.execute(
        sql: """
          DELETE FROM grdb_migrations WHERE identifier LIKE '% files written';
          DROP TABLE output_file;
          CREATE TABLE annotated_copy (
            location BLOB PRIMARY KEY, fingerprint TEXT NOT NULL, size INTEGER NOT NULL,
            modified INTEGER NOT NULL) WITHOUT ROWID;
          INSERT INTO annotated_copy VALUES (x'2f61', 'f', 1, 2);
          """)
      try db.execute(sql: "INSERT INTO source_folder (root, label) VALUES (x'2f', 'old')")
    }
    try queue.close()
  }

  @Test func askingAnOlderCaseChangesNothing() throws {
    try makeOlder()
    let before = try ContentHash.of(file: file)
    let reader = try CaseReader(in: path)
    #expect(try reader.run("SELECT count(*) FROM media").rows == [[.integer(0)]])
    let storage = try SQLiteCase(reading: path)
    #expect(storage.isReadOnly)
    #expect(try storage.sourceFolders().map(\.label) == ["old"])
    #expect(try storage.output(at: "/a")?.fingerprint == "f")
    try storage.note(OutputFile(location: "/b", stamp: FileStamp(size: 1, modified: 1)))
    #expect(try ContentHash.of(file: file) == before)
    #expect(try SQLiteCase(in: path).output(at: "/a")?.stamp == FileStamp(size: 1, modified: 2))
  }

  /// A case that was copied without what belongs to its journal, as of a program that was killed.
  @Test func whatStandsInAJournalIsReadWhereNothingMayBeWritten() throws {
    let storage = try SQLiteCase(creatingIn: path)
    _ = try storage.sourceFolder(Array("/photos".utf8), label: "x")
    let copy = folder.path.appending("copy")
    try FileManager.default.createDirectory(
      atPath: copy.string, withIntermediateDirectories: false)
    for name in ["case.sqlite", "case.sqlite-wal"] {
      try FileManager.default.copyItem(
        atPath: path.appending(name).string, toPath: copy.appending(name).string)
    }
    withExtendedLifetime(storage) {}
    // A folder of that name keeps even root from making the file that SQLite needs.
    try FileManager.default.createDirectory(
      atPath: copy.appending("case.sqlite-shm").string, withIntermediateDirectories: false)
    #expect(try CaseReader(in: copy).run("SELECT 1").rows == [[.integer(1)]])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: copy.string).sorted()
        == ["case.sqlite", "case.sqlite-shm", "case.sqlite-wal"])
  }

  /// For root, permissions are no obstacle; there it is only read.
  @Test func aWriteProtectedCaseAnswers() throws {
    _ = try SQLiteCase(creatingIn: path).sourceFolder(Array("/photos".utf8), label: "x")
    for (name, mode) in [(file.string, 0o400), (path.string, 0o500)] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: name)
    }
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path.string)
    }
    #expect(try SQLiteCase(reading: path).sourceFolders().map(\.label) == ["x"])
    #expect(try CaseReader(in: path).run("SELECT 1").rows == [[.integer(1)]])
    if geteuid() != 0 { #expect(throws: CaseError.readOnly) { try SQLiteCase(in: path) } }
  }

  /// What a killed program began and did nothing in goes; others are told of who is at work.
  @Test func runsAreAnnouncedAndSwept() throws {
    let storage = try SQLiteCase(creatingIn: path)
    let run = NewRun(command: "index", version: "1", parameters: "{}", models: "{}")
    _ = try storage.begin(run)
    #expect(storage.otherActivity() == nil)
    let announcement = try storage.announceRun()
    #expect(try CaseReader(in: path).run("SELECT * FROM run").rows.isEmpty)
    _ = try storage.begin(run)
    let other = try SQLiteCase(in: path)
    // A run of one's own is nobody else's.
    #expect(other.otherActivity() == nil)
    try DatabaseQueue(path: file.string).write {
      try $0.execute(
        sql: """
          INSERT INTO run_record (command, version, started, parameters, models, counts)
          VALUES ('index', '1', '2024-05-01T10:00:00Z', '{}', '{}', '{}')
          """)
    }
    #expect(
      other.otherActivity() == "another wwww is indexing this case since 2024-05-01T10:00:00Z")
    let second = try other.announceRun()
    #expect(try CaseReader(in: path).run("SELECT * FROM run").rows.count == 2)
    withExtendedLifetime((announcement, second)) {}
  }
}
