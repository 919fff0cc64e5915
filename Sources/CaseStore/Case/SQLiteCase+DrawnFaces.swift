import Domain
import GRDB

extension SQLiteCase {
  /// The places of all faces that were drawn by hand, by the content hash of their media: whoever
  /// looks at these media again looks there, too.
  public func drawnPlaces() throws -> [String: [DecidedFace]] {
    try database.read { db in
      Dictionary(
        grouping: try Self.decisions(db).filter { $0.stands && $0.content.kind == .add }
          .flatMap { $0.content.faces.filter(\.isSubject) }, by: \.sha256)
    }
  }

  /// Puts a drawn face into the case, as nobody's.
  static func insert(_ drawn: DrawnFace, _ db: Database) throws -> FaceID {
    var face = drawn.face
    face.isDrawn = true
    try FaceRecord(face: face, media: drawn.media, person: nil).insert(db)
    let id = FaceID(Int(db.lastInsertedRowID))
    if let frame = drawn.frame {
      try db.execute(
        sql: """
          INSERT INTO face_frame (face_id, number, width, height, until) VALUES (?, ?, ?, ?, ?)
          """, arguments: [id, frame.number, frame.width, frame.height, frame.until])
    }
    return id
  }

  /// Deletes the faces that are at these places because they were drawn there.
  static func deleteDrawnFaces(_ places: [DecidedFace], _ db: Database) throws {
    for place in places where place.isSubject {
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT id, person_id FROM face_detection
          WHERE is_drawn AND media_id = (SELECT id FROM media_item WHERE sha256 = ?)
            AND time IS ? AND top_edge = ? AND right_edge = ? AND bottom_edge = ? AND left_edge = ?
          """,
        arguments: [
          place.sha256, place.time, place.box.top, place.box.right, place.box.bottom,
          place.box.left,
        ])
      for row in rows {
        let id: FaceID = row[0]
        try db.execute(sql: "DELETE FROM face_detection WHERE id = ?", arguments: [id])
        if let person: PersonID = row[1] { try Appearances.refresh(of: [person], db) }
      }
    }
  }
}
