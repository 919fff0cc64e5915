import GRDB

/// How the tables of a case come to be: by steps that never change, then by what follows from them.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for step in Migrations.steps {
      migrator.registerMigration(step.name) { try $0.execute(sql: step.sql) }
    }
    return migrator
  }

  /// Brings a case of an older version up to date, and makes the tables of a new one.
  static func bringUpToDate(_ database: some DatabaseWriter) throws {
    try migrator.migrate(database)
    try database.write { db in
      if try !DerivedTables.areCurrent(db) { try DerivedTables.rebuild(db) }
    }
  }

  /// Whether nothing is to be brought up to date.
  static func isCurrent(_ db: Database) throws -> Bool {
    try migrator.hasCompletedMigrations(db) && DerivedTables.areCurrent(db)
  }
}
