import GRDB

/// The table of former faces.
enum SuccessionSchema {
  static func create(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE former_face (
          id INTEGER PRIMARY KEY,
          sha256 TEXT NOT NULL,
          time INTEGER,
          top_edge INTEGER NOT NULL,
          right_edge INTEGER NOT NULL,
          bottom_edge INTEGER NOT NULL,
          left_edge INTEGER NOT NULL,
          person_id INTEGER NOT NULL REFERENCES person_record,
          embedding BLOB NOT NULL,
          is_recent INTEGER NOT NULL DEFAULT 1
        );
        CREATE INDEX former_face_media ON former_face (sha256);
        CREATE INDEX former_face_person ON former_face (person_id);
        """)
  }
}
