import GRDB

/// The people graph as a case keeps it: persons, and pairs who were in the same media.
public struct PeopleTable: Sendable {
  /// The IDs of all persons with faces, rising.
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
        db, sql: "SELECT id, name FROM person WHERE faces > 0 ORDER BY id")
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

  /// Media that show both of two persons, dated ones first: the evidence of their meeting.
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
          WHERE a.person_id = ?1 ORDER BY media.date IS NULL, media.date, media.path LIMIT ?3
          """, arguments: [first, second, limit]
      ).map { ($0["path"], $0["date"]) }
    }
  }

  /// Whether the communities of the present persons are known.
  public func knowsCommunities() throws -> Bool {
    try database.unsafeRead { db in
      try Bool.fetchOne(
        db,
        sql: "SELECT NOT EXISTS (SELECT 1 FROM person_summary WHERE community IS NULL)") ?? true
    }
  }

  /// What must be done before this case can answer anything; `nil` where it can.
  public func whatIsMissing() throws -> String? {
    try database.unsafeRead { db in
      func isEmpty(_ table: String) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM \(table))") ?? true
      }
      if try isEmpty("media_item") {
        return "the case has no media yet; `wwww index PATH…` adds them"
      }
      if try isEmpty("face_detection") {
        return "no faces were found in the case's media; `wwww query failures` tells of problems"
      }
      if try isEmpty("person_summary") {
        return "the case's faces are not grouped into persons yet; `wwww cluster` does that"
      }
      return nil
    }
  }
}

extension SQLiteCase {
  /// Notes which community each person belongs to; forgotten when persons change.
  public func setCommunities(_ communities: [PersonID: Int]) throws {
    try database.write { db in
      let note = try db.makeStatement(
        sql: "UPDATE person_summary SET community = ?2 WHERE person_id = ?1")
      for (person, community) in communities.sorted(by: { $0.key < $1.key }) {
        try note.execute(arguments: [person, community])
      }
    }
  }
}
