import GRDB

/// The tables of decisions, and the view that queries may rely on.
enum DecisionSchema {
  static func create(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE decision_record (
          id INTEGER PRIMARY KEY,
          kind TEXT NOT NULL CHECK (kind IN ('name', 'merge', 'split', 'reject', 'ignore')),
          person_id INTEGER NOT NULL REFERENCES person_record,
          other_id INTEGER REFERENCES person_record,
          name TEXT,
          old_name TEXT,
          author TEXT NOT NULL,
          time TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
          undone TEXT,
          undone_by TEXT
        );
        CREATE TABLE decision_face (
          decision_id INTEGER NOT NULL REFERENCES decision_record ON DELETE CASCADE,
          position INTEGER NOT NULL,
          sha256 TEXT NOT NULL,
          time INTEGER,
          top_edge INTEGER NOT NULL,
          right_edge INTEGER NOT NULL,
          bottom_edge INTEGER NOT NULL,
          left_edge INTEGER NOT NULL,
          person_id INTEGER,
          is_subject INTEGER NOT NULL,
          PRIMARY KEY (decision_id, position)
        ) WITHOUT ROWID;
        CREATE VIEW decision AS
          SELECT id, kind, person_id, other_id, name, old_name, author, time, undone, undone_by,
            (SELECT count(*) FROM decision_face
              WHERE decision_id = decision_record.id AND is_subject) AS faces
          FROM decision_record;
        """)
  }
}
