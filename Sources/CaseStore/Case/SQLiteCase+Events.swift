import Domain
import GRDB

extension SQLiteCase {
  /// The events that somebody named, by name.
  public func events() throws -> [Event] {
    try database.read { db in
      try Row.fetchAll(db, sql: "SELECT id, name FROM event_record ORDER BY name").map { row in
        Event(
          name: row["name"],
          parts: try Row.fetchAll(
            db, sql: "SELECT folder, since, until FROM event_part WHERE event_id = ? ORDER BY id",
            arguments: [row["id"] as Int64]
          ).map { part in
            (part["folder"] as String?).map { .folder($0) }
              ?? .span(since: part["since"], until: part["until"])
          })
      }
    }
  }

  /// The media of every event, however it was named, by name.
  public func eventMedia() throws -> [(name: String, media: [MediaID])] {
    try database.read { db in
      var events: [(name: String, media: [MediaID])] = []
      let rows = try Row.fetchCursor(
        db, sql: "SELECT event, media_id FROM event_media ORDER BY event, media_id")
      while let row = try rows.next() {
        let name: String = row["event"]
        if events.last?.name != name { events.append((name, [])) }
        events[events.count - 1].media.append(row["media_id"])
      }
      return events
    }
  }

  /// Gives an event its parts in place of those it had, or adds it.
  public func save(_ event: Event) throws {
    try database.write { db in
      try Self.forget(event.name, db)
      try db.execute(sql: "INSERT INTO event_record (name) VALUES (?)", arguments: [event.name])
      let id = db.lastInsertedRowID
      for part in event.parts {
        switch part {
        case .folder(let folder):
          try db.execute(
            sql: "INSERT INTO event_part (event_id, folder) VALUES (?, ?)", arguments: [id, folder])
        case .span(let since, let until):
          try db.execute(
            sql: "INSERT INTO event_part (event_id, since, until) VALUES (?, ?, ?)",
            arguments: [id, since, until])
        }
      }
    }
  }

  /// Forgets an event; `false` where there is none of this name. Media stay as they are.
  public func forgetEvent(_ name: String) throws -> Bool {
    try database.write { db in try Self.forget(name, db) }
  }

  @discardableResult
  private static func forget(_ name: String, _ db: Database) throws -> Bool {
    try db.execute(sql: "DELETE FROM event_record WHERE name = ?", arguments: [name])
    return db.changesCount > 0
  }
}
