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
  ///   - marks: Why faces are doubtful, in a word; of those that are.
  ///   - artefacts: Who is probably no person.
  ///   - revision: The state of the case in which it was found. Where somebody decided since, nothing
  ///     is noted.
  public func setConfidence(
    faces: [(FaceID, Double)], persons: [(PersonID, Double)], marks: [(FaceID, String)] = [],
    artefacts: Set<PersonID> = [], since revision: DecisionRevision
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
      try db.execute(sql: "DELETE FROM face_mark")
      let mark = try db.makeStatement(
        sql: "INSERT INTO face_mark (face_id, mark) SELECT id, ?2 FROM face_detection WHERE id = ?1"
      )
      for (id, word) in marks { try mark.execute(arguments: [id, word]) }
      let before = try PersonID.fetchSet(db, sql: "SELECT person_id FROM person_artefact")
      guard before != artefacts else { return }
      // The people graph has other nodes now.
      try db.execute(
        sql: """
          DELETE FROM person_artefact;
          DELETE FROM measure_record;
          UPDATE person_summary SET community = NULL;
          """)
      let artefact = try db.makeStatement(
        sql: "INSERT INTO person_artefact (person_id) VALUES (?)")
      for id in artefacts.sorted() { try artefact.execute(arguments: [id]) }
    }
  }

  /// Every face with what tells whether it is one, by rising ID.
  public func sightings() throws -> [FaceSighting] {
    try database.read { db in
      var detectors: [MediaID: String] = [:]
      for media in try Media.fetchAll(db) { detectors[media.id] = media.recipe.finding?.detector }
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT id, person_id, media_id, time, top_edge, right_edge, bottom_edge, left_edge, score,
            sharpness_quality, landmarks, is_drawn
          FROM face_detection ORDER BY id
          """)
      var sightings: [FaceSighting] = []
      while let row = try rows.next() {
        let media: MediaID = row["media_id"]
        sightings.append(
          FaceSighting(
            id: row["id"], person: row["person_id"], media: media, time: row["time"],
            box: FaceBox(row), detector: row["is_drawn"] ? nil : detectors[media],
            score: row["score"], sharpness: row["sharpness_quality"],
            landmarks: try row.withUnsafeData(named: "landmarks") { Array(floats: $0) }))
      }
      return sightings
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
