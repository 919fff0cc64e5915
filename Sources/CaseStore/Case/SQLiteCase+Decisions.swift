import Domain
import GRDB

extension SQLiteCase {
  /// Every decision, the undone ones too, oldest first.
  public func decisions() throws -> [Decision] { try database.read { try Self.decisions($0) } }

  /// Every decision, as `decisions()`, where some are known: of these is only read whether they stand.
  public func decisions(knowing known: [Decision]) throws -> [Decision] {
    try database.read { db in
      let last = known.last?.id ?? 0
      var undone: [DecisionID: (time: String, by: String?)] = [:]
      let rows = try Row.fetchCursor(
        db,
        sql:
          "SELECT id, undone, undone_by FROM decision_record WHERE undone IS NOT NULL AND id <= ?",
        arguments: [last])
      while let row = try rows.next() { undone[row[0]] = (row[1], row[2]) }
      return try known.map { decision in
        var decision = decision
        decision.undoneTime = undone[decision.id]?.time
        decision.undoneBy = undone[decision.id]?.by
        return decision
      } + Self.decisions(db, after: last)
    }
  }

  static func decisions(_ db: Database, after last: DecisionID = 0) throws -> [Decision] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT decision_id, sha256, time, top_edge, right_edge, bottom_edge, left_edge, person_id,
          is_subject
        FROM decision_face WHERE decision_id > ? ORDER BY decision_id, position
        """, arguments: [last])
    var faces: [DecisionID: [DecidedFace]] = [:]
    while let row = try rows.next() {
      faces[row["decision_id"], default: []].append(
        DecidedFace(
          sha256: row["sha256"], time: row["time"], box: FaceBox(row),
          person: row["person_id"], isSubject: row["is_subject"]))
    }
    return try Row.fetchAll(
      db, sql: "SELECT * FROM decision_record WHERE id > ? ORDER BY id", arguments: [last]
    ).map { row in
      let id: DecisionID = row["id"]
      return Decision(
        id: id,
        content: NewDecision(
          try row.decode(forColumn: "kind"), of: row["person_id"], other: row["other_id"],
          name: row["name"],
          oldName: row["old_name"], probability: row["probability"], faces: faces[id] ?? [],
          author: row["author"]),
        time: row["time"], run: row["run_id"], undoneTime: row["undone"],
        undoneBy: row["undone_by"])
    }
  }

  static func decisionRevision(_ db: Database) throws -> DecisionRevision {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT (SELECT coalesce(max(id), 0) FROM decision_record),
          (SELECT count(*) FROM decision_record WHERE undone IS NOT NULL)
            + (SELECT count(*) FROM clustering_record WHERE undone IS NOT NULL),
          (SELECT coalesce(max(run_id), 0) FROM clustering_record),
          (SELECT replaced FROM face_revision),
          (SELECT count(*) FROM clustering_record WHERE undone IS NOT NULL)
        """)
    return row.map {
      DecisionRevision(
        decision: $0[0], undone: $0[1], run: $0[2], replacedFaces: $0[3], undoneRuns: $0[4])
    }
      ?? DecisionRevision()
  }

  /// - Throws: `CaseError.decidedMeanwhile` where the case is in another state than `revision`.
  private static func check(_ revision: DecisionRevision?, _ db: Database) throws {
    if let revision, try decisionRevision(db) != revision { throw CaseError.decidedMeanwhile }
  }

  /// What a decision about `persons` must be checked against; see `DecisionScope`.
  public func decisionScope(of persons: Set<PersonID>, faces: Set<FaceID>, media: MediaID? = nil)
    throws -> DecisionScope
  {
    try database.read { db in
      let pointedAt = faces.sorted().map(\.description).joined(separator: ", ")
      let named = persons.sorted().map(\.description).joined(separator: ", ")
      let rows = try Row.fetchCursor(
        db,
        sql: """
          WITH scope AS (
            SELECT media_id AS id FROM face_detection WHERE person_id IN (\(named))
            UNION
            SELECT media_id FROM face_detection WHERE id IN (\(pointedAt))
            UNION
            SELECT media_id FROM face_detection WHERE person_id IN (
              SELECT person_id FROM face_detection WHERE id IN (\(pointedAt)))
            UNION
            SELECT id FROM media_item WHERE id = \(media?.description ?? "NULL")
            UNION
            SELECT media_item.id FROM decision_face
            JOIN decision_record ON decision_record.id = decision_id AND undone IS NULL
            JOIN media_item ON media_item.sha256 = decision_face.sha256
          )
          SELECT \(FaceTable.columns), (SELECT sha256 FROM media_item WHERE id = media_id) AS sha256
          FROM face_detection WHERE media_id IN (SELECT id FROM scope) ORDER BY id
          """)
      var scope = DecisionScope()
      if let media {
        scope.hashes[media] = try String.fetchOne(
          db, sql: "SELECT sha256 FROM media_item WHERE id = ?", arguments: [media])
      }
      scope.revision = try Self.decisionRevision(db)
      scope.decisions = try Self.decisions(db)
      scope.persons = try Self.persons(db)
      while let row = try rows.next() {
        try scope.faces.append(row)
        scope.hashes[row["media_id"]] = row["sha256"]
      }
      return scope
    }
  }

  /// Records a decision, gives the faces it is about their persons and, where it is about a name,
  /// the person the name, all or nothing.
  ///
  /// - Parameters:
  ///   - decision: What was decided.
  ///   - persons: Whose faces are, `nil` for nobody's.
  ///   - run: The run that the decision is.
  ///   - addition: A face that the decision adds.
  ///   - revision: The state in which the decision was found possible.
  /// - Throws: `CaseError.decidedMeanwhile` where the case is in another state; `NameError`.
  public func record(
    _ decision: NewDecision, assigning persons: [FaceID: PersonID?],
    adding addition: DrawnFace? = nil, run: RunID, since revision: DecisionRevision? = nil
  ) throws -> Decision {
    try database.write { db in
      try Self.check(revision, db)
      let people =
        persons.values.compactMap { $0 } + [decision.person, decision.other].compactMap { $0 }
      for person in Set(people).sorted() {
        try db.execute(
          sql: "INSERT OR IGNORE INTO person_record (id, first_run) VALUES (?, ?)",
          arguments: [person, run])
      }
      if decision.kind == .name, let person = decision.person {
        try Self.setName(decision.name, of: person, probability: decision.probability, db)
      } else if decision.kind == .confirm {
        try db.execute(
          sql: "UPDATE person_record SET name_probability = NULL WHERE id = ?",
          arguments: [decision.person])
      }
      try db.execute(
        sql: """
          INSERT INTO decision_record
            (kind, person_id, other_id, name, old_name, author, probability, run_id)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          decision.kind.rawValue, decision.person, decision.other, decision.name, decision.oldName,
          decision.author, decision.probability, run,
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
      var persons = persons
      if let addition {
        persons.updateValue(decision.person, forKey: try Self.insert(addition, db))
      }
      try Self.assign(persons, db)
      let time = try String.fetchOne(
        db, sql: "SELECT time FROM decision_record WHERE id = ?", arguments: [id])
      return Decision(id: id, content: decision, time: time ?? "", run: run)
    }
  }

  /// Marks a decision as undone, gives faces back to persons, and a person the name it had before,
  /// all or nothing.
  ///
  /// - Throws: `CaseError.decidedMeanwhile` where the case is in another state than `revision`;
  ///   `NameError` where the name before is somebody else's now.
  public func undo(
    _ decision: Decision, author: String, assigning persons: [FaceID: PersonID?],
    since revision: DecisionRevision? = nil
  ) throws {
    try database.write { db in
      try Self.check(revision, db)
      if decision.content.kind == .name, let person = decision.content.person {
        let before = try Double.fetchOne(
          db,
          sql: """
            SELECT probability FROM decision_record
            WHERE kind = 'name' AND person_id = ? AND id < ? AND undone IS NULL ORDER BY id DESC
            """, arguments: [person, decision.id])
        try Self.setName(decision.content.oldName, of: person, probability: before, db)
      }
      try db.execute(
        sql: """
          UPDATE decision_record
          SET undone = strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), undone_by = ? WHERE id = ?
          """, arguments: [author, decision.id])
      if decision.content.kind == .confirm {
        try db.execute(
          sql: """
            UPDATE person_record SET name_probability = (
              SELECT probability FROM decision_record
              WHERE kind = 'name' AND person_id = ?1 AND undone IS NULL ORDER BY id DESC LIMIT 1)
            WHERE id = ?1 AND NOT EXISTS (
              SELECT 1 FROM decision_record
              WHERE kind = 'confirm' AND person_id = ?1 AND undone IS NULL)
            """, arguments: [decision.content.person])
      }
      try Self.assign(persons, db)
      if decision.content.kind == .add { try Self.deleteDrawnFaces(decision.content.faces, db) }
    }
  }

  static func assign(_ persons: [FaceID: PersonID?], _ db: Database) throws {
    var writer = try AssignmentWriter(db)
    let before = try db.makeStatement(sql: "SELECT person_id FROM face_detection WHERE id = ?")
    for (face, person) in persons.sorted(by: { $0.key < $1.key }) {
      guard let row = try Row.fetchOne(before, arguments: [face]) else { continue }
      try writer.give(face, from: row[0], to: person)
    }
    try Appearances.refresh(of: writer.changed, db)
  }
}
