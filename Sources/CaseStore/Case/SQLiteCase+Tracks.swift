import Domain
import GRDB

/// A face of a video, with what tells which track it belongs to.
public struct FaceOfVideo: Sendable {
  /// Its number.
  public var id: FaceID
  /// Milliseconds from the start.
  public var time: Int
  /// The last moment at which the picture was still the same.
  public var until: Int
  /// Where it is.
  public var box: FaceBox
  /// What made the embedding.
  public var encoder: EncoderKind
  /// The encoder's numbers.
  public var embedding: [Float]
}

extension SQLiteCase {
  /// For faces of videos the last moment at which the picture was still the same, where that is later
  /// than their own.
  public func lastMoments() throws -> [FaceID: Int] {
    try database.read { db in
      var moments: [FaceID: Int] = [:]
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT face_id, until FROM face_frame JOIN face_detection ON id = face_id
          WHERE until > time
          """)
      while let row = try rows.next() { moments[row[0]] = row[1] }
      return moments
    }
  }

  /// The videos with faces whose tracks are not known, with the milliseconds that usually lie between
  /// two frames that were searched.
  ///
  /// - Complexity: O(videos + their faces).
  public func untrackedVideos() throws -> [(media: MediaID, step: Int?)] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT id, step FROM media_item LEFT JOIN video_item ON media_id = id
          WHERE kind = 'video' AND EXISTS (
            SELECT 1 FROM face_detection
            WHERE face_detection.media_id = media_item.id AND time >= 0 AND track IS NULL)
          ORDER BY id
          """
      ).map { ($0[0], $0[1]) }
    }
  }

  /// The faces of a video whose moments are known, in the order of time and of their numbers.
  public func faces(ofVideo media: MediaID) throws -> [FaceOfVideo] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT id, time, coalesce(until, time) AS until, top_edge, right_edge, bottom_edge,
            left_edge, encoder, embedding
          FROM face_detection LEFT JOIN face_frame ON face_id = id
          WHERE media_id = ? AND time >= 0 ORDER BY time, id
          """, arguments: [media]
      ).map { row in
        FaceOfVideo(
          id: row["id"], time: row["time"], until: row["until"], box: FaceBox(row),
          encoder: try row.decode(forColumn: "encoder"),
          embedding: try row.withUnsafeData(named: "embedding") { Array(floats: $0) })
      }
    }
  }

  /// Notes which tracks faces belong to.
  public func setTracks(_ tracks: [(face: FaceID, track: Int)]) throws {
    try database.write { db in
      let set = try db.makeStatement(sql: "UPDATE face_detection SET track = ? WHERE id = ?")
      for (face, track) in tracks { try set.execute(arguments: [track, face]) }
    }
  }
}
