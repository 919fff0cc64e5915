import Domain
import Foundation
import GRDB

extension SQLiteCase {
  /// Every file that was found in a folder of media and not read.
  public func passedOver() throws -> [PassedOver] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT location, path, kind, size, modified FROM passed_over_file ORDER BY path, location
          """
      ).map { row in
        PassedOver(
          location: Array(row["location"] as Data), path: row["path"], kind: row["kind"],
          size: row["size"], modified: row["modified"])
      }
    }
  }

  /// Notes files that were not read; one that was noted before is noted anew.
  public func save(_ files: [PassedOver]) throws {
    guard !files.isEmpty else { return }
    try database.write { db in
      let insert = try db.makeStatement(
        sql: """
          INSERT OR REPLACE INTO passed_over_file (location, path, kind, size, modified)
          VALUES (?, ?, ?, ?, ?)
          """)
      for file in files {
        try insert.execute(arguments: [
          Data(file.location), file.path, file.kind, file.size, file.modified,
        ])
      }
    }
  }
}
