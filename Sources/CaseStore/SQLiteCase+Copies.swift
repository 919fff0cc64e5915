import Foundation
import GRDB

extension SQLiteCase {
  /// The annotated copies that were written, wherever they are.
  public func annotatedCopies() throws -> [AnnotatedCopy] {
    try database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT location, fingerprint, size, modified FROM annotated_copy"
      ).map { row in
        AnnotatedCopy(
          location: Array(row["location"] as Data), fingerprint: row["fingerprint"],
          size: row["size"], modified: row["modified"])
      }
    }
  }

  /// Notes copies that were written; one at the same place replaces the earlier.
  public func save(_ copies: [AnnotatedCopy]) throws {
    try database.write { db in
      let insert = try db.makeStatement(
        sql: """
          INSERT OR REPLACE INTO annotated_copy (location, fingerprint, size, modified)
          VALUES (?, ?, ?, ?)
          """)
      for copy in copies {
        try insert.execute(arguments: [
          Data(copy.location), copy.fingerprint, copy.size, copy.modified,
        ])
      }
    }
  }
}
