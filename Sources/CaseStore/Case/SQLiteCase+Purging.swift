import Domain
import Files
import Foundation
import GRDB
import SystemPackage

extension SQLiteCase {
  /// Forgets `target`: embeddings, names, history and lists, and the details of the custody log that
  /// tell of it. What stays is that something was purged, when and by whom, and the hashes and boxes
  /// that keep later indexing from taking it in again.
  ///
  /// What is deleted is overwritten with zeros, the file is written anew without free pages, and the
  /// journal is emptied. What a disk keeps of old blocks is beyond that.
  ///
  /// References: SQLite's `PRAGMA secure_delete`, `VACUUM`, `PRAGMA wal_checkpoint(TRUNCATE)`.
  ///
  /// - Parameters:
  ///   - target: What.
  ///   - who: Who wants it.
  ///   - version: Of the program.
  /// - Throws: `CaseError.busy` where another program works on the case or reads it for long.
  /// - Complexity: O(bytes of the case); room for the case twice over on its disk.
  public func purge(_ target: PurgeTarget, by who: String, version: String) throws -> PurgeReport {
    guard let lock = try CaseLock(.running, in: folder, seconds: 1) else {
      throw CaseError.busy(activity: otherActivity())
    }
    return try withExtendedLifetime(lock) {
      try overwriting()
      var report = try database.write { db in
        var purge: Purge
        switch target {
        case .persons(let persons):
          purge = try Purge(db, "person")
          try purge.forget(persons: persons)
          try purge.finish()
        case .media(let media):
          purge = try Purge(db, "media")
          try purge.forget(media: media)
          try purge.finish()
        case .before(let moment):
          purge = try Purge(db, "before")
          try purge.forget(before: moment)
          try purge.finish()
        case .everything:
          purge = try Purge(db, "case")
          try purge.forgetEverything()
        }
        try Appearances.refresh(of: purge.changed, db)
        try Self.set(.unfinishedPurge, "1", db)
        var details = CustodyDetails()
        (details.who, details.version, details.purged) = (who, version, purge.purged)
        (details.state, details.schema) = try CaseState.hash(db)
        _ = try Self.log(CustodyEntry.purge, details, db)
        return PurgeReport(purged: purge.purged, undated: purge.undated)
      }
      report.outputs = try forgetOutputsThatAreGone()
      try finishPurge()
      return report
    }
  }

  /// Overwrites what a purge left in free pages and in the journal. Needed by itself only where a purge
  /// was stopped.
  public func finishPurge() throws {
    // SQLite's own temporary files stay where the case is.
    setenv("SQLITE_TMPDIR", folder.string, 1)
    defer { unsetenv("SQLITE_TMPDIR") }
    try overwriting()
    try emptyJournal()
    try database.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
    try database.write { try Self.set(.unfinishedPurge, nil, $0) }
    try emptyJournal()
  }

  private func overwriting() throws {
    try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") }
  }

  private func emptyJournal() throws {
    let isBusy = try database.writeWithoutTransaction { db in
      try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")?[0] as Int? ?? 0
    }
    guard isBusy == 0 else {
      throw CaseError.busy(
        activity:
          "another wwww has this case open, such as `wwww review`, so not every trace could "
          + "be overwritten; close it and run `wwww purge --finish`")
    }
  }

  /// The files written for the case that still stand; the others are forgotten.
  private func forgetOutputsThatAreGone() throws -> [FilePath] {
    let (standing, gone) = try outputs().reduce(into: ([FilePath](), [FilePath]())) {
      if isAbsent($1.location) { $0.1.append($1.location) } else { $0.0.append($1.location) }
    }
    try database.write { db in
      let forget = try db.makeStatement(sql: "DELETE FROM output_file WHERE location = ?")
      for location in gone { try forget.execute(arguments: [Data(location.bytes)]) }
    }
    return standing.sorted { $0.string < $1.string }
  }

  /// The contents that were purged as a whole.
  public func purgedContents() throws -> Set<String> {
    try database.read { db in
      Set(try String.fetchAll(db, sql: "SELECT sha256 FROM purged_place WHERE top_edge IS NULL"))
    }
  }
}
