import GRDB

/// Decisions of all kinds, each in its place among the runs, and what every clustering changed.
enum FaceDecisionSchema {
  static func create(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE new_decision_record (
          id INTEGER PRIMARY KEY,
          kind TEXT NOT NULL CHECK (kind IN ('name', 'confirm', 'assign', 'merge', 'same',
            'different', 'unsure', 'split', 'reject', 'ignore')),
          person_id INTEGER NOT NULL REFERENCES person_record,
          other_id INTEGER REFERENCES person_record,
          name TEXT,
          old_name TEXT,
          author TEXT NOT NULL,
          time TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
          undone TEXT,
          undone_by TEXT,
          probability REAL,
          run_id INTEGER REFERENCES run_record
        );
        INSERT INTO new_decision_record (id, kind, person_id, other_id, name, old_name, author, time,
            undone, undone_by)
          SELECT id, kind, person_id, other_id, name, old_name, author, time, undone, undone_by
          FROM decision_record;
        DROP VIEW decision;
        DROP TABLE decision_record;
        ALTER TABLE new_decision_record RENAME TO decision_record;
        CREATE VIEW decision AS
          SELECT id, kind, person_id, other_id, name, old_name, author, time, undone, undone_by,
            (SELECT count(*) FROM decision_face
              WHERE decision_id = decision_record.id AND is_subject) AS faces, probability
          FROM decision_record;
        ALTER TABLE person_record ADD COLUMN name_probability REAL;
        CREATE TABLE clustering_record (
          run_id INTEGER PRIMARY KEY REFERENCES run_record,
          author TEXT NOT NULL,
          undone TEXT,
          undone_by TEXT
        );
        CREATE TABLE clustering_face (
          run_id INTEGER NOT NULL REFERENCES clustering_record ON DELETE CASCADE,
          face_id INTEGER NOT NULL,
          before_id INTEGER,
          after_id INTEGER,
          PRIMARY KEY (run_id, face_id)
        ) WITHOUT ROWID;
        """)
  }
}
