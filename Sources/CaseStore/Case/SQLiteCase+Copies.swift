import Domain
import GRDB

extension SQLiteCase {
  /// The perceptual hashes of the photos that were compared.
  public func pictureHashes() throws -> [MediaID: UInt64] {
    try database.read { db in
      Dictionary(
        uniqueKeysWithValues: try Row.fetchAll(
          db, sql: "SELECT media_id, hash FROM picture_hash"
        ).map { ($0["media_id"], UInt64(bitPattern: $0["hash"] as Int64)) })
    }
  }

  /// When cameras say that pictures were taken, for those of which they do.
  public func cameraDates() throws -> [MediaID: String] {
    try database.read { db in
      Dictionary(
        try Row.fetchAll(
          db,
          sql: """
            SELECT media_id, value FROM metadata_value
            WHERE property = 'date' AND source = 'exif' ORDER BY id
            """
        ).map { ($0["media_id"] as MediaID, $0["value"] as String) },
        uniquingKeysWith: { first, _ in first })
    }
  }

  /// Saves what was found by comparing photos.
  ///
  /// - Parameters:
  ///   - hashes: The hashes of those that were compared for the first time.
  ///   - copies: Pairs that are copies of one another.
  public func save(
    hashes: [(media: MediaID, hash: UInt64)], copies: [(MediaID, MediaID)]
  ) throws {
    try database.write { db in
      for (media, hash) in hashes {
        try db.cachedStatement(
          sql: "INSERT OR REPLACE INTO picture_hash (media_id, hash) VALUES (?, ?)"
        ).execute(arguments: [media, Int64(bitPattern: hash)])
      }
      for (a, b) in copies {
        try db.cachedStatement(
          sql: "INSERT OR IGNORE INTO near_copy (media_id, other_id) VALUES (?, ?)"
        ).execute(arguments: [min(a, b), max(a, b)])
      }
      try Appearances.refresh(of: Copies.regroup(db), db)
    }
  }

  /// The photos of which there are several copies, by picture and rank.
  public func copies() throws -> [PictureCopy] {
    try database.read { db in try Copies.all(db) }
  }
}
