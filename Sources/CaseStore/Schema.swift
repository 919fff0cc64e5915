import GRDB

/// The tables of a case, and the named steps that bring an older case up to date. Steps are only
/// ever added.
///
/// Tables carry the suffix of what a row records; the plain words (`media`, `face`, `person`, …) are
/// views, which queries may rely on.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 media, faces, persons, runs") { db in
      try db.execute(
        sql: """
          CREATE TABLE source_folder (
            id INTEGER PRIMARY KEY,
            root BLOB NOT NULL UNIQUE,
            label TEXT NOT NULL UNIQUE
          );
          CREATE TABLE media_item (
            id INTEGER PRIMARY KEY,
            sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
            kind TEXT NOT NULL CHECK (kind IN ('photo', 'video')),
            format TEXT NOT NULL,
            size INTEGER NOT NULL,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            orientation INTEGER NOT NULL,
            date TEXT,
            latitude REAL,
            longitude REAL,
            camera TEXT,
            recipe TEXT NOT NULL
          );
          CREATE INDEX media_item_date ON media_item (date);
          CREATE TABLE media_file (
            location BLOB PRIMARY KEY,
            media_id INTEGER NOT NULL REFERENCES media_item ON DELETE CASCADE,
            source_id INTEGER NOT NULL REFERENCES source_folder,
            path TEXT NOT NULL,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL
          ) WITHOUT ROWID;
          CREATE INDEX media_file_media ON media_file (media_id, path);
          CREATE INDEX media_file_path ON media_file (path);
          CREATE TABLE run_record (
            id INTEGER PRIMARY KEY,
            command TEXT NOT NULL,
            version TEXT NOT NULL,
            started TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
            finished TEXT,
            parameters TEXT NOT NULL,
            models TEXT NOT NULL,
            counts TEXT NOT NULL DEFAULT '{}'
          );
          CREATE TABLE failure_record (
            id INTEGER PRIMARY KEY,
            run_id INTEGER NOT NULL REFERENCES run_record,
            path TEXT NOT NULL,
            reason TEXT NOT NULL,
            message TEXT NOT NULL
          );
          CREATE INDEX failure_record_run ON failure_record (run_id);
          CREATE TABLE person_record (
            id INTEGER PRIMARY KEY CHECK (id >= 0),
            name TEXT UNIQUE,
            first_run INTEGER NOT NULL REFERENCES run_record
          );
          CREATE TABLE face_detection (
            id INTEGER PRIMARY KEY,
            media_id INTEGER NOT NULL REFERENCES media_item ON DELETE CASCADE,
            time INTEGER,
            top_edge INTEGER NOT NULL,
            right_edge INTEGER NOT NULL,
            bottom_edge INTEGER NOT NULL,
            left_edge INTEGER NOT NULL,
            score REAL NOT NULL,
            quality REAL NOT NULL,
            size_quality REAL NOT NULL,
            sharpness_quality REAL NOT NULL,
            pose_quality REAL NOT NULL,
            landmarks BLOB NOT NULL,
            embedding BLOB NOT NULL,
            person_id INTEGER REFERENCES person_record
          );
          CREATE INDEX face_detection_media ON face_detection (media_id, time);
          CREATE INDEX face_detection_person ON face_detection (person_id, media_id);
          CREATE TABLE annotated_copy (
            location BLOB PRIMARY KEY,
            fingerprint TEXT NOT NULL,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL
          ) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("2 appearances, co-occurrences, views") { db in
      try db.execute(sql: Views.derivedTables)
      try db.execute(sql: Views.views)
      try SQLiteCase.refreshAppearances(of: SQLiteCase.personsWithFaces(db), db)
    }
    migrator.registerMigration("3 decisions", migrate: DecisionSchema.create)
    migrator.registerMigration("4 neighbour lists", migrate: NeighborSchema.create)
    migrator.registerMigration("5 former faces", migrate: SuccessionSchema.create)
    migrator.registerMigration("6 centrality") { db in
      try db.execute(sql: Views.centrality)
    }
    migrator.registerMigration(
      "7 decisions about faces, clusterings", migrate: FaceDecisionSchema.create)
    migrator.registerMigration("8 files written", migrate: OutputSchema.create)
    return migrator
  }
}
