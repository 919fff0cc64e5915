import GRDB

extension SQLiteCase {
  /// Something that is said of the whole case.
  enum Property: String {
    case retention
    case unfinishedPurge
  }

  /// The day after which the case is to be purged: `2027-01-31`; `nil` where none is set.
  public func retention() throws -> String? { try value(of: .retention) }

  /// Sets the day after which the case is to be purged, or takes it away.
  public func setRetention(_ day: String?) throws { try set(.retention, day) }

  /// Whether a purge was stopped before the last traces were overwritten.
  public func hasUnfinishedPurge() throws -> Bool { try value(of: .unfinishedPurge) != nil }

  private func value(of property: Property) throws -> String? {
    try database.read { db in
      try String.fetchOne(
        db, sql: "SELECT value FROM case_property WHERE name = ?", arguments: [property.rawValue])
    }
  }

  private func set(_ property: Property, _ value: String?) throws {
    try database.write { try Self.set(property, value, $0) }
  }

  static func set(_ property: Property, _ value: String?, _ db: Database) throws {
    guard let value else {
      return try db.execute(
        sql: "DELETE FROM case_property WHERE name = ?", arguments: [property.rawValue])
    }
    try db.execute(
      sql: "INSERT OR REPLACE INTO case_property (name, value) VALUES (?, ?)",
      arguments: [property.rawValue, value])
  }
}
