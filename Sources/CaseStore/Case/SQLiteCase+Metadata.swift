import Domain
import GRDB

extension SQLiteCase {
  /// Everything that metadata say of a media, the most trusted first.
  public func metadata(of media: MediaID) throws -> [MetadataValue] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM metadata_value WHERE media_id = ? ORDER BY property, \(Views.trust), id
          """, arguments: [media]
      ).compactMap(MetadataValue.init)
    }
  }

  /// The media whose files' own metadata were not read value by value.
  public func mediaWithoutMetadata() throws -> Set<MediaID> {
    try database.read { db in
      try Set(
        MediaID.fetchCursor(
          db,
          sql: """
            SELECT id FROM media_item WHERE id NOT IN (SELECT media_id FROM metadata_read)
            """))
    }
  }

  /// Saves what files themselves say; returns how many media it changed.
  @discardableResult
  public func save(embedded values: [(media: MediaID, values: [MetadataValue])]) throws -> Int {
    try writeMetadata { writer in
      for (media, values) in values {
        try writer.replaceEmbedded(values, of: media, areRead: true)
      }
    }
  }

  /// Saves what stands beside files, and what their names suggest, in place of what was known of that;
  /// returns how many media it changed.
  @discardableResult
  public func save(beside values: [(file: MediaFile, values: [MetadataValue])]) throws -> Int {
    try writeMetadata { writer in
      for (file, values) in values { try writer.replace(beside: file, values) }
    }
  }

  /// Saves what the user says of media; returns how many media it changed.
  @discardableResult
  public func save(told values: [(media: MediaID, values: [MetadataValue])]) throws -> Int {
    try writeMetadata { writer in
      for (media, values) in values { try writer.replaceTold(values, of: media) }
    }
  }

  /// The faces that files name, by rising number: of every named rectangle the face that it fits best,
  /// if any fits.
  public func namedFaces() throws -> [NamedFace] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT face_id, person_id, name, source, origin, overlap FROM proposed_name
          ORDER BY face_id, name, source, origin
          """
      ).compactMap { row in
        guard let source = MetadataSource(rawValue: row["source"]) else { return nil }
        return NamedFace(
          face: row["face_id"], person: row["person_id"], name: row["name"], source: source,
          origin: row["origin"], overlap: row["overlap"])
      }
    }
  }

  private func writeMetadata(_ body: (inout MetadataWriter) throws -> Void) throws -> Int {
    try database.write { db in
      var writer = MetadataWriter(db)
      try body(&writer)
      let count = writer.changed.count
      try Appearances.refresh(of: writer.settle(), db)
      return count
    }
  }
}
