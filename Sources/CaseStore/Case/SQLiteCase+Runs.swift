import Domain
import Foundation
import GRDB

extension SQLiteCase {
  /// Opens a run.
  public func begin(_ run: NewRun) throws -> RunID {
    try database.write { db in
      try run.insert(db)
      return RunID(Int(db.lastInsertedRowID))
    }
  }

  /// Takes back a run that came to nothing; one that formed persons stays, unfinished.
  public func cancel(_ run: RunID) throws {
    try database.write { db in
      try db.execute(
        sql: """
          DELETE FROM run_record WHERE id = ?1 AND finished IS NULL
            AND NOT EXISTS (SELECT 1 FROM person_record WHERE first_run = ?1)
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
