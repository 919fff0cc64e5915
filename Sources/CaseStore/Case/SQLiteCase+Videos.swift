import Domain
import Foundation
import GRDB

extension SQLiteCase {
  /// The samples of a video that was not finished; none where it was looked at by another recipe.
  public func unfinishedSamples(of sha256: String, recipe: Recipe) throws -> [VideoSample] {
    try database.read { db in
      try Data.fetchAll(
        db,
        sql: "SELECT samples FROM unfinished_video WHERE sha256 = ? AND recipe = ? ORDER BY part",
        arguments: [sha256, recipe.description])
    }.flatMap { try PropertyListDecoder().decode([VideoSample].self, from: $0) }
  }

  /// Keeps further samples of a video, in case it is not finished.
  public func keep(_ samples: [VideoSample], of sha256: String, recipe: Recipe) throws {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    try database.write { db in
      let purged = try PurgedPlaces(of: sha256, db)
      let bytes = try encoder.encode(
        samples.map { VideoSample(frame: $0.frame, time: $0.time, faces: purged.filter($0.faces)) })
      try db.execute(
        sql: "DELETE FROM unfinished_video WHERE sha256 = ? AND recipe <> ?",
        arguments: [sha256, recipe.description])
      try db.execute(
        sql: """
          INSERT INTO unfinished_video (sha256, part, recipe, samples)
          SELECT ?1, 1 + (SELECT coalesce(max(part), 0) FROM unfinished_video WHERE sha256 = ?1), ?, ?
          """, arguments: [sha256, recipe.description, bytes])
    }
  }

  /// The videos of the case that were searched by this program.
  public func videos() throws -> [MediaID: VideoItem] {
    try database.read { db in
      var videos: [MediaID: VideoItem] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT * FROM video_item") {
        videos[row["media_id"]] = VideoItem(
          duration: row["duration"], frameRate: row["frame_rate"], codec: row["codec"],
          samples: row["samples"], step: row["step"], partial: row["partial"],
          contentIdentifier: row["content_identifier"])
      }
      return videos
    }
  }
}

extension IndexWriter {
  /// Saves what only videos have. Their samples are kept no longer.
  func save(_ video: VideoItem, of media: MediaID, sha256: String, frames: [Int: FaceFrame]) throws
  {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO video_item (media_id, duration, frame_rate, codec, samples,
          step, partial, content_identifier)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        media, video.duration, video.frameRate, video.codec, video.samples, video.step,
        video.partial, video.contentIdentifier,
      ])
    let faces = try Row.fetchAll(
      db, sql: "SELECT id, time FROM face_detection WHERE media_id = ?", arguments: [media])
    for face in faces {
      guard let time: Int = face["time"], let frame = frames[time] else { continue }
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO face_frame (face_id, number, width, height, until)
          VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [face["id"] as FaceID, frame.number, frame.width, frame.height, frame.until])
    }
    try db.execute(sql: "DELETE FROM unfinished_video WHERE sha256 = ?", arguments: [sha256])
  }
}
