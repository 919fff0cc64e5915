import GRDB

/// The named steps that bring the tables of an older case up to date.
///
/// A step is literal text and never changes once it is in use: cases that have been through it would
/// differ from those that go through it later. Steps are only ever appended. What follows from other
/// tables is no matter of theirs; see `DerivedTables`.
///
/// Tables carry the suffix of what a row records; the plain words (`media`, `face`, `person`, …) are
/// views, which queries may rely on.
package enum Migrations {
  package static let steps: [(name: String, sql: String)] = [
    ("1 media, faces, persons, runs", media),
    ("2 appearances, co-occurrences, views", derived),
    ("3 decisions", decisions),
    ("4 neighbour lists", neighbors),
    ("5 former faces", formerFaces),
    ("6 centrality", centrality),
    ("7 decisions about faces, clusterings", faceDecisions),
    ("8 files written", outputs),
    ("9 derived tables apart", apart),
    ("10 encoders of faces", encoders),
    ("11 videos", videos),
    ("12 files passed over", passedOver),
    ("13 custody, purging", custody),
    ("14 tracks, frames of videos", tracks),
    ("15 faces drawn by hand", drawnFaces),
    ("16 metadata with their sources, events", metadata),
    ("17 copies of pictures", copies),
  ]

  /// What is known: media, files, runs, persons, faces.
  private static let media = """
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
    """

  /// What follows from the faces, and the views; since step 9 no longer made by steps.
  private static let derived = """
    CREATE TABLE appearance_record (
      person_id INTEGER NOT NULL,
      media_id INTEGER NOT NULL REFERENCES media_item ON DELETE CASCADE,
      faces INTEGER NOT NULL,
      frames INTEGER NOT NULL,
      best_face_id INTEGER NOT NULL,
      PRIMARY KEY (person_id, media_id)
    ) WITHOUT ROWID;
    CREATE INDEX appearance_record_media ON appearance_record (media_id, person_id);
    CREATE TABLE companion_record (
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
    CREATE VIEW person AS
      SELECT person_record.id, name, coalesce(name, 'Person ' || person_record.id) AS label,
        coalesce(faces, 0) AS faces, coalesce(media, 0) AS media, coalesce(alone, 0) AS alone,
        coalesce(degree, 0) AS degree, first, last, community
      FROM person_record LEFT JOIN person_summary ON person_summary.person_id = person_record.id
      WHERE person_summary.person_id IS NOT NULL OR name IS NOT NULL;
    CREATE VIEW file AS
      SELECT media_id, path, rtrim(rtrim(path, replace(path, '/', '')), '/') AS folder,
        size AS bytes
      FROM media_file;
    CREATE VIEW media AS
      SELECT id,
        (SELECT min(path) FROM media_file WHERE media_id = media_item.id) AS path,
        (SELECT count(*) FROM media_file WHERE media_id = media_item.id) AS files,
        kind, format, size AS bytes, width, height, date, substr(date, 1, 10) AS day,
        latitude, longitude,
        CASE WHEN latitude IS NOT NULL AND longitude IS NOT NULL
          THEN printf('%.2f,%.2f', latitude, longitude) END AS place,
        camera, sha256,
        (SELECT count(*) FROM face_detection WHERE media_id = media_item.id) AS faces,
        (SELECT count(*) FROM appearance_record WHERE media_id = media_item.id) AS persons
      FROM media_item;
    CREATE VIEW face AS
      SELECT id, media_id, person_id, time, top_edge AS top, right_edge AS "right",
        bottom_edge AS bottom, left_edge AS "left", score, quality, size_quality AS size,
        sharpness_quality AS sharpness, pose_quality AS pose, distance
      FROM face_detection LEFT JOIN face_distance ON face_id = face_detection.id;
    CREATE VIEW appearance AS
      SELECT person_id, media_id, faces, frames, best_face_id FROM appearance_record;
    CREATE VIEW companion AS
      SELECT person_id, other_id, media, frames, first, last FROM companion_record;
    CREATE VIEW cooccurrence AS
      SELECT person_id AS person_a, other_id AS person_b, media, frames, first, last
      FROM companion_record WHERE person_id < other_id;
    CREATE VIEW place AS
      SELECT printf('%.2f,%.2f', latitude, longitude) AS place,
        round(avg(latitude), 6) AS latitude, round(avg(longitude), 6) AS longitude,
        count(*) AS media, min(date) AS first, max(date) AS last
      FROM media_item WHERE latitude IS NOT NULL AND longitude IS NOT NULL GROUP BY 1;
    CREATE VIEW run AS
      SELECT id, command, version, started, finished, parameters, models, counts,
        (SELECT count(*) FROM failure_record WHERE run_id = run_record.id) AS failures
      FROM run_record;
    CREATE VIEW failure AS SELECT id, run_id, path, reason, message FROM failure_record;
    """

  /// What people decided.
  private static let decisions = """
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
    """

  /// A row belongs to one face, names only faces with lower IDs, and goes with its face. So rows are
  /// never stale: an ID that is given again was the highest, and all rows that named it are gone, too.
  private static let neighbors = """
    CREATE TABLE neighbor_kind (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      kind TEXT NOT NULL,
      radius REAL NOT NULL
    );
    CREATE TABLE neighbor_list (
      face_id INTEGER PRIMARY KEY REFERENCES face_detection ON DELETE CASCADE,
      earlier BLOB NOT NULL
    );
    CREATE TRIGGER neighbor_list_embedding AFTER UPDATE OF embedding ON face_detection
      BEGIN DELETE FROM neighbor_kind; END;
    """

  /// Faces of persons that are gone.
  private static let formerFaces = """
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
    """

  /// Measures, kept; since step 9 no longer made by steps.
  private static let centrality = """
    CREATE TABLE centrality_record (
      person_id INTEGER PRIMARY KEY,
      betweenness REAL,
      closeness REAL,
      pagerank REAL
    );
    CREATE VIEW centrality AS
      SELECT person_id, betweenness, closeness, pagerank FROM centrality_record;
    CREATE TRIGGER person_summary_gone AFTER DELETE ON person_summary
      WHEN EXISTS (SELECT 1 FROM centrality_record)
      BEGIN DELETE FROM centrality_record; END;
    CREATE TRIGGER person_summary_new AFTER INSERT ON person_summary
      WHEN EXISTS (SELECT 1 FROM centrality_record)
      BEGIN DELETE FROM centrality_record; END;
    """

  /// Decisions of all kinds, each in its place among the runs, and what every clustering changed.
  private static let faceDecisions = """
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
    """

  /// Files that were written, in place of annotated copies alone. The first cases had no table of
  /// these: step 1 was altered while it was in use.
  private static let outputs = """
    CREATE TABLE IF NOT EXISTS annotated_copy (
      location BLOB PRIMARY KEY,
      fingerprint TEXT NOT NULL,
      size INTEGER NOT NULL,
      modified INTEGER NOT NULL
    ) WITHOUT ROWID;
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
    """

  /// Steps 2 and 6 were altered while they were in use, so that derived tables differ. All that is
  /// derived goes, to be made anew.
  private static let apart = """
    DROP VIEW IF EXISTS person;
    DROP VIEW IF EXISTS file;
    DROP VIEW IF EXISTS media;
    DROP VIEW IF EXISTS face;
    DROP VIEW IF EXISTS appearance;
    DROP VIEW IF EXISTS companion;
    DROP VIEW IF EXISTS cooccurrence;
    DROP VIEW IF EXISTS place;
    DROP VIEW IF EXISTS run;
    DROP VIEW IF EXISTS failure;
    DROP VIEW IF EXISTS decision;
    DROP VIEW IF EXISTS centrality;
    DROP TABLE IF EXISTS appearance_record;
    DROP TABLE IF EXISTS companion_record;
    DROP TABLE IF EXISTS cooccurrence_record;
    DROP TABLE IF EXISTS person_summary;
    DROP TABLE IF EXISTS face_distance;
    DROP TABLE IF EXISTS centrality_record;
    """

  /// Embeddings of several encoders. Until now there was one.
  private static let encoders = """
    ALTER TABLE face_detection ADD COLUMN encoder TEXT NOT NULL DEFAULT 'dlib';
    ALTER TABLE former_face ADD COLUMN encoder TEXT NOT NULL DEFAULT 'dlib';
    """

  /// What only videos have, and what was found in those that are not finished.
  private static let videos = """
    CREATE TABLE video_item (
      media_id INTEGER PRIMARY KEY REFERENCES media_item ON DELETE CASCADE,
      duration INTEGER,
      frame_rate REAL,
      codec TEXT NOT NULL,
      samples INTEGER NOT NULL,
      step INTEGER NOT NULL,
      partial TEXT,
      content_identifier TEXT
    );
    CREATE TABLE face_frame (
      face_id INTEGER PRIMARY KEY REFERENCES face_detection ON DELETE CASCADE,
      number INTEGER NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      until INTEGER NOT NULL
    );
    CREATE TABLE unfinished_video (
      sha256 TEXT NOT NULL,
      part INTEGER NOT NULL,
      recipe TEXT NOT NULL,
      samples BLOB NOT NULL,
      PRIMARY KEY (sha256, part)
    );
    """

  /// Files that were found and not read.
  private static let passedOver = """
    CREATE TABLE passed_over_file (
      location BLOB PRIMARY KEY,
      path TEXT NOT NULL,
      kind TEXT NOT NULL,
      size INTEGER NOT NULL,
      modified INTEGER NOT NULL
    ) WITHOUT ROWID;
    """

  /// What was done with the case, which content was seen first when, and what is not to be taken in
  /// again because it was purged.
  private static let custody = """
    CREATE TABLE custody_entry (
      id INTEGER PRIMARY KEY,
      time TEXT NOT NULL,
      action TEXT NOT NULL,
      beginning_id INTEGER REFERENCES custody_entry,
      digest TEXT NOT NULL,
      previous TEXT NOT NULL,
      hash TEXT NOT NULL
    );
    CREATE TABLE custody_detail (
      entry_id INTEGER PRIMARY KEY REFERENCES custody_entry,
      salt TEXT NOT NULL,
      details TEXT NOT NULL
    );
    CREATE TABLE custody_stamp (
      id INTEGER PRIMARY KEY,
      entry_id INTEGER NOT NULL REFERENCES custody_entry,
      response BLOB NOT NULL
    );
    CREATE TABLE first_seen (
      sha256 TEXT PRIMARY KEY,
      run_id INTEGER,
      time TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TRIGGER media_item_first_seen AFTER INSERT ON media_item BEGIN
      INSERT OR IGNORE INTO first_seen (sha256, run_id, time) VALUES (NEW.sha256,
        (SELECT max(id) FROM run_record
          WHERE finished IS NULL AND command IN ('index', 'run', 'import')),
        strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
    END;
    CREATE TABLE purged_place (
      id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL,
      time INTEGER,
      top_edge INTEGER,
      right_edge INTEGER,
      bottom_edge INTEGER,
      left_edge INTEGER
    );
    CREATE INDEX purged_place_media ON purged_place (sha256);
    CREATE TABLE case_property (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;
    """

  /// Which faces of a video are one track, pictures that are frames of a video, and what a photo has
  /// in common with its clip. Lists of neighbors are of what is clustered, so they go with its tracks.
  private static let tracks = """
    ALTER TABLE face_detection ADD COLUMN track INTEGER;
    CREATE TRIGGER neighbor_list_track AFTER UPDATE OF track ON face_detection
      WHEN EXISTS (SELECT 1 FROM neighbor_list WHERE face_id = NEW.id)
      BEGIN DELETE FROM neighbor_kind; END;
    CREATE TABLE frame_file (
      location BLOB PRIMARY KEY,
      media_id INTEGER NOT NULL REFERENCES media_item ON DELETE CASCADE,
      source_id INTEGER NOT NULL REFERENCES source_folder,
      path TEXT NOT NULL,
      number INTEGER NOT NULL,
      size INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      sha256 TEXT,
      recipe TEXT
    ) WITHOUT ROWID;
    CREATE INDEX frame_file_media ON frame_file (media_id, number);
    CREATE TABLE photo_item (
      media_id INTEGER PRIMARY KEY REFERENCES media_item ON DELETE CASCADE,
      content_identifier TEXT
    );
    CREATE TABLE live_photo (
      clip_id INTEGER PRIMARY KEY REFERENCES media_item ON DELETE CASCADE,
      photo_id INTEGER NOT NULL REFERENCES media_item ON DELETE CASCADE
    );
    """

  /// Faces that were drawn by hand, and decisions about them, which need be about nobody.
  private static let drawnFaces = """
    ALTER TABLE face_detection ADD COLUMN is_drawn INTEGER NOT NULL DEFAULT 0;
    DROP VIEW IF EXISTS decision;
    CREATE TABLE new_decision_record (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('name', 'confirm', 'assign', 'add', 'merge', 'same',
        'different', 'unsure', 'split', 'reject', 'ignore')),
      person_id INTEGER REFERENCES person_record CHECK (person_id IS NOT NULL OR kind = 'add'),
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
        undone, undone_by, probability, run_id)
      SELECT id, kind, person_id, other_id, name, old_name, author, time, undone, undone_by,
        probability, run_id
      FROM decision_record;
    DROP TABLE decision_record;
    ALTER TABLE new_decision_record RENAME TO decision_record;
    """

  /// What metadata say, each value with where it comes from: the field, and for what stands beside or
  /// in the name of a file that file. Until now a media had the date and place of its own file alone.
  /// Events that somebody named, and what belongs to them.
  private static let metadata = """
    CREATE TABLE metadata_value (
      id INTEGER PRIMARY KEY,
      media_id INTEGER NOT NULL REFERENCES media_item ON DELETE CASCADE,
      location BLOB REFERENCES media_file ON DELETE CASCADE,
      property TEXT NOT NULL,
      value TEXT NOT NULL,
      source TEXT NOT NULL,
      origin TEXT NOT NULL,
      top_edge INTEGER,
      right_edge INTEGER,
      bottom_edge INTEGER,
      left_edge INTEGER
    );
    CREATE INDEX metadata_value_media ON metadata_value (media_id, property);
    CREATE INDEX metadata_value_location ON metadata_value (location);
    CREATE INDEX metadata_value_property ON metadata_value (property, value);
    CREATE TABLE metadata_read (
      media_id INTEGER PRIMARY KEY REFERENCES media_item ON DELETE CASCADE
    );
    INSERT INTO metadata_value (media_id, property, value, source, origin)
      SELECT id, 'date', date, CASE kind WHEN 'photo' THEN 'exif' ELSE 'video' END, 'the file'
      FROM media_item WHERE date IS NOT NULL ORDER BY id;
    INSERT INTO metadata_value (media_id, property, value, source, origin)
      SELECT id, 'position', latitude || ',' || longitude,
        CASE kind WHEN 'photo' THEN 'exif' ELSE 'video' END, 'the file'
      FROM media_item WHERE latitude IS NOT NULL AND longitude IS NOT NULL ORDER BY id;
    CREATE TABLE event_record (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    );
    CREATE TABLE event_part (
      id INTEGER PRIMARY KEY,
      event_id INTEGER NOT NULL REFERENCES event_record ON DELETE CASCADE,
      folder TEXT,
      since TEXT,
      until TEXT
    );
    CREATE INDEX event_part_event ON event_part (event_id);
    """

  /// Photos that show one picture: hashes by which they are found, pairs that were compared and are
  /// copies, and for each copy the best of the same picture.
  private static let copies = """
    CREATE TABLE picture_hash (
      media_id INTEGER PRIMARY KEY REFERENCES media_item ON DELETE CASCADE,
      hash INTEGER NOT NULL
    );
    CREATE TABLE near_copy (
      media_id INTEGER NOT NULL REFERENCES media_item ON DELETE CASCADE,
      other_id INTEGER NOT NULL REFERENCES media_item ON DELETE CASCADE,
      PRIMARY KEY (media_id, other_id)
    ) WITHOUT ROWID;
    CREATE INDEX near_copy_other ON near_copy (other_id);
    CREATE TABLE picture_copy (
      media_id INTEGER PRIMARY KEY REFERENCES media_item ON DELETE CASCADE,
      picture_id INTEGER NOT NULL REFERENCES media_item ON DELETE CASCADE,
      rank INTEGER NOT NULL
    );
    CREATE INDEX picture_copy_picture ON picture_copy (picture_id, rank);
    """
}
