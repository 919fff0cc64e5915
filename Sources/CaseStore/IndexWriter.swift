import Foundation
import GRDB

/// Writes what indexing learned, within one transaction.
struct IndexWriter {
  private let db: Database
  private let saveFile: Statement
  private let saveMedia: Statement
  private let saveFace: Statement
  /// What files held before that were overwritten where they stand.
  private var abandoned: Set<MediaID> = []
  /// Whether faces that belong to persons were replaced or dropped.
  private(set) var hasChangedPersons = false

  init(_ db: Database) throws {
    self.db = db
    saveFile = try db.makeStatement(
      sql: """
        INSERT INTO media_file (location, media_id, source_id, path, size, modified)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (location) DO UPDATE SET
          media_id = excluded.media_id, size = excluded.size, modified = excluded.modified
        """)
    saveMedia = try db.makeStatement(
      sql: """
        INSERT INTO media_item (sha256, kind, format, size, width, height, orientation,
          date, latitude, longitude, camera, recipe)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    saveFace = try db.makeStatement(
      sql: """
        INSERT INTO face_detection (media_id, time, top_edge, right_edge, bottom_edge, left_edge,
          score, quality, size_quality, sharpness_quality, pose_quality, landmarks, embedding,
          person_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
  }

  mutating func save(_ item: IndexedFile) throws {
    let known = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT id, recipe FROM media_item WHERE sha256 = ?"),
      arguments: [item.media.sha256])
    let id: MediaID
    if let known {
      id = known["id"]
      if let faces = item.faces, known["recipe"] != item.media.recipe {
        try replaceFaces(of: id, with: faces, recipe: item.media.recipe)
      }
    } else {
      id = try insert(item.media)
      for face in item.faces ?? [] { try insert(face, media: id, person: nil) }
    }
    let before = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT media_id FROM media_file WHERE location = ?"),
      arguments: [Data(item.file.location)])
    if let before, before != id { abandoned.insert(before) }
    try saveFile.execute(arguments: [
      Data(item.file.location), id, item.file.sourceID, item.file.path, item.file.size,
      item.file.modified,
    ])
  }

  /// Content that was overwritten where it stood leaves media that no file leads to.
  mutating func dropMediaWithoutFiles() throws {
    for id in abandoned.sorted() {
      try db.execute(
        sql: """
          DELETE FROM media_item
          WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM media_file WHERE media_id = ?1)
          """, arguments: [id])
      if db.changesCount > 0 { hasChangedPersons = true }
    }
  }

  private func insert(_ media: Media) throws -> MediaID {
    try saveMedia.execute(arguments: [
      media.sha256, media.kind.rawValue, media.format, media.size, media.width, media.height,
      media.orientation, media.date, media.latitude, media.longitude, media.camera, media.recipe,
    ])
    return db.lastInsertedRowID
  }

  private func insert(_ face: NewFace, media: MediaID, person: PersonID?) throws {
    try saveFace.execute(arguments: [
      media, face.time, face.top, face.right, face.bottom, face.left, face.score, face.quality,
      face.size, face.sharpness, face.pose, Data(floats: face.landmarks),
      Data(floats: face.embedding), person,
    ])
  }

  /// New faces take over the person of the old face they cover, so that persons survive another
  /// detector or encoder.
  private mutating func replaceFaces(of media: MediaID, with faces: [NewFace], recipe: String)
    throws
  {
    let old = try Row.fetchAll(
      db,
      sql: """
        SELECT time, top_edge, right_edge, bottom_edge, left_edge, person_id
        FROM face_detection WHERE media_id = ? AND person_id IS NOT NULL ORDER BY id
        """, arguments: [media])
    if !old.isEmpty { hasChangedPersons = true }
    try db.execute(sql: "DELETE FROM face_detection WHERE media_id = ?", arguments: [media])
    for face in faces {
      let box = FaceTable.Box(face)
      let heir = old.filter { $0["time"] == face.time }
        .map { (overlap: FaceTable.Box($0).overlap(box), person: $0["person_id"] as PersonID?) }
        .max { $0.overlap < $1.overlap }
      try insert(
        face, media: media, person: heir.flatMap { $0.overlap >= 0.5 ? $0.person : nil })
    }
    try db.execute(
      sql: "UPDATE media_item SET recipe = ? WHERE id = ?", arguments: [recipe, media])
  }
}

extension FaceTable.Box {
  init(_ row: Row) {
    self.init(
      top: row["top_edge"], right: row["right_edge"], bottom: row["bottom_edge"],
      left: row["left_edge"])
  }

  init(_ face: NewFace) {
    self.init(top: face.top, right: face.right, bottom: face.bottom, left: face.left)
  }

  /// Intersection over union, 0–1.
  func overlap(_ other: FaceTable.Box) -> Double {
    let width = min(right, other.right) - max(left, other.left)
    let height = min(bottom, other.bottom) - max(top, other.top)
    guard width > 0, height > 0 else { return 0 }
    func area(_ box: FaceTable.Box) -> Int { (box.right - box.left) * (box.bottom - box.top) }
    return Double(width * height) / Double(area(self) + area(other) - width * height)
  }
}

extension Data {
  /// Little-endian 32-bit floats.
  init(floats: [Float]) {
    self = floats.withUnsafeBytes { Data($0) }
  }
}
