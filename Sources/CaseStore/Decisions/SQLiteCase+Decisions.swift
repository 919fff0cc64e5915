import Domain
import GRDB

extension SQLiteCase {
  /// Every decision, the undone ones too, oldest first.
  public func decisions() throws -> [Decision] {
    try database.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT decision_id, sha256, time, top_edge, right_edge, bottom_edge, left_edge, person_id,
            is_subject
          FROM decision_face ORDER BY decision_id, position
          """)
      var faces: [DecisionID: [DecidedFace]] = [:]
      while let row = try rows.next() {
        faces[row["decision_id"], default: []].append(
          DecidedFace(
            sha256: row["sha256"], time: row["time"], box: FaceBox(row),
            person: row["person_id"], isSubject: row["is_subject"]))
      }
      return try Row.fetchAll(db, sql: "SELECT * FROM decision_record ORDER BY id").map { row in
        let id: DecisionID = row["id"]
        return Decision(
          id: id,
          content: NewDecision(
            try row.decode(forColumn: "kind"), of: row["person_id"],
            other: row["other_id"], name: row["name"], oldName: row["old_name"],
            faces: faces[id] ?? [], author: row["author"]),
          time: row["time"], undoneTime: row["undone"], undoneBy: row["undone_by"])
      }
    }
  }

  /// What a decision about `persons` must be checked against: all faces of the media in which they
  /// are, or which decisions that stand are about.
  public func decisionScope(of persons: Set<PersonID>) throws -> DecisionScope {
    try database.read { db in
      let named = persons.sorted().map(\.description).joined(separator: ", ")
      let rows = try Row.fetchCursor(
        db,
        sql: """
          WITH scope AS (
            SELECT media_id AS id FROM face_detection WHERE person_id IN (\(named))
            UNION
            SELECT media_item.id FROM decision_face
            JOIN decision_record ON decision_record.id = decision_id AND undone IS NULL
            JOIN media_item ON media_item.sha256 = decision_face.sha256
          )
          SELECT \(FaceTable.columns), (SELECT sha256 FROM media_item WHERE id = media_id) AS sha256
          FROM face_detection WHERE media_id IN (SELECT id FROM scope) ORDER BY id
          """)
      var scope = DecisionScope()
      while let row = try rows.next() {
        scope.faces.append(row)
        scope.hashes[row["media_id"]] = row["sha256"]
      }
      return scope
    }
  }

  /// Records a decision, and gives the faces it is about their persons, all or nothing.
  public func record(
    _ decision: NewDecision, assigning persons: [FaceID: PersonID?], run: RunID
  ) throws -> Decision {
    try database.write { db in
      if let other = decision.other {
        try db.execute(
          sql: "INSERT OR IGNORE INTO person_record (id, first_run) VALUES (?, ?)",
          arguments: [other, run])
      }
      try db.execute(
        sql: """
          INSERT INTO decision_record (kind, person_id, other_id, name, old_name, author)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          decision.kind.rawValue, decision.person, decision.other, decision.name, decision.oldName,
          decision.author,
        ])
      let id = DecisionID(Int(db.lastInsertedRowID))
      let insert = try db.makeStatement(
        sql: """
          INSERT INTO decision_face (decision_id, position, sha256, time, top_edge, right_edge,
            bottom_edge, left_edge, person_id, is_subject)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      for (position, face) in decision.faces.enumerated() {
        try insert.execute(arguments: [
          id, position, face.sha256, face.time, face.box.top, face.box.right, face.box.bottom,
          face.box.left, face.person, face.isSubject,
        ])
      }
      try Self.assign(persons, db)
      let time = try String.fetchOne(
        db, sql: "SELECT time FROM decision_record WHERE id = ?", arguments: [id])
      return Decision(id: id, content: decision, time: time ?? "")
    }
  }

  /// Marks a decision as undone, and gives faces back to persons, all or nothing.
  public func undo(
    _ decision: DecisionID, author: String, assigning persons: [FaceID: PersonID?]
  ) throws {
    try database.write { db in
      try db.execute(
        sql: """
          UPDATE decision_record
          SET undone = strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), undone_by = ? WHERE id = ?
          """, arguments: [author, decision])
      try Self.assign(persons, db)
    }
  }

  private static func assign(_ persons: [FaceID: PersonID?], _ db: Database) throws {
    var writer = try AssignmentWriter(db)
    let before = try db.makeStatement(sql: "SELECT person_id FROM face_detection WHERE id = ?")
    for (face, person) in persons.sorted(by: { $0.key < $1.key }) {
      guard let row = try Row.fetchOne(before, arguments: [face]) else { continue }
      try writer.give(face, from: row[0], to: person)
    }
    try refreshAppearances(of: writer.changed, db)
  }
}
