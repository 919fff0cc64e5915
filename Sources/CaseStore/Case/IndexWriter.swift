import Domain
import Foundation
import GRDB

/// Writes what indexing learned, within one transaction.
struct IndexWriter {
  let db: Database
  private let saveFormerFace: Statement
  /// What files held before that were overwritten or are gone, with what took its place.
  private var abandoned: [MediaID: MediaID?] = [:]
  /// The media that were not in the case before.
  private var added: Set<MediaID> = []
  /// Whether there are faces that new ones may be.
  private var hasFormerFaces: Bool
  /// The persons whose faces were found again, replaced or dropped.
  private(set) var changedPersons: Set<PersonID> = []
  /// Faces that are not taken in because they were purged.
  private(set) var purgedFaces = 0
  private var metadata: MetadataWriter

  init(_ db: Database) throws {
    self.db = db
    metadata = MetadataWriter(db)
    hasFormerFaces =
      try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM former_face)") ?? false
    saveFormerFace = try db.makeStatement(
      sql: """
        INSERT INTO former_face (sha256, \(FaceReassociation.Face.kept))
        SELECT sha256, \(FaceReassociation.Face.kept)
        FROM face_detection JOIN media_item ON media_item.id = media_id
        WHERE face_detection.id = ?
        """)
  }

  mutating func save(_ item: IndexedFile) throws {
    let purged = try PurgedPlaces(of: item.media.sha256, db)
    let faces = item.faces.map(purged.filter)
    purgedFaces += (item.faces?.count ?? 0) - (faces?.count ?? 0)
    if purged.isWhole { return }
    let known = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT id, recipe FROM media_item WHERE sha256 = ?"),
      arguments: [item.media.sha256])
    let id: MediaID
    if let known {
      id = known["id"]
      let recipe = try known.decode(Recipe.self, forColumn: "recipe")
      if let faces, recipe != item.media.recipe {
        try put(faces, in: id)
        try update(id, item.media)
        try metadata.replaceEmbedded(item.embedded, of: id, areRead: item.metadata != nil)
      }
    } else {
      id = try insert(item.media)
      added.insert(id)
      try put(faces ?? [], in: id)
      try metadata.replaceEmbedded(item.embedded, of: id, areRead: item.metadata != nil)
    }
    if let identifier = item.contentIdentifier {
      try db.execute(
        sql: "INSERT OR REPLACE INTO photo_item (media_id, content_identifier) VALUES (?, ?)",
        arguments: [id, identifier])
    }
    if let video = item.video {
      try save(video.item, of: id, sha256: item.media.sha256, frames: video.frames)
    }
    // A file keeps its place, whatever it holds now.
    let standing = try MediaFile.fetchOne(
      db.cachedStatement(sql: "SELECT * FROM media_file WHERE location = ?"),
      arguments: [Data(item.file.location)])
    if var file = standing {
      if file.mediaID != id { abandoned[file.mediaID] = id }
      file.mediaID = id
      file.size = item.file.size
      file.modified = item.file.modified
      try file.update(db)
    } else {
      var file = item.file
      file.mediaID = id
      try file.insert(db)
    }
  }

  /// Makes dates and places follow from all that is known of them.
  mutating func settleMetadata() throws {
    changedPersons.formUnion(try metadata.settle())
  }

  /// What is read of a file may be more than an earlier version could read.
  private func update(_ id: MediaID, _ media: Media) throws {
    try db.execute(
      sql: """
        UPDATE media_item SET kind = ?, format = ?, width = ?, height = ?, orientation = ?, date = ?,
          latitude = ?, longitude = ?, camera = ?, recipe = ?
        WHERE id = ?
        """,
      arguments: [
        media.kind.rawValue, media.format, media.width, media.height, media.orientation, media.date,
        media.latitude, media.longitude, media.camera, media.recipe, id,
      ])
  }

  /// Forgets files. Their media stay until `dropMediaWithoutFiles`. A file that has its name but for
  /// the ending, as of a photo that was converted, takes the place of one that is gone.
  mutating func forget(_ files: [MediaFile]) throws {
    for file in files {
      try db.execute(
        sql: "DELETE FROM media_file WHERE location = ?", arguments: [Data(file.location)])
    }
    for file in files {
      let stem = file.path.lastIndex(of: ".").map { file.path[..<$0] } ?? file.path[...]
      // Paths between "stem." and "stem/" are those that only continue with an ending.
      let successor = try MediaID.fetchOne(
        db.cachedStatement(
          sql: "SELECT media_id FROM media_file WHERE path >= ? AND path < ? ORDER BY path LIMIT 1"),
        arguments: [stem + ".", stem + "/"])
      abandoned[file.mediaID] = .some(successor)
    }
  }

  /// Content that was overwritten where it stood, or is gone, leaves media that no file leads to.
  mutating func dropMediaWithoutFiles() throws {
    var dropsMedia = false
    for (media, successor) in abandoned.sorted(by: { $0.key < $1.key }) {
      let hasFile = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM media_file WHERE media_id = ?)", arguments: [media])
      if hasFile == true { continue }
      if let successor { try hand(over: media, to: successor) }
      try drop(try faces(of: media))
      try db.execute(sql: "DELETE FROM media_item WHERE id = ?", arguments: [media])
      dropsMedia = true
    }
    if dropsMedia { changedPersons.formUnion(try Copies.regroup(db)) }
  }

  func insert(_ media: Media) throws -> MediaID {
    try media.insert(db)
    return MediaID(Int(db.lastInsertedRowID))
  }

  /// Gives a media these faces in place of those it has. They take over the persons of the faces
  /// that they are found to be, so that persons survive another detector or encoder, and a time of absence.
  private mutating func put(_ faces: [NewFace], in media: MediaID) throws {
    let present = added.contains(media) ? [] : try self.faces(of: media).filter { $0.person != nil }
    let former = hasFormerFaces ? try formerFaces(of: media) : []
    let old = present + former
    let found = FaceReassociation(
      of: old, by: faces.enumerated().map { FaceReassociation.Face($1, id: FaceID($0)) })
    let followed = Set(found.predecessors.compactMap { $0 })
    for i in followed where i >= present.count {
      try db.execute(sql: "DELETE FROM former_face WHERE id = ?", arguments: [old[i].id])
    }
    try drop(present.indices.filter { !followed.contains($0) }.map { present[$0] })
    changedPersons.formUnion(present.compactMap(\.person))
    try db.execute(sql: "DELETE FROM face_detection WHERE media_id = ?", arguments: [media])
    for (face, predecessor) in zip(faces, found.predecessors) {
      let person = predecessor.flatMap { old[$0].person }
      try FaceRecord(face: face, media: media, person: person).insert(db)
      if let person { changedPersons.insert(person) }
    }
  }

  /// Drops faces of persons, who remember them.
  private mutating func drop(_ faces: [FaceReassociation.Face]) throws {
    for face in faces {
      guard let person = face.person else { continue }
      changedPersons.insert(person)
      hasFormerFaces = true
      try saveFormerFace.execute(arguments: [face.id])
      try db.execute(sql: "DELETE FROM face_detection WHERE id = ?", arguments: [face.id])
    }
  }

  /// Drops a face, which its person remembers.
  mutating func dropFace(_ id: FaceID) throws {
    let face = try Row.fetchOne(
      db, sql: "SELECT \(FaceReassociation.Face.columns) FROM face_detection WHERE id = ?",
      arguments: [id])
    guard let face = try face.map(FaceReassociation.Face.init) else { return }
    if face.person != nil {
      try drop([face])
    } else {
      try db.execute(sql: "DELETE FROM face_detection WHERE id = ?", arguments: [id])
    }
  }

  /// Notes that a media has no file any more, and what took its place.
  mutating func abandon(_ media: MediaID, for successor: MediaID?) {
    abandoned[media] = .some(successor)
  }

  /// Notes that what follows from the faces of a media has changed.
  mutating func notePersons(of media: MediaID) throws {
    changedPersons.formUnion(try faces(of: media).compactMap(\.person))
  }

  /// Hands persons and decisions over from the faces of a media to those of another that took the
  /// place of its file.
  private mutating func hand(over old: MediaID, to new: MediaID) throws {
    func size(_ media: MediaID) throws -> FaceReassociation.Size {
      let row = try Row.fetchOne(
        db, sql: "SELECT width, height FROM media_item WHERE id = ?", arguments: [media])
      return FaceReassociation.Size(width: row?["width"] ?? 0, height: row?["height"] ?? 0)
    }
    let before = try faces(of: old)
    let after = try faces(of: new)
    let found = FaceReassociation(of: before, in: try size(old), by: after, in: try size(new))
    var foundAgain: [Int: FaceReassociation.Face] = [:]
    for (face, predecessor) in zip(after, found.predecessors) {
      guard let predecessor else { continue }
      foundAgain[predecessor] = face
      guard let person = before[predecessor].person, face.person == nil else { continue }
      changedPersons.insert(person)
      for (owner, id) in [(person, face.id), (nil, before[predecessor].id)] {
        try db.execute(
          sql: "UPDATE face_detection SET person_id = ? WHERE id = ?", arguments: [owner, id])
      }
    }
    try moveDecisions(of: old, to: new, before, foundAgain)
  }

  /// Makes decisions about faces of a media be about the same faces in another.
  private func moveDecisions(
    of old: MediaID, to new: MediaID, _ faces: [FaceReassociation.Face],
    _ foundAgain: [Int: FaceReassociation.Face]
  ) throws {
    let places = try Row.fetchAll(
      db,
      sql: """
        SELECT DISTINCT time, top_edge, right_edge, bottom_edge, left_edge FROM decision_face
        WHERE sha256 = (SELECT sha256 FROM media_item WHERE id = ?)
        """, arguments: [old])
    for place in places {
      let box = FaceBox(place)
      let time: Int? = place["time"]
      // A face without a box overlaps nothing, but is at its own place.
      let found = faces.indices.filter { faces[$0].time == time }
        .map { ($0, faces[$0].box == box ? 1 : faces[$0].box.overlap(box)) }
        .max { ($0.1, -$0.0) < ($1.1, -$1.0) }
      guard let (face, overlap) = found, overlap >= 0.5, let now = foundAgain[face] else {
        continue
      }
      try db.execute(
        sql: """
          UPDATE decision_face
          SET sha256 = (SELECT sha256 FROM media_item WHERE id = ?),
            time = ?, top_edge = ?, right_edge = ?, bottom_edge = ?, left_edge = ?
          WHERE sha256 = (SELECT sha256 FROM media_item WHERE id = ?)
            AND time IS ? AND top_edge = ? AND right_edge = ? AND bottom_edge = ? AND left_edge = ?
          """,
        arguments: [
          new, now.time, now.box.top, now.box.right, now.box.bottom, now.box.left,
          old, time, box.top, box.right, box.bottom, box.left,
        ])
    }
  }

  private func faces(of media: MediaID) throws -> [FaceReassociation.Face] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT \(FaceReassociation.Face.columns)
          FROM face_detection WHERE media_id = ? ORDER BY id
          """), arguments: [media]
    ).map(FaceReassociation.Face.init)
  }

  private func formerFaces(of media: MediaID) throws -> [FaceReassociation.Face] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT \(FaceReassociation.Face.columns)
          FROM former_face WHERE sha256 = (SELECT sha256 FROM media_item WHERE id = ?) ORDER BY id
          """), arguments: [media]
    ).map(FaceReassociation.Face.init)
  }
}

extension IndexedFile {
  /// What the file says; where values were not read one by one, what the media has.
  fileprivate var embedded: [MetadataValue] {
    if let metadata { return metadata }
    let source: MetadataSource = media.kind == .photo ? .exif : .video
    return [
      media.date.flatMap { MetadataValue(.date, $0, source, "the file") },
      media.place.flatMap {
        MetadataValue(
          latitude: $0.latitude, longitude: $0.longitude, source, "the file")
      },
    ].compactMap { $0 }
  }
}

extension FaceBox {
  init(_ row: Row) {
    self.init(
      top: row["top_edge"], right: row["right_edge"], bottom: row["bottom_edge"],
      left: row["left_edge"])
  }
}

extension Data {
  /// Little-endian 32-bit floats.
  init(floats: [Float]) {
    self = floats.withUnsafeBytes { Data($0) }
  }
}
