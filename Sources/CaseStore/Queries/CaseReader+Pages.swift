import Domain
import Foundation
import GRDB

/// Where a face, or a whole photo or video, is to be seen: what is needed to cut it out of its file.
public struct PictureSource: Sendable {
  /// Absolute path of the media's first file, as bytes.
  public var location: [UInt8]
  /// The same file as shown to a person.
  public var path: String
  /// Whether it is a video.
  public var isVideo: Bool
  /// The EXIF orientation, 1–8.
  public var orientation: Int
  /// The content hash.
  public var sha256: String
  /// How the media was indexed.
  public var recipe: Recipe
  /// Where the face is, in pixels of the upright picture; `nil` for the whole picture.
  public var box: FaceBox?
  /// Milliseconds from the start of a video; `nil` in a photo.
  public var time: Int?
}

extension CaseReader {
  /// A number that changes whenever another connection has changed the case.
  public func dataVersion() throws -> Int {
    try database.unsafeRead { db in try Int.fetchOne(db, sql: "PRAGMA data_version") ?? 0 }
  }

  /// Where a face is to be seen; `nil` where there is no such face.
  public func source(ofFace id: FaceID) throws -> PictureSource? {
    try database.unsafeRead { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT coalesce(frame_file.location, media_file.location),
            coalesce(frame_file.path, media_file.path), kind, orientation, media_item.sha256,
            media_item.recipe, CASE WHEN frame_file.location IS NULL THEN time END, top_edge,
            right_edge, bottom_edge, left_edge
          FROM face_detection JOIN media_item ON media_item.id = face_detection.media_id
            JOIN media_file ON media_file.media_id = media_item.id
            LEFT JOIN face_frame ON face_frame.face_id = face_detection.id
            LEFT JOIN frame_file ON frame_file.media_id = media_item.id
              AND frame_file.number = face_frame.number AND frame_file.recipe IS NOT NULL
          WHERE face_detection.id = ? ORDER BY 2 LIMIT 1
          """, arguments: [id]
      ).map { row in
        var source = try Self.source(row)
        source.time = row[6]
        source.box = FaceBox(top: row[7], right: row[8], bottom: row[9], left: row[10])
        return source
      }
    }
  }

  /// Where a photo or video is; `nil` where there is no such media.
  public func source(ofMedia id: MediaID) throws -> PictureSource? {
    try database.unsafeRead { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT coalesce(frame_file.location, media_file.location),
            coalesce(frame_file.path, media_file.path),
            CASE WHEN frame_file.location IS NULL THEN kind ELSE 'photo' END, orientation,
            media_item.sha256, media_item.recipe
          FROM media_item JOIN media_file ON media_file.media_id = media_item.id
            LEFT JOIN frame_file ON frame_file.media_id = media_item.id
              AND frame_file.recipe IS NOT NULL
          WHERE media_item.id = ? ORDER BY frame_file.number, 2 LIMIT 1
          """, arguments: [id]
      ).map(Self.source)
    }
  }

  private static func source(_ row: Row) throws -> PictureSource {
    PictureSource(
      location: Array(row[0] as Data), path: row[1], isVideo: row[2] == "video",
      orientation: row[3], sha256: row[4], recipe: try row.decode(forColumn: "recipe"))
  }

  /// A person's clearest face, in a photo where there is one.
  public func bestFace(ofPerson id: PersonID) throws -> FaceID? {
    try database.unsafeRead { db in
      try FaceID.fetchOne(
        db,
        sql: """
          SELECT id FROM face_detection WHERE person_id = ?
          ORDER BY time IS NOT NULL, quality DESC, id LIMIT 1
          """, arguments: [id])
    }
  }

  /// Persons as `person`, with the figures of the media that are chosen; all where `media` is `nil`.
  public func peopleForPages(in media: [MediaID]?) throws -> QueryResult {
    guard let media else {
      return try run(
        """
        SELECT id AS person, name, faces, media, first, last, degree, community, confidence,
          name_probability AS unconfirmed
        FROM person WHERE faces > 0 ORDER BY id
        """, limits: QueryLimits(rows: .max))
    }
    return try run(
      """
      SELECT person.id AS person, person.name, sum(appearance.faces) AS faces,
        count(*) AS media, min(media_item.date) AS first, max(media_item.date) AS last,
        person.degree, person.community, person.confidence,
        person.name_probability AS unconfirmed
      FROM json_each(:media) AS chosen
        JOIN appearance ON appearance.media_id = chosen.value
        JOIN media_item ON media_item.id = chosen.value
        JOIN person ON person.id = appearance.person_id
      GROUP BY person.id ORDER BY person.id
      """, arguments: ["media": .list(media)], limits: QueryLimits(rows: .max))
  }

  /// Media with their first path, as `media`; those that are chosen, or all.
  public func mediaForPages(in media: [MediaID]?) throws -> QueryResult {
    try run(
      """
      SELECT id AS media, path, kind, date, latitude, longitude, faces, persons FROM media
      WHERE :all OR id IN (SELECT value FROM json_each(:media))
      ORDER BY date IS NULL, date, path
      """,
      arguments: ["all": .integer(media == nil ? 1 : 0), "media": .list(media ?? [])],
      limits: QueryLimits(rows: .max))
  }

  /// All faces of a person, clearest first, with the file and moment of each.
  public func facesForPages(ofPerson id: PersonID) throws -> QueryResult {
    try run(
      """
      SELECT face.id AS face, face.media_id AS media, media.path, media.date, media.latitude,
        media.longitude, face.time, face.top, face."right", face.bottom, face."left",
        face.quality, face.distance, face.confidence
      FROM face JOIN media ON media.id = face.media_id
      WHERE face.person_id = :person ORDER BY face.quality DESC, face.id
      """, arguments: ["person": QueryValue(id)], limits: QueryLimits(rows: .max))
  }

  /// The media before and after one, in the order of `mediaForPages`.
  public func neighborsForPages(ofMedia id: MediaID) throws -> (previous: MediaID?, next: MediaID?)
  {
    try database.unsafeRead { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT previous, next FROM (
            SELECT id, lag(id) OVER ordered AS previous, lead(id) OVER ordered AS next FROM media
            WINDOW ordered AS (ORDER BY date IS NULL, date, path))
          WHERE id = ?
          """, arguments: [id])
      return (row?[0], row?[1])
    }
  }

  /// The photos, and the moments of videos, that show both of two persons: the best face of each.
  public func sharedForPages(_ first: PersonID, _ second: PersonID) throws -> QueryResult {
    try run(
      """
      WITH a AS (SELECT *, row_number() OVER (
          PARTITION BY media_id, time ORDER BY quality DESC, id) AS rank
          FROM face WHERE person_id = :first),
        b AS (SELECT *, row_number() OVER (
          PARTITION BY media_id, time ORDER BY quality DESC, id) AS rank
          FROM face WHERE person_id = :second)
      SELECT media.id AS media, media.path, media.date, media.latitude, media.longitude,
        media.sha256, media.width, media.height, a.time,
        a.id AS face_a, a.top AS top_a, a."right" AS right_a, a.bottom AS bottom_a,
        a."left" AS left_a, a.distance AS distance_a, a.confidence AS confidence_a,
        b.id AS face_b, b.top AS top_b, b."right" AS right_b, b.bottom AS bottom_b,
        b."left" AS left_b, b.distance AS distance_b, b.confidence AS confidence_b
      FROM a JOIN b ON b.media_id = a.media_id AND b.time IS a.time
        JOIN media ON media.id = a.media_id
      WHERE a.rank = 1 AND b.rank = 1
      ORDER BY media.date IS NULL, media.date, media.path, a.time
      """,
      arguments: ["first": QueryValue(first), "second": QueryValue(second)],
      limits: QueryLimits(rows: .max))
  }

  /// The media of an event, a time and an area; `nil` where nothing is asked for, which is all.
  ///
  /// - Parameters:
  ///   - event: A folder or a span of time, as `event(_:)` takes it.
  ///   - since: A moment such as `2024-05`; nothing earlier.
  ///   - until: A moment; nothing later.
  ///   - area: Nothing from elsewhere.
  /// - Throws: `QueryError` where there is no such event.
  public func media(event: String?, since: String?, until: String?, area: Area?) throws
    -> [MediaID]?
  {
    guard event != nil || since != nil || until != nil || area != nil else { return nil }
    let chosen = try event.map { Set(try self.event($0)) }
    return try database.unsafeRead { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT id, latitude, longitude FROM media_item
          WHERE (?1 IS NULL OR date >= ?1)
            AND (?2 IS NULL OR date <= ?2 OR substr(date, 1, length(?2)) = ?2)
          ORDER BY id
          """, arguments: [since, until]
      ).compactMap { row -> MediaID? in
        let id: MediaID = row[0]
        guard chosen?.contains(id) ?? true else { return nil }
        guard let area else { return id }
        guard let latitude: Double = row[1], let longitude: Double = row[2] else { return nil }
        return area.contains(Place(latitude: latitude, longitude: longitude)) ? id : nil
      }
    }
  }
}

extension CaseReader {
  /// How much the case holds, and what another program is doing to it.
  public func figures() throws -> (persons: Int, faces: Int, media: Int, busy: String?) {
    let busy = try activity()
    return try database.unsafeRead { db in
      func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
      return (
        try count("SELECT count(*) FROM person WHERE faces > 0"),
        try count("SELECT count(*) FROM face_detection"),
        try count("SELECT count(*) FROM media_item"),
        busy
      )
    }
  }

  /// The name that a program gave a person and nobody confirmed; `nil` where there is none.
  public func unconfirmedName(of id: PersonID) throws -> String? {
    try database.unsafeRead { db in
      try String.fetchOne(
        db, sql: "SELECT name FROM person WHERE id = ? AND name_probability IS NOT NULL",
        arguments: [id])
    }
  }

  /// What a program that finds or groups faces does to the case now, in a sentence; `nil` where none
  /// does. One that was killed does nothing.
  public func activity() throws -> String? {
    let run = try database.unsafeRead { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT command, started FROM run_record
          WHERE finished IS NULL AND command IN ('index', 'cluster', 'import', 'run')
          ORDER BY id DESC LIMIT 1
          """)
    }
    guard let run, CaseLock.isHeld(.running, in: folder) else { return nil }
    let doing = ["cluster": "is being clustered", "import": "is being imported into"]
    let command: String = run["command"]
    return "the case \(doing[command] ?? "is being indexed") since \(run["started"] ?? "")"
  }
}

extension CaseReader {
  /// A few faces for a glance: those of `ids`, or a person's clearest, but for those left out.
  public func facesForGlance(
    _ ids: [FaceID] = [], ofPerson person: PersonID? = nil, except: [FaceID] = [], limit: Int
  ) throws -> QueryResult {
    try run(
      """
      SELECT face.id AS face, media.path, media.date, face.time
      FROM face JOIN media ON media.id = face.media_id
      WHERE (face.id IN (SELECT value FROM json_each(:ids)) OR face.person_id = :person)
        AND face.id NOT IN (SELECT value FROM json_each(:except))
      ORDER BY face.id NOT IN (SELECT value FROM json_each(:ids)), face.quality DESC, face.id
      LIMIT :limit
      """,
      arguments: [
        "ids": .list(ids), "person": person.map { QueryValue($0) } ?? .null,
        "except": .list(except), "limit": .integer(Int64(limit)),
      ])
  }
}

extension CaseReader {
  /// How much the case has of a person, and from when to when.
  public func figures(ofPerson id: PersonID) throws -> QueryResult {
    try run(
      "SELECT faces, media, first, last FROM person WHERE id = :person",
      arguments: ["person": QueryValue(id)])
  }
}
