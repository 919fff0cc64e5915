import Domain
import Foundation
import GRDB

extension SQLiteCase {
  /// Tells others, as long as the result lives, that a run is under way. Runs that came to nothing
  /// because their program was killed are taken back.
  public func announceRun() throws -> RunAnnouncement {
    if let lock = try CaseLock(.running, in: folder) {
      // Nobody else runs, so what is unfinished will stay so.
      try database.write { db in
        try db.execute(
          sql: """
            DELETE FROM run_record WHERE finished IS NULL
              AND NOT EXISTS (SELECT 1 FROM person_record WHERE first_run = run_record.id)
              AND NOT EXISTS (SELECT 1 FROM clustering_record WHERE run_id = run_record.id)
              AND NOT EXISTS (SELECT 1 FROM decision_record WHERE run_id = run_record.id)
              AND NOT EXISTS (SELECT 1 FROM failure_record WHERE run_id = run_record.id)
              AND NOT EXISTS (SELECT 1 FROM first_seen WHERE run_id = run_record.id)
            """)
      }
      lock.share()
      return RunAnnouncement(lock: lock)
    }
    return RunAnnouncement(lock: try CaseLock(.running, in: folder, isShared: true, seconds: 1))
  }

  /// What another program does to the case now, in a sentence; `nil` where that is not known.
  public func otherActivity() -> String? {
    CaseDatabase.activity(in: folder)
  }

  /// Opens a run.
  public func begin(_ run: NewRun) throws -> RunID {
    try database.write { db in
      try run.insert(db)
      let id = RunID(Int(db.lastInsertedRowID))
      CaseWaiting.note(own: id, in: folder)
      return id
    }
  }

  /// Takes back a run that came to nothing; one that formed persons stays, unfinished.
  public func cancel(_ run: RunID) throws {
    try database.write { db in
      try db.execute(
        sql: """
          DELETE FROM run_record WHERE id = ?1 AND finished IS NULL
            AND NOT EXISTS (SELECT 1 FROM person_record WHERE first_run = ?1)
            AND NOT EXISTS (SELECT 1 FROM first_seen WHERE run_id = ?1)
          """, arguments: [run])
    }
  }

  /// Closes a run with its figures and failures.
  public func finish(_ run: RunID, counts: [String: Int], failures: [Failure]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let figures = String(decoding: try encoder.encode(counts), as: UTF8.self)
    try database.write { db in
      try db.execute(
        sql: """
          UPDATE run_record
          SET finished = strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), counts = ? WHERE id = ?
          """, arguments: [figures, run])
      let insert = try db.makeStatement(
        sql: "INSERT INTO failure_record (run_id, path, reason, message) VALUES (?, ?, ?, ?)")
      for failure in failures {
        try insert.execute(arguments: [run, failure.path, failure.reason, failure.message])
      }
    }
  }
}

/// A run that others can see is under way, as long as this lives.
public struct RunAnnouncement: Sendable {
  let lock: CaseLock?
}
