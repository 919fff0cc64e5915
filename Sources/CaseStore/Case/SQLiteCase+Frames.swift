import Domain
import Foundation
import GRDB

extension SQLiteCase {
  /// Every picture that is a frame of a video, ordered by video and number.
  public func frameFiles() throws -> [FrameFile] {
    try database.read { db in
      try FrameFile.fetchAll(
        db, sql: "SELECT * FROM frame_file ORDER BY media_id, number, location")
    }
  }

  /// Saves frames of a video that is known by frames alone, with their faces. A frame that was there
  /// is replaced.
  ///
  /// - Parameters:
  ///   - frames: The frames.
  ///   - video: The video as it is without its file.
  ///   - file: Where its file would be.
  ///   - rate: Frames a second, where they are known.
  public func save(
    _ frames: [SearchedFrame], of video: Media, at file: MediaFile, rate: Double?
  ) throws {
    try database.write { db in
      var writer = try IndexWriter(db)
      try writer.save(frames, of: video, at: file, rate: rate)
      try writer.dropMediaWithoutFiles()
      try Appearances.refresh(of: writer.changedPersons, db)
    }
  }

  /// Gives a video that is known by frames alone another rate: the times of its faces follow, and so do
  /// decisions about them.
  public func setRate(_ rate: Double, ofVideo id: MediaID) throws {
    try database.write { db in
      var writer = try IndexWriter(db)
      try writer.setRate(rate, of: id)
      try Appearances.refresh(of: writer.changedPersons, db)
    }
  }

  /// Notes pictures as frames of a video whose file is there; they are not searched.
  public func note(_ frames: [FrameFile], of video: MediaID) throws {
    try database.write { db in
      for var frame in frames {
        frame.mediaID = video
        try frame.insert(db)
      }
    }
  }

  /// Lets a video take the place of another that was known by frames alone. Persons and decisions
  /// follow where the same frames show the same faces.
  public func replace(_ standIn: MediaID, by video: MediaID) throws {
    try database.write { db in
      var writer = try IndexWriter(db)
      try writer.replace(standIn, by: video)
      try writer.dropMediaWithoutFiles()
      try Appearances.refresh(of: writer.changedPersons, db)
    }
  }

  /// Forgets frames that are gone, with their faces; a video of which no frame is left, too.
  public func forget(_ frames: [FrameFile]) throws {
    try database.write { db in
      var writer = try IndexWriter(db)
      try writer.forget(frames)
      try writer.dropMediaWithoutFiles()
      try Appearances.refresh(of: writer.changedPersons, db)
    }
  }
}

extension IndexWriter {
  mutating func save(
    _ frames: [SearchedFrame], of video: Media, at file: MediaFile, rate: Double?
  ) throws {
    let purged = try PurgedPlaces(of: video.sha256, db)
    if purged.isWhole { return }
    let known = try MediaID.fetchOne(
      db, sql: "SELECT id FROM media_item WHERE sha256 = ?", arguments: [video.sha256])
    let id = try known ?? insert(video)
    if try MediaFile.fetchOne(db, key: ["location": Data(file.location)]) == nil {
      var file = file
      file.mediaID = id
      try file.insert(db)
    }
    for frame in frames {
      try dropFaces(of: id, number: frame.file.number)
      let time = FrameName.time(of: frame.file.number, rate: rate)
      let faces = frame.faces.map { face in
        var face = face
        face.time = time
        return face
      }
      for face in purged.filter(faces) {
        try FaceRecord(face: face, media: id, person: nil).insert(db)
        try db.execute(
          sql: """
            INSERT INTO face_frame (face_id, number, width, height, until) VALUES (?, ?, ?, ?, ?)
            """,
          arguments: [
            db.lastInsertedRowID, frame.file.number, frame.width, frame.height, face.time,
          ])
      }
      var file = frame.file
      file.mediaID = id
      try file.insert(db)
    }
    try describe(id, rate: rate)
  }

  /// What is known of a video by its frames.
  private func describe(_ video: MediaID, rate: Double?) throws {
    let numbers = try Int.fetchAll(
      db, sql: "SELECT DISTINCT number FROM frame_file WHERE media_id = ? ORDER BY number",
      arguments: [video])
    let gap = zip(numbers, numbers.dropFirst()).map { $1 - $0 }.min() ?? 0
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO video_item (media_id, frame_rate, codec, samples, step)
        VALUES (?, ?, '', ?, ?)
        """,
      arguments: [video, rate, numbers.count, FrameName.time(of: gap, rate: rate ?? 25)])
    // Times between were known with fewer frames, so that tracks may be others.
    try db.execute(
      sql: "UPDATE face_detection SET track = NULL WHERE media_id = ?", arguments: [video])
  }

  mutating func setRate(_ rate: Double, of video: MediaID) throws {
    let old = try Double.fetchOne(
      db, sql: "SELECT frame_rate FROM video_item WHERE media_id = ?", arguments: [video])
    guard old != rate else { return }
    let numbers = try Int.fetchAll(
      db, sql: "SELECT DISTINCT number FROM frame_file WHERE media_id = ?", arguments: [video])
    // Through numbers below 0, which no known moment has, so that none is met twice.
    for (from, to) in [(old, nil), (nil, rate)] {
      for number in numbers {
        let (before, after) = (
          FrameName.time(of: number, rate: from), FrameName.time(of: number, rate: to)
        )
        try db.execute(
          sql: """
            UPDATE face_detection SET time = ?1 WHERE media_id = ?3 AND time = ?2;
            """, arguments: [after, before, video])
        try db.execute(
          sql: """
            UPDATE decision_face SET time = ?1 WHERE time = ?2
              AND sha256 = (SELECT sha256 FROM media_item WHERE id = ?3)
            """, arguments: [after, before, video])
      }
    }
    try db.execute(
      sql: """
        UPDATE face_frame SET until = (SELECT time FROM face_detection WHERE id = face_id)
        WHERE face_id IN (SELECT id FROM face_detection WHERE media_id = ?)
        """, arguments: [video])
    try describe(video, rate: rate)
    try notePersons(of: video)
  }

  mutating func replace(_ standIn: MediaID, by video: MediaID) throws {
    try db.execute(
      sql: "UPDATE frame_file SET media_id = ?, sha256 = NULL, recipe = NULL WHERE media_id = ?",
      arguments: [video, standIn])
    try db.execute(sql: "DELETE FROM media_file WHERE media_id = ?", arguments: [standIn])
    abandon(standIn, for: video)
  }

  mutating func forget(_ frames: [FrameFile]) throws {
    for frame in frames {
      try db.execute(
        sql: "DELETE FROM frame_file WHERE location = ?", arguments: [Data(frame.location)])
      guard frame.recipe != nil else { continue }
      try dropFaces(of: frame.mediaID, number: frame.number)
    }
    for id in Set(frames.filter { $0.recipe != nil }.map(\.mediaID)).sorted() {
      let isLeft = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM frame_file WHERE media_id = ?)", arguments: [id])
      if isLeft == true { continue }
      try db.execute(sql: "DELETE FROM media_file WHERE media_id = ?", arguments: [id])
      abandon(id, for: nil)
    }
  }

  /// Drops the faces of a frame, unless another picture of the same frame holds them.
  private mutating func dropFaces(of video: MediaID, number: Int) throws {
    let ids = try FaceID.fetchAll(
      db,
      sql: """
        SELECT face_id FROM face_frame JOIN face_detection ON id = face_id
        WHERE media_id = ? AND number = ? ORDER BY face_id
        """, arguments: [video, number])
    for id in ids { try dropFace(id) }
  }
}
