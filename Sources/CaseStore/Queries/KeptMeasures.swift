import Domain
import GRDB

// Measures of the people graph of the whole case that take longer than anybody wants to wait for an
// answer. They hang on everybody, so the case forgets them when the figures of one person change.

extension CaseReader {
  /// The values of a measure that the case keeps by this name, `nil` for a person without one; empty
  /// where it was not measured since persons changed last.
  public func keptMeasure(_ name: String) throws -> [PersonID: Double?] {
    try database.unsafeRead { db in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT person_id, value FROM measure WHERE measure = ?", arguments: [name])
      return try Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }
  }

  /// Whether the communities of the present persons are known.
  public func knowsCommunities() throws -> Bool {
    try database.unsafeRead { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT NOT EXISTS (
            SELECT 1 FROM person WHERE faces > 0 AND community IS NULL AND NOT artefact)
          """) ?? true
    }
  }
}

extension SQLiteCase {
  /// Keeps the values of a measure under a name, until persons change.
  public func keep(_ name: String, _ values: [PersonID: Double?]) throws {
    try database.write { db in
      let note = try db.makeStatement(
        sql: "INSERT OR REPLACE INTO measure_record (person_id, measure, value) VALUES (?, ?, ?)")
      for (person, value) in values.sorted(by: { $0.key < $1.key }) {
        try note.execute(arguments: [person, name, value])
      }
    }
  }

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
