import Domain
import Foundation
import GRDB

extension SQLiteCase {
  /// Every face, by rising ID.
  ///
  /// - Parameter withEmbeddings: Whether faces will be compared: embeddings take most of the room.
  /// - Complexity: O(faces); 512 bytes a face for the embedding.
  public func faces(withEmbeddings: Bool = true) throws -> FaceTable {
    try database.read { db in
      var table = FaceTable()
      let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM face_detection") ?? 0
      table.reserveCapacity(count, withEmbeddings: withEmbeddings)
      let columns = FaceTable.columns + (withEmbeddings ? ", embedding" : "")
      let rows = try Row.fetchCursor(db, sql: "SELECT \(columns) FROM face_detection ORDER BY id")
      while let row = try rows.next() {
        try table.append(row)
        if withEmbeddings { try table.appendEmbedding(of: row) }
      }
      let confidences = try Self.faceConfidences(db)
      table.confidences = table.ids.map { confidences[$0] }
      return table
    }
  }

  /// The encoder whose faces are grouped and searched: that of the face that was found last. Faces
  /// that were imported count where no others are.
  public func encoder() throws -> EncoderKind {
    try database.read { db in
      let found = try EncoderKind.fetchOne(
        db,
        sql: """
          SELECT encoder FROM face_detection JOIN media_item ON media_item.id = media_id
          ORDER BY recipe LIKE 'import %', face_detection.id DESC LIMIT 1
          """)
      let former = try EncoderKind.fetchOne(
        db, sql: "SELECT encoder FROM former_face ORDER BY id DESC LIMIT 1")
      return found ?? former ?? .sface
    }
  }

  /// Every person who was ever formed, by rising ID.
  public func persons() throws -> [Person] { try database.read(Self.persons) }

  static func persons(_ db: Database) throws -> [Person] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT person_record.id, name, name_probability, coalesce(faces, 0) AS faces,
          confidence,
          name IS NULL AND person_record.id IN (SELECT person_id FROM person_artefact) AS artefact
        FROM person_record LEFT JOIN person_summary ON person_summary.person_id = person_record.id
          LEFT JOIN person_confidence ON person_confidence.person_id = person_record.id
        ORDER BY person_record.id
        """
    ).map {
      Person(
        id: $0["id"], name: $0["name"], nameProbability: $0["name_probability"],
        faceCount: $0["faces"], confidence: $0["confidence"], isArtefact: $0["artefact"])
    }
  }

  /// The least ID that no person has had.
  public func nextPersonID() throws -> PersonID {
    try database.read { db in
      try PersonID.fetchOne(db, sql: "SELECT coalesce(max(id) + 1, 0) FROM person_record") ?? 0
    }
  }

  /// Gives each of some faces its person, and notes it as a clustering; `nil` is nobody. IDs that are
  /// new become persons; persons without faces stay known, so that no ID is used twice. Former faces
  /// of persons with faces are forgotten.
  ///
  /// - Throws: `CaseError.decidedMeanwhile` where the case is in another state than `revision`.
  public func assign(
    _ personIDs: [PersonID?], faceIDs: [FaceID], run: RunID, author: String = "unknown",
    since revision: DecisionRevision? = nil
  ) throws {
    precondition(personIDs.count == faceIDs.count, "one person, or nobody, for each face")
    try database.write { db in
      if let revision, try Self.decisionRevision(db) != revision {
        throw CaseError.decidedMeanwhile
      }
      let form = try db.makeStatement(
        sql: "INSERT OR IGNORE INTO person_record (id, first_run) VALUES (?, ?)")
      for id in Set(personIDs.compactMap { $0 }).sorted() {
        try form.execute(arguments: [id, run])
      }
      // Re-clustering mostly changes little.
      var before: [FaceID: PersonID] = [:]
      let rows = try Row.fetchCursor(
        db, sql: "SELECT id, person_id FROM face_detection WHERE person_id IS NOT NULL")
      while let row = try rows.next() { before[row[0]] = row[1] }
      try Self.noteClustering(
        zip(faceIDs, personIDs).map { ($0, before[$0], $1) }, run: run, author: author, db)
      var writer = try AssignmentWriter(db)
      for (person, face) in zip(personIDs, faceIDs) {
        try writer.give(face, from: before[face], to: person)
      }
      try Appearances.refresh(of: writer.changed, db)
      try Self.forgetFormerFaces(db)
    }
  }
}
