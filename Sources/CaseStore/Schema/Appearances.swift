import Domain
import Foundation
import GRDB

/// What follows from the faces of persons: who is in which photo or video, who was seen with whom,
/// figures, distances.
enum Appearances {
  /// Renews what follows from the faces of some persons: their appearances, co-occurrences, figures
  /// and distances, and what these say of others. Belongs into every transaction that gives persons
  /// faces or takes some away. Communities are forgotten, because they hang on all.
  ///
  /// - Complexity: O(faces of the persons + Σ p²) for media of p persons each in which they are.
  static func refresh(of persons: Set<PersonID>, _ db: Database) throws {
    guard !persons.isEmpty else { return }
    try db.execute(
      sql: """
        CREATE TEMP TABLE IF NOT EXISTS changed_person (id INTEGER PRIMARY KEY);
        CREATE TEMP TABLE IF NOT EXISTS changed_summary (id INTEGER PRIMARY KEY);
        DELETE FROM changed_person;
        DELETE FROM changed_summary;
        """)
    let note = try db.makeStatement(sql: "INSERT INTO changed_person VALUES (?)")
    for person in persons.sorted() { try note.execute(arguments: [person]) }
    try db.execute(sql: sql)
    try renewDistances(db)
  }

  /// The occasion that a media belongs to: the best copy of its picture, for the clip of a Live Photo that
  /// of the photo's, else the media itself.
  static func occasion(of media: String) -> String {
    let photo = "(SELECT photo_id FROM live_photo WHERE clip_id = \(media))"
    return """
      coalesce(
        (SELECT picture_id FROM picture_copy AS copy WHERE copy.media_id = coalesce(\(photo), \(media))),
        \(photo), \(media))
      """
  }

  /// Renews appearances, co-occurrences and figures of the persons in `changed_person`. Two persons
  /// co-occur in a photo that shows both, and in a video of which a frame shows both at once. The picture
  /// and the clip of a Live Photo, and the copies of a picture, are one occasion and count once.
  ///
  /// Whoever shares a photo or video with a changed person, before or after, has changed figures: whether
  /// somebody is alone in a video hangs on all who are in it, at whatever moment.
  ///
  /// Where several columns are not aggregated, SQLite takes them from the row with the maximum.
  static let sql = """
    INSERT INTO changed_summary SELECT id FROM changed_person;
    INSERT OR IGNORE INTO changed_summary
      SELECT other.person_id FROM changed_person
      CROSS JOIN appearance_record AS own ON own.person_id = changed_person.id
      CROSS JOIN appearance_record AS other ON other.media_id = own.media_id;
    DELETE FROM appearance_record WHERE person_id IN (SELECT id FROM changed_person);
    INSERT INTO appearance_record (person_id, media_id, faces, frames, best_face_id)
      SELECT person_id, media_id, faces, frames, id FROM (
        SELECT person_id, media_id, count(*) AS faces,
          count(DISTINCT coalesce(time, -1)) AS frames, id, max(quality)
        FROM face_detection INDEXED BY face_detection_person
        WHERE person_id IN (SELECT id FROM changed_person) GROUP BY person_id, media_id
      );

    INSERT OR IGNORE INTO changed_summary
      SELECT other.person_id FROM changed_person
      CROSS JOIN appearance_record AS own ON own.person_id = changed_person.id
      CROSS JOIN appearance_record AS other ON other.media_id = own.media_id;
    DELETE FROM cooccurrence_record WHERE (person_id, other_id) IN (
      SELECT other_id, person_id FROM cooccurrence_record
      WHERE person_id IN (SELECT id FROM changed_person));
    DELETE FROM cooccurrence_record WHERE person_id IN (SELECT id FROM changed_person);
    INSERT INTO cooccurrence_record (person_id, other_id, media, frames, first, last)
      SELECT person_id, other_id, count(DISTINCT occasion), sum(frames), min(date), max(date)
      FROM (
        SELECT a.person_id, b.person_id AS other_id, date,
          \(occasion(of: "a.media_id")) AS occasion,
          CASE kind WHEN 'photo' THEN 1 ELSE (
            SELECT count(DISTINCT x.time)
            FROM face_detection AS x INDEXED BY face_detection_person
            JOIN face_detection AS y INDEXED BY face_detection_person
              ON y.person_id = b.person_id AND y.media_id = x.media_id AND y.time = x.time
            WHERE x.person_id = a.person_id AND x.media_id = a.media_id
          ) END AS frames
        FROM changed_person
        CROSS JOIN appearance_record AS a ON a.person_id = changed_person.id
        CROSS JOIN media_item ON media_item.id = a.media_id
        CROSS JOIN appearance_record AS b
          ON b.media_id = a.media_id AND b.person_id <> a.person_id
      ) WHERE frames > 0
      GROUP BY person_id, other_id;
    INSERT INTO cooccurrence_record (person_id, other_id, media, frames, first, last)
      SELECT other_id, person_id, media, frames, first, last FROM cooccurrence_record
      WHERE person_id IN (SELECT id FROM changed_person)
        AND other_id NOT IN (SELECT id FROM changed_person);

    DELETE FROM person_summary WHERE person_id IN (SELECT id FROM changed_summary);
    INSERT INTO person_summary (person_id, faces, media, alone, degree, first, last)
      SELECT person_id, sum(faces), count(DISTINCT occasion),
        count(DISTINCT occasion) - count(DISTINCT CASE WHEN is_shared THEN occasion END),
        (SELECT count(*) FROM cooccurrence_record WHERE person_id = own.person_id),
        min(date), max(date)
      FROM (
        SELECT person_id, faces, date,
          \(occasion(of: "appearance_record.media_id")) AS occasion,
          EXISTS (
            SELECT 1 FROM appearance_record AS other
            WHERE other.media_id = appearance_record.media_id
              AND other.person_id <> appearance_record.person_id) AS is_shared
        FROM appearance_record JOIN media_item ON media_item.id = media_id
        WHERE person_id IN (SELECT id FROM changed_summary)
      ) AS own GROUP BY person_id;
    UPDATE person_summary SET community = NULL WHERE community IS NOT NULL;
    """

  /// Everybody who has a face.
  static func everybody(_ db: Database) throws -> Set<PersonID> {
    try Set(
      PersonID.fetchCursor(
        db, sql: "SELECT DISTINCT person_id FROM face_detection WHERE person_id IS NOT NULL"))
  }

  /// The distance of every face of the changed persons to the mean of its person's other faces.
  private static func renewDistances(_ db: Database) throws {
    let insert = try db.makeStatement(
      sql: "INSERT OR REPLACE INTO face_distance (face_id, distance) VALUES (?, ?)")
    let forget = try db.makeStatement(sql: "DELETE FROM face_distance WHERE face_id = ?")
    var group = FaceGroup()
    func finish() throws {
      for (face, distance) in group.distances() {
        if let distance {
          try insert.execute(arguments: [face, distance])
        } else {
          try forget.execute(arguments: [face])
        }
      }
      group = FaceGroup()
    }
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT person_id, id, embedding, encoder FROM face_detection INDEXED BY face_detection_person
        WHERE person_id IN (SELECT id FROM changed_person) ORDER BY person_id, media_id, id
        """)
    var current: PersonID?
    while let row = try rows.next() {
      let person: PersonID = row[0]
      if person != current { try finish() }
      current = person
      try row.withUnsafeData(atIndex: 2) {
        group.append(row[1], encoder: row[3], embedding: $0)
      }
    }
    try finish()
  }
}

/// The faces of one person.
private struct FaceGroup {
  private var faces: [String: [(id: FaceID, embedding: [Float])]] = [:]

  mutating func append(_ id: FaceID, encoder: String, embedding: Data?) {
    guard let embedding, !embedding.isEmpty else { return }
    faces[encoder, default: []].append((id, Array(floats: embedding)))
  }

  /// Of each face to the mean of the others of its encoder; `nil` for a single face.
  func distances() -> [(FaceID, Double?)] {
    faces.sorted { $0.key < $1.key }.flatMap { Self.distances($0.value) }
  }

  private static func distances(_ faces: [(id: FaceID, embedding: [Float])])
    -> [(FaceID, Double?)]
  {
    guard faces.count > 1 else { return faces.map { ($0.id, nil) } }
    var sum = [Float](repeating: 0, count: faces[0].embedding.count)
    for face in faces {
      for i in sum.indices { sum[i] += face.embedding[i] }
    }
    let others = Float(faces.count - 1)
    return faces.map { face in
      var square: Float = 0
      for i in sum.indices {
        let own = face.embedding[i]
        let difference = own - (sum[i] - own) / others
        square += difference * difference
      }
      return (face.id, Double(square.squareRoot()))
    }
  }
}
