import Domain
import GRDB

extension SQLiteCase {
  /// How many clusterings are kept with what became of each face; of older ones the figures stay.
  static let keptClusterings = 20

  /// Every clustering, the undone ones too, oldest first.
  public func clusterings() throws -> [ClusteringRecord] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT run_id, started, author, parameters, counts, undone, undone_by,
            EXISTS (SELECT 1 FROM clustering_face
              WHERE clustering_face.run_id = clustering_record.run_id) AS has_faces
          FROM clustering_record JOIN run_record ON run_record.id = run_id ORDER BY run_id
          """
      ).map {
        ClusteringRecord(
          run: $0["run_id"], time: $0["started"], author: $0["author"],
          parameters: $0["parameters"], counts: $0["counts"], undoneTime: $0["undone"],
          undoneBy: $0["undone_by"], hasFaces: $0["has_faces"])
      }
    }
  }

  /// What a clustering made of each face that was or became somebody's, by rising face.
  public func clusteredFaces(of run: RunID) throws -> [ClusteredFace] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT face_id, before_id, after_id FROM clustering_face WHERE run_id = ?
          ORDER BY face_id
          """, arguments: [run]
      ).map { ClusteredFace(face: $0[0], before: $0[1], after: $0[2]) }
    }
  }

  /// Marks a clustering as undone, and gives the faces it moved back to whose they were, unless they
  /// were given to somebody else since. Returns how many faces went back.
  ///
  /// - Throws: `CaseError.decidedMeanwhile` where the case is in another state than `revision`.
  public func undoClustering(_ run: RunID, author: String, since revision: DecisionRevision)
    throws -> Int
  {
    try database.write { db in
      guard try Self.decisionRevision(db) == revision else { throw CaseError.decidedMeanwhile }
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT face_id, before_id FROM clustering_face
          JOIN face_detection ON face_detection.id = face_id
          WHERE run_id = ? AND before_id IS NOT after_id AND person_id IS after_id
          """, arguments: [run])
      var persons: [FaceID: PersonID?] = [:]
      for row in rows { persons.updateValue(row[1], forKey: row[0]) }
      try db.execute(
        sql: """
          UPDATE clustering_record
          SET undone = strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), undone_by = ? WHERE run_id = ?
          """, arguments: [author, run])
      try Self.assign(persons, db)
      return persons.count
    }
  }

  /// The state of decisions and clusterings now.
  public func decisionRevision() throws -> DecisionRevision {
    try database.read(Self.decisionRevision)
  }

  /// The persons of some faces; whoever is nobody's is missing.
  public func personIDs(among faces: [FaceID]) throws -> [FaceID: PersonID] {
    try database.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT face_detection.id, person_id FROM json_each(?)
          JOIN face_detection ON face_detection.id = value WHERE person_id IS NOT NULL
          """, arguments: ["[\(faces.map(\.description).joined(separator: ","))]"])
      var persons: [FaceID: PersonID] = [:]
      while let row = try rows.next() { persons[row[0]] = row[1] }
      return persons
    }
  }

  /// Notes what a clustering makes of the faces; `nil` is nobody.
  static func noteClustering(
    _ faces: [(FaceID, before: PersonID?, after: PersonID?)], run: RunID, author: String,
    _ db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO clustering_record (run_id, author) VALUES (?, ?);
        DELETE FROM clustering_face WHERE run_id NOT IN (
          SELECT run_id FROM clustering_record ORDER BY run_id DESC LIMIT \(keptClusterings))
        """, arguments: [run, author])
    let insert = try db.makeStatement(
      sql: """
        INSERT OR REPLACE INTO clustering_face (run_id, face_id, before_id, after_id)
        VALUES (?, ?, ?, ?)
        """)
    for (face, before, after) in faces where before != nil || after != nil {
      try insert.execute(arguments: [
        run, face, before, after,
      ])
    }
  }
}
