import Domain
import GRDB

extension SQLiteCase {
  /// The faces of persons that are no longer in the case, oldest first.
  public func formerFaces() throws -> [FormerFace] {
    try database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT person_id, encoder, embedding, is_recent FROM former_face ORDER BY id"
      ).map { row in
        FormerFace(
          person: row["person_id"],
          encoder: try row.decode(forColumn: "encoder"),
          embedding: try row.withUnsafeData(named: "embedding") { Array(floats: $0) },
          isRecent: row["is_recent"])
      }
    }
  }

  /// After a clustering: former faces whose persons have faces are forgotten.
  static func forgetFormerFaces(_ db: Database) throws {
    try db.execute(
      sql: """
        DELETE FROM former_face WHERE EXISTS (
          SELECT 1 FROM face_detection WHERE face_detection.person_id = former_face.person_id);
        UPDATE former_face SET is_recent = 0;
        """)
  }
}
