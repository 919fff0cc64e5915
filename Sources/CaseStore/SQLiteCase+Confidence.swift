import Domain
import GRDB

extension SQLiteCase {
  /// Whether it is known of everybody how sure they are. What was changed since is not.
  public func knowsConfidence() throws -> Bool {
    try database.read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT NOT EXISTS (
            SELECT 1 FROM person_summary
            WHERE person_id NOT IN (SELECT person_id FROM person_confidence))
          """) ?? true
    }
  }

  /// Notes how probable it is that faces are their persons', and that persons are one individual, in
  /// place of what was known.
  ///
  /// - Parameters:
  ///   - faces: How sure each face is.
  ///   - persons: How sure each person is.
  ///   - revision: The state of the case in which it was found. Where somebody decided since, nothing
  ///     is noted.
  public func setConfidence(
    faces: [(FaceID, Double)], persons: [(PersonID, Double)], since revision: DecisionRevision
  ) throws {
    try database.write { db in
      guard try Self.decisionRevision(db) == revision else { return }
      try db.execute(sql: "DELETE FROM face_confidence; DELETE FROM person_confidence")
      let face = try db.makeStatement(
        sql: """
          INSERT INTO face_confidence (face_id, confidence)
          SELECT id, ?2 FROM face_detection WHERE id = ?1
          """)
      for (id, confidence) in faces { try face.execute(arguments: [id, confidence]) }
      let person = try db.makeStatement(
        sql: "INSERT INTO person_confidence (person_id, confidence) VALUES (?, ?)")
      for (id, confidence) in persons { try person.execute(arguments: [id, confidence]) }
    }
  }

  /// How probable it is that each face is its person's; a face is missing where it is not known.
  static func faceConfidences(_ db: Database) throws -> [FaceID: Double] {
    var confidences: [FaceID: Double] = [:]
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT face_id, face_confidence.confidence FROM face_confidence
        JOIN face_detection ON face_detection.id = face_id
        JOIN person_confidence ON person_confidence.person_id = face_detection.person_id
        """)
    while let row = try rows.next() { confidences[row[0]] = row[1] }
    return confidences
  }
}
