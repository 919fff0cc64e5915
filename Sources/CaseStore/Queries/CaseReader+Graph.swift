import Domain
import GRDB

/// The people graph as a case keeps it: persons, and pairs who were in the same media.
public struct PeopleTable: Sendable {
  /// The IDs of all persons with faces who are no artefacts, rising.
  public internal(set) var ids: [PersonID] = []
  /// Their names.
  public internal(set) var names: [String?] = []
  /// The first of each pair: an index into `ids`.
  public internal(set) var firsts: [Int] = []
  /// The second of each pair, greater than the first.
  public internal(set) var seconds: [Int] = []
  /// In how many media each pair was together.
  public internal(set) var media: [Int] = []
}

/// Two persons, in whichever order they are named.
public struct PersonPair: Hashable, Sendable {
  /// The lower ID.
  public let lower: PersonID
  /// The higher ID.
  public let higher: PersonID

  /// The pair of two persons.
  public init(_ first: PersonID, _ second: PersonID) {
    (lower, higher) = (min(first, second), max(first, second))
  }
}

extension CaseReader {
  /// Who was seen with whom.
  ///
  /// - Parameter minMedia: Leaves out pairs who share fewer media.
  /// - Complexity: O(persons + pairs).
  public func people(minMedia: Int = 1) throws -> PeopleTable {
    try database.unsafeRead { db in
      var table = PeopleTable()
      var indices: [PersonID: Int] = [:]
      let persons = try Row.fetchCursor(
        db,
        sql: """
          SELECT id, CASE WHEN name IS NOT NULL THEN label END FROM person
          WHERE faces > 0 AND NOT artefact ORDER BY id
          """)
      while let row = try persons.next() {
        indices[row[0]] = table.ids.count
        table.ids.append(row[0])
        table.names.append(row[1])
      }
      let pairs = try Row.fetchCursor(
        db,
        sql: """
          SELECT person_a, person_b, media FROM cooccurrence WHERE media >= ?
          ORDER BY person_a, person_b
          """, arguments: [minMedia])
      while let row = try pairs.next() {
        guard let first = indices[row[0]], let second = indices[row[1]] else { continue }
        table.firsts.append(first)
        table.seconds.append(second)
        table.media.append(row[2])
      }
      return table
    }
  }

  /// How many persons are probably none, and are left out of `people`.
  public func artefactCount() throws -> Int {
    try database.unsafeRead { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM person WHERE faces > 0 AND artefact") ?? 0
    }
  }

  /// Whether a person is probably none.
  public func isArtefact(_ id: PersonID) throws -> Bool {
    try database.unsafeRead { db in
      try Bool.fetchOne(db, sql: "SELECT artefact FROM person WHERE id = ?", arguments: [id])
        ?? false
    }
  }

  /// Photos, and videos of which a moment shows both of two persons, dated ones first: the evidence of
  /// their meeting.
  public func evidence(
    of first: PersonID, and second: PersonID, limit: Int
  ) throws -> [(path: String, date: String?)] {
    try database.unsafeRead { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT media.path, media.date
          FROM appearance AS a
          JOIN appearance AS b ON b.media_id = a.media_id AND b.person_id = ?2
          JOIN media ON media.id = a.media_id
          WHERE a.person_id = ?1 AND (media.kind = 'photo' OR EXISTS (
            SELECT 1 FROM face_detection AS x
            JOIN face_detection AS y ON y.media_id = x.media_id AND y.time = x.time
            WHERE x.media_id = media.id AND x.person_id = ?1 AND y.person_id = ?2))
          ORDER BY media.date IS NULL, media.date, media.path LIMIT ?3
          """, arguments: [first, second, limit]
      ).map { ($0["path"], $0["date"]) }
    }
  }

  /// For each pair of some persons who were ever together the path of the first photo, or video with a
  /// moment, that shows both; dated ones come first.
  ///
  /// - Complexity: O(f log f + Σ p²) for f faces, and photos and moments of p of the persons each.
  public func firstEvidence(among persons: [PersonID]) throws -> [PersonPair: String] {
    try database.unsafeRead { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT DISTINCT media_id, person_id, media.path, media.date, time
          FROM json_each(?) JOIN face_detection ON person_id = value
            JOIN media ON media.id = media_id
          ORDER BY media.date IS NULL, media.date, media.path, media_id, time, person_id
          """, arguments: ["[\(persons.map(\.description).joined(separator: ","))]"])
      var first: [PersonPair: String] = [:]
      var current: (media: MediaID, time: Int?)?
      var present: [PersonID] = []
      while let row = try rows.next() {
        let moment: (media: MediaID, time: Int?) = (row[0], row[4])
        if let current, current != moment { present = [] }
        current = moment
        let person: PersonID = row[1]
        for other in present {
          let pair = PersonPair(other, person)
          if first[pair] == nil { first[pair] = row[2] }
        }
        present.append(person)
      }
      return first
    }
  }

  /// What a case does not have yet.
  public enum Lack: Sendable {
    /// Photos and videos.
    case media
    /// Faces in them.
    case faces
    /// Persons.
    case persons
  }

  /// What this case lacks to answer anything; `nil` where it can.
  public func whatIsMissing() throws -> Lack? {
    try database.unsafeRead { db in
      func isEmpty(_ table: String) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM \(table))") ?? true
      }
      if try isEmpty("media_item") { return .media }
      if try isEmpty("face_detection") { return .faces }
      return try isEmpty("person_summary") ? .persons : nil
    }
  }
}
