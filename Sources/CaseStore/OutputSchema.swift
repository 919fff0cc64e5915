import GRDB

/// The table of files that were written, in place of the one of annotated copies alone.
enum OutputSchema {
  static func create(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE output_file (
          location BLOB PRIMARY KEY,
          fingerprint TEXT,
          size INTEGER NOT NULL,
          modified INTEGER NOT NULL,
          replaced_size INTEGER,
          replaced_modified INTEGER
        ) WITHOUT ROWID;
        INSERT INTO output_file (location, fingerprint, size, modified)
          SELECT location, fingerprint, size, modified FROM annotated_copy;
        DROP TABLE annotated_copy;
        """)
  }
}
