import Domain

/// A part of what a case knows about something.
public struct ListingSection: Sendable {
  /// What it is about, in a word.
  public var name: String
  /// The rows.
  public var rows: QueryResult
}

extension CaseReader {
  /// All persons by rising ID, with the figures that tell them apart.
  public func personListing() throws -> QueryResult {
    try run(
      """
      SELECT id AS person, name, faces, media, first, last, degree, community, confidence,
        name_probability AS unconfirmed, nullif(artefact, 0) AS artefact
      FROM person ORDER BY id
      """, limits: QueryLimits(rows: .max))
  }

  /// What was decided about persons, oldest first, the undone too. `faces` counts those that were
  /// named; `other` is whom a merge took in or a split brought out.
  public func decisionListing() throws -> QueryResult {
    try run(
      """
      SELECT id AS decision, kind, person_id AS person, other_id AS other, faces, name, old_name,
        time, author, undone, undone_by
      FROM decision ORDER BY id
      """, limits: QueryLimits(rows: .max))
  }

  /// All events by name.
  public func eventListing() throws -> QueryResult {
    try run(
      "SELECT name AS event, media, persons, first, last FROM event ORDER BY name",
      limits: QueryLimits(rows: .max))
  }

  /// The last runs that found or grouped faces, latest first.
  public func methodListing(limit: Int) throws -> QueryResult {
    try run(
      """
      SELECT id AS run, command, version, started, finished, parameters, counts FROM run
      WHERE command IN ('run', 'index', 'cluster', 'import') ORDER BY id DESC LIMIT :limit
      """, arguments: ["limit": .integer(Int64(limit))])
  }

  /// The files that could not be used, or only in part, each once.
  public func failureListing(limit: Int) throws -> QueryResult {
    try run(
      "SELECT path, reason, message FROM failure GROUP BY path, reason ORDER BY path",
      limits: QueryLimits(rows: limit))
  }

  /// All about one person: figures, clearest faces, moments of videos, companions, places, decisions.
  ///
  /// - Parameters:
  ///   - person: The person.
  ///   - limit: The most rows of each list.
  public func sections(about person: PersonID, limit: Int) throws -> [ListingSection] {
    try Self.personSections.map { name, sql in
      ListingSection(
        name: name,
        rows: try run(
          sql, arguments: ["person": QueryValue(person), "limit": .integer(Int64(limit))]))
    }.filter { !Self.ofVideos.contains($0.name) || !$0.rows.rows.isEmpty }
  }

  /// All about one photo or video: what it is, its files, when a video shows whom, and every face with
  /// the person it belongs to, from left to right.
  public func sections(about media: MediaID) throws -> [ListingSection] {
    try Self.mediaSections.map { name, sql in
      ListingSection(
        name: name,
        rows: try run(
          sql, arguments: ["media": QueryValue(media)], limits: QueryLimits(rows: .max)))
    }.filter { !Self.ofVideos.contains($0.name) || !$0.rows.rows.isEmpty }
  }

  /// What only videos have.
  private static let ofVideos: Set = ["video", "moments"]

  private static let personSections = [
    (
      "person",
      """
      SELECT id AS person, name, faces, media, first, last, degree, community, confidence,
        name_probability AS unconfirmed
      FROM person WHERE id = :person AND :limit IS NOT NULL
      """
    ),
    (
      "faces",
      """
      SELECT face.id AS face, media.path, face.time, face.top, face."right", face.bottom,
        face."left", face.quality, face.distance, media.date, face.confidence, face.mark,
        (SELECT group_concat(author, ', ') FROM (
          SELECT DISTINCT decision_record.author FROM decision_face
          JOIN decision_record ON decision_record.id = decision_id
          WHERE decision_record.kind = 'confirm' AND decision_record.undone IS NULL
            AND decision_record.person_id = face.person_id AND is_subject
            AND decision_face.sha256 = media.sha256 AND decision_face.time IS face.time
            AND decision_face.top_edge = face.top AND decision_face.left_edge = face."left"
          ORDER BY decision_record.id)) AS confirmed_by
      FROM face JOIN media ON media.id = face.media_id
      WHERE face.person_id = :person ORDER BY face.quality DESC, face.id LIMIT :limit
      """
    ),
    (
      "moments",
      """
      SELECT media.path,
        printf('%d:%06.3f', start_ms / 60000, start_ms % 60000 / 1000.0) AS "from",
        printf('%d:%06.3f', end_ms / 60000, end_ms % 60000 / 1000.0) AS "to", span.frames,
        strftime('%Y-%m-%dT%H:%M:%SZ', media.date, '+' || (start_ms / 1000) || ' seconds') AS clock,
        start_ms, end_ms
      FROM span JOIN media ON media.id = span.media_id
      WHERE span.person_id = :person
      ORDER BY media.date IS NULL, media.date, media.path, start_ms LIMIT :limit
      """
    ),
    (
      "companions",
      """
      SELECT person.id AS person, person.name, companion.media, companion.frames, companion.first,
        companion.last, person.name_probability AS unconfirmed
      FROM companion JOIN person ON person.id = companion.other_id
      WHERE companion.person_id = :person
      ORDER BY companion.media DESC, person.id LIMIT :limit
      """
    ),
    (
      "places",
      """
      SELECT media.place, count(*) AS media, min(media.date) AS first, max(media.date) AS last
      FROM appearance JOIN media ON media.id = appearance.media_id
      WHERE appearance.person_id = :person AND media.place IS NOT NULL
      GROUP BY media.place ORDER BY 2 DESC, 1 LIMIT :limit
      """
    ),
    (
      "events",
      """
      SELECT event, media, first, last FROM attendance WHERE person_id = :person
      ORDER BY media DESC, event LIMIT :limit
      """
    ),
    (
      "proposed_names",
      """
      SELECT name, count(*) AS faces, group_concat(DISTINCT source) AS sources,
        min(origin) AS origin
      FROM proposed_name WHERE person_id = :person
      GROUP BY name ORDER BY faces DESC, name LIMIT :limit
      """
    ),
    (
      "decisions",
      """
      SELECT id AS decision, kind, person_id AS person, other_id AS other, faces, name, old_name,
        time, author, undone, undone_by
      FROM decision WHERE person_id = :person OR other_id = :person ORDER BY id DESC LIMIT :limit
      """
    ),
  ]

  private static let mediaSections = [
    (
      "media",
      """
      SELECT path, kind, format, date, place, latitude, longitude, width, height, camera, persons,
        faces, sha256
      FROM media WHERE id = :media
      """
    ),
    (
      "video",
      """
      SELECT duration AS duration_ms, frame_rate, nullif(codec, '') AS codec, samples,
        step AS step_ms, partial, content_identifier
      FROM video WHERE media_id = :media
      """
    ),
    (
      "moments",
      """
      SELECT printf('%d:%06.3f', start_ms / 60000, start_ms % 60000 / 1000.0) AS "from",
        printf('%d:%06.3f', end_ms / 60000, end_ms % 60000 / 1000.0) AS "to",
        person.id AS person, person.name, span.frames,
        strftime('%Y-%m-%dT%H:%M:%SZ', media.date, '+' || (start_ms / 1000) || ' seconds') AS clock,
        start_ms, end_ms
      FROM span JOIN media ON media.id = span.media_id JOIN person ON person.id = span.person_id
      WHERE span.media_id = :media ORDER BY start_ms, person.id
      """
    ),
    ("files", "SELECT path, bytes FROM file WHERE media_id = :media ORDER BY path"),
    (
      "faces",
      """
      SELECT person_id AS person, person.name, face.id AS face, time, top, "right", bottom, "left",
        score, quality, distance, face.confidence, mark, person.name_probability AS unconfirmed
      FROM face LEFT JOIN person ON person.id = person_id
      WHERE media_id = :media ORDER BY time, "left", top, face.id
      """
    ),
    (
      "metadata",
      """
      SELECT property, value, source, origin, used, top, "right", bottom, "left"
      FROM metadata WHERE media_id = :media ORDER BY property, trust, id
      """
    ),
    ("events", "SELECT event FROM event_media WHERE media_id = :media ORDER BY event"),
  ]
}
