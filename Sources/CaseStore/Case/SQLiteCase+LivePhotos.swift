import Domain
import GRDB

extension SQLiteCase {
  /// The photos and clips of each content identifier that some of both have, by rising number.
  public func contentIdentifiers() throws -> [String: (photos: [MediaID], clips: [MediaID])] {
    try database.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT content_identifier, media_id, 0 FROM photo_item
          WHERE content_identifier IN (SELECT content_identifier FROM video_item)
          UNION ALL
          SELECT content_identifier, media_id, 1 FROM video_item
          WHERE content_identifier IN (SELECT content_identifier FROM photo_item)
          ORDER BY 1, 2
          """)
      var found: [String: (photos: [MediaID], clips: [MediaID])] = [:]
      for row in rows {
        let isClip: Bool = row[2]
        if isClip {
          found[row[0], default: ([], [])].clips.append(row[1])
        } else {
          found[row[0], default: ([], [])].photos.append(row[1])
        }
      }
      return found
    }
  }

  /// The photo that each clip of a Live Photo belongs to.
  public func livePhotos() throws -> [MediaID: MediaID] {
    try database.read(Self.livePhotos)
  }

  private static func livePhotos(_ db: Database) throws -> [MediaID: MediaID] {
    var photos: [MediaID: MediaID] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT clip_id, photo_id FROM live_photo") {
      photos[row[0]] = row[1]
    }
    return photos
  }

  /// Notes which clips belong to which photos, in place of what was known: both are one occasion, and
  /// what follows from faces counts them once.
  public func setLivePhotos(_ photos: [MediaID: MediaID]) throws {
    try database.write { db in
      let known = try Self.livePhotos(db)
      guard known != photos else { return }
      try db.execute(sql: "DELETE FROM live_photo")
      for (clip, photo) in photos.sorted(by: { $0.key < $1.key }) {
        try db.execute(
          sql: "INSERT INTO live_photo (clip_id, photo_id) VALUES (?, ?)", arguments: [clip, photo])
      }
      let changed = Set(known.keys).union(known.values).union(photos.keys).union(photos.values)
      var persons: Set<PersonID> = []
      for media in changed {
        persons.formUnion(
          try PersonID.fetchAll(
            db,
            sql: """
              SELECT DISTINCT person_id FROM face_detection
              WHERE media_id = ? AND person_id IS NOT NULL
              """, arguments: [media]))
      }
      try Appearances.refresh(of: persons, db)
    }
  }
}
