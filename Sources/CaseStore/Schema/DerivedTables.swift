import Files
import GRDB

/// What follows from faces and persons and is kept so that questions are answered at once: who is in
/// which media, who was seen with whom, figures of persons, measures of the people graph.
///
/// They are a cache: `Appearances.refresh` alone writes them but for the measures, and they
/// are made anew whenever this text, or that of the views, changes, and after a migration. The graphs
/// of `WhoWhere` define what they hold.
enum DerivedTables {
  /// Measures of persons hang on everybody, so whatever renews the figures of one person forgets all.
  /// Faces that go or change are counted, so that whoever read them before knows.
  static let sql = """
    CREATE TABLE appearance_record (
      person_id INTEGER NOT NULL,
      media_id INTEGER NOT NULL REFERENCES media_item ON DELETE CASCADE,
      faces INTEGER NOT NULL,
      frames INTEGER NOT NULL,
      best_face_id INTEGER NOT NULL,
      PRIMARY KEY (person_id, media_id)
    ) WITHOUT ROWID;
    CREATE INDEX appearance_record_media ON appearance_record (media_id, person_id);
    CREATE TABLE cooccurrence_record (
      person_id INTEGER NOT NULL,
      other_id INTEGER NOT NULL,
      media INTEGER NOT NULL,
      frames INTEGER NOT NULL,
      first TEXT,
      last TEXT,
      PRIMARY KEY (person_id, other_id)
    ) WITHOUT ROWID;
    CREATE TABLE person_summary (
      person_id INTEGER PRIMARY KEY,
      faces INTEGER NOT NULL,
      media INTEGER NOT NULL,
      alone INTEGER NOT NULL,
      degree INTEGER NOT NULL,
      first TEXT,
      last TEXT,
      community INTEGER
    );
    CREATE TABLE face_distance (
      face_id INTEGER PRIMARY KEY REFERENCES face_detection ON DELETE CASCADE,
      distance REAL NOT NULL
    );
    CREATE INDEX face_distance_distance ON face_distance (distance);
    CREATE TABLE measure_record (
      person_id INTEGER NOT NULL,
      measure TEXT NOT NULL,
      value REAL,
      PRIMARY KEY (person_id, measure)
    ) WITHOUT ROWID;
    CREATE TABLE face_confidence (
      face_id INTEGER PRIMARY KEY REFERENCES face_detection ON DELETE CASCADE,
      confidence REAL NOT NULL
    );
    CREATE TABLE person_confidence (
      person_id INTEGER PRIMARY KEY,
      confidence REAL NOT NULL
    );
    CREATE TABLE face_mark (
      face_id INTEGER PRIMARY KEY REFERENCES face_detection ON DELETE CASCADE,
      mark TEXT NOT NULL
    );
    CREATE TABLE person_artefact (person_id INTEGER PRIMARY KEY);
    CREATE TRIGGER person_confidence_gone AFTER DELETE ON person_summary
      BEGIN DELETE FROM person_confidence WHERE person_id = OLD.person_id; END;
    CREATE TRIGGER person_summary_gone AFTER DELETE ON person_summary
      WHEN EXISTS (SELECT 1 FROM measure_record)
      BEGIN DELETE FROM measure_record; END;
    CREATE TRIGGER person_summary_new AFTER INSERT ON person_summary
      WHEN EXISTS (SELECT 1 FROM measure_record)
      BEGIN DELETE FROM measure_record; END;
    CREATE TABLE face_revision (replaced INTEGER NOT NULL);
    INSERT INTO face_revision VALUES (0);
    CREATE TRIGGER face_gone AFTER DELETE ON face_detection
      BEGIN UPDATE face_revision SET replaced = replaced + 1; END;
    CREATE TRIGGER face_changed
      AFTER UPDATE OF id, media_id, time, top_edge, right_edge, bottom_edge, left_edge, embedding
      ON face_detection
      BEGIN UPDATE face_revision SET replaced = replaced + 1; END;
    """

  static let names = [
    "appearance_record", "cooccurrence_record", "person_summary", "face_distance", "measure_record",
    "face_confidence", "person_confidence", "face_revision", "face_mark", "person_artefact",
  ]
  private static let triggers = ["face_gone", "face_changed"]

  /// Changes with all that is derived.
  private static let version = ContentHash.of(
    Array(([sql, Views.sql, Appearances.sql] + Migrations.steps.map(\.name)).joined().utf8))

  /// Whether tables and views are those that this program would make.
  static func areCurrent(_ db: Database) throws -> Bool {
    guard try db.tableExists("derived_version") else { return false }
    return try String.fetchOne(db, sql: "SELECT version FROM derived_version") == version
  }

  /// Makes and fills them, in place of those there are.
  ///
  /// - Complexity: As `Appearances.refresh`, of everybody.
  static func rebuild(_ db: Database) throws {
    let views = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'view'")
    for view in views { try db.execute(sql: "DROP VIEW \"\(view)\"") }
    for trigger in triggers { try db.execute(sql: "DROP TRIGGER IF EXISTS \(trigger)") }
    for table in names { try db.execute(sql: "DROP TABLE IF EXISTS \(table)") }
    try db.execute(sql: sql)
    try db.execute(sql: Views.sql)
    try Appearances.refresh(of: Appearances.everybody(db), db)
    try db.execute(
      sql: """
        DROP TABLE IF EXISTS derived_version;
        CREATE TABLE derived_version (version TEXT NOT NULL);
        INSERT INTO derived_version VALUES (?);
        """, arguments: [version])
  }
}
