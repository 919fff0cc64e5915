import Domain
import Foundation
import GRDB

/// Takes out of the tables what is to be forgotten, within one transaction.
///
/// Every table of the schema is named in `Purging`.
struct Purge {
  let db: Database
  private(set) var purged: CustodyDetails.Purged
  /// Photos and videos without a date.
  private(set) var undated = 0
  /// The persons whose derived rows must follow.
  private(set) var changed: Set<PersonID> = []
  /// Words that tell of what was purged, in lower case: names, paths, hashes.
  private var words: Set<String> = []

  init(_ db: Database, _ target: String) throws {
    self.db = db
    purged = CustodyDetails.Purged(target: target)
    try db.execute(
      sql: """
        CREATE TEMP TABLE IF NOT EXISTS purged_person (id INTEGER PRIMARY KEY);
        CREATE TEMP TABLE IF NOT EXISTS purged_media (id INTEGER PRIMARY KEY);
        CREATE TEMP TABLE IF NOT EXISTS purged_face (id INTEGER PRIMARY KEY);
        CREATE TEMP TABLE IF NOT EXISTS purged_decision (id INTEGER PRIMARY KEY);
        DELETE FROM purged_person;
        DELETE FROM purged_media;
        DELETE FROM purged_face;
        DELETE FROM purged_decision;
        """)
  }

  /// Forgets persons: those that are named, and those who went into them by a merge and have no faces
  /// of their own.
  mutating func forget(persons: [PersonID]) throws {
    for person in persons { try mark(person) }
    try takeOutPersons()
  }

  /// Forgets photos and videos, and persons who have no other faces.
  mutating func forget(media: [MediaID]) throws {
    let insert = try db.makeStatement(sql: "INSERT OR IGNORE INTO purged_media VALUES (?)")
    for id in media { try insert.execute(arguments: [id]) }
    try takeOutMedia()
  }

  /// Forgets photos and videos that were taken before `moment`.
  mutating func forget(before moment: String) throws {
    try db.execute(
      sql: "INSERT INTO purged_media SELECT id FROM media_item WHERE date < ?",
      arguments: [moment])
    undated =
      try Int.fetchOne(db, sql: "SELECT count(*) FROM media_item WHERE date IS NULL") ?? 0
    try takeOutMedia()
  }

  /// Forgets everything: only the log's chain, the runs without what they were about, and the hashes of
  /// contents stay.
  mutating func forgetEverything() throws {
    func count(_ table: String) throws -> Int {
      try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
    }
    purged.faces = try count("face_detection")
    purged.media = try count("media_item")
    purged.decisions = try count("decision_record")
    purged.persons = try Int.fetchAll(db, sql: "SELECT id FROM person_record ORDER BY id")
    try db.execute(
      sql: """
        INSERT INTO purged_place (sha256) SELECT sha256 FROM media_item
          WHERE sha256 NOT IN (SELECT sha256 FROM purged_place WHERE top_edge IS NULL);
        UPDATE person_record SET name = NULL, name_probability = NULL;
        UPDATE run_record SET parameters = '{}';
        DELETE FROM case_property WHERE name = 'retention';
        """)
    let kept: Set<String> = [
      "person_record", "run_record", "custody_entry", "custody_detail", "custody_stamp",
      "first_seen", "purged_place", "case_property", "derived_version", "grdb_migrations",
      "output_file",
    ]
    // Rows that others belong to go last.
    try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
    let tables = try String.fetchAll(
      db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for table in tables where !kept.contains(table) {
      try db.execute(sql: "DELETE FROM \"\(table)\"")
    }
    purged.entries = try Int.fetchAll(
      db,
      sql: """
        SELECT entry_id FROM custody_detail JOIN custody_entry ON id = entry_id
        WHERE action <> ? ORDER BY entry_id
        """, arguments: [CustodyEntry.purge])
    try forgetDetails()
  }

  /// Takes away the details of the log's entries that tell of what was purged.
  mutating func finish() throws {
    try forgetRuns()
    let persons = Set(purged.persons)
    let numbers = Set(persons.map(String.init))
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT entry_id, details FROM custody_detail JOIN custody_entry ON id = entry_id
        WHERE action <> ? ORDER BY entry_id
        """, arguments: [CustodyEntry.purge])
    for row in rows {
      let json: String = row["details"]
      let details = try? JSONDecoder().decode(CustodyDetails.self, from: Data(json.utf8))
      let arguments = (details?.arguments ?? []).flatMap {
        $0.split { $0 == "," || $0 == "=" || $0 == "/" }.map { String($0) }
      }
      // A number among the arguments may be that of a person: rather too much is forgotten.
      let isAbout =
        details.map { !persons.isDisjoint(with: $0.persons ?? []) } ?? true
        || !numbers.isDisjoint(with: arguments)
      if isAbout || mentions(json) { purged.entries.append(row["entry_id"]) }
    }
    try forgetDetails()
  }

  private func forgetDetails() throws {
    let forget = try db.makeStatement(sql: "DELETE FROM custody_detail WHERE entry_id = ?")
    for entry in purged.entries { try forget.execute(arguments: [entry]) }
  }

  /// Whether one of the words stands in `text`, and not as a part of a longer one.
  private func mentions(_ text: String) -> Bool {
    let text = text.lowercased()
    return words.contains { word in
      text.ranges(of: word).contains { range in
        let before =
          range.lowerBound > text.startIndex
          ? text[text.index(before: range.lowerBound)] : " "
        let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
        func isLetter(_ character: Character) -> Bool {
          character.isLetter || character.isNumber
        }
        return !isLetter(before) && !isLetter(after)
      }
    }
  }

  /// Runs keep when they were and what they counted.
  private func forgetRuns() throws {
    try db.execute(
      sql: """
        UPDATE run_record SET parameters = '{}' WHERE id IN (
          SELECT run_id FROM decision_record WHERE id IN (SELECT id FROM purged_decision));
        DELETE FROM decision_record WHERE id IN (SELECT id FROM purged_decision);
        """)
    for row in try Row.fetchAll(db, sql: "SELECT id, parameters FROM run_record")
    where mentions(row["parameters"]) {
      try db.execute(
        sql: "UPDATE run_record SET parameters = '{}' WHERE id = ?", arguments: [row["id"] as RunID]
      )
    }
    for row in try Row.fetchAll(db, sql: "SELECT id, path, message FROM failure_record")
    where mentions(row["path"]) || mentions(row["message"]) {
      try db.execute(
        sql: "DELETE FROM failure_record WHERE id = ?", arguments: [row["id"] as Int])
    }
  }

  // MARK: Persons

  /// Marks a person and those who went into it.
  private mutating func mark(_ person: PersonID) throws {
    var rest = [person]
    while let next = rest.popLast() {
      try db.execute(
        sql: "INSERT OR IGNORE INTO purged_person VALUES (?)", arguments: [next])
      guard db.changesCount > 0 else { continue }
      purged.persons.append(next.rawValue)
      rest += try PersonID.fetchAll(
        db,
        sql: """
          SELECT DISTINCT decision_face.person_id FROM decision_record
          JOIN decision_face ON decision_id = decision_record.id
          WHERE kind IN ('merge', 'same') AND undone IS NULL AND decision_record.person_id = ?
            AND is_subject AND decision_face.person_id IS NOT NULL
            AND decision_face.person_id NOT IN (
              SELECT person_id FROM face_detection WHERE person_id IS NOT NULL)
          """, arguments: [next])
    }
    purged.persons.sort()
  }

  /// Takes out the faces, names and history of the persons who are marked.
  private mutating func takeOutPersons() throws {
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO purged_face
          SELECT id FROM face_detection WHERE person_id IN (SELECT id FROM purged_person);
        INSERT INTO purged_place (sha256, time, top_edge, right_edge, bottom_edge, left_edge)
          SELECT sha256, time, top_edge, right_edge, bottom_edge, left_edge
          FROM face_detection JOIN media_item ON media_item.id = media_id
          WHERE face_detection.id IN (SELECT id FROM purged_face)
          UNION
          SELECT sha256, time, top_edge, right_edge, bottom_edge, left_edge
          FROM former_face WHERE person_id IN (SELECT id FROM purged_person);
        DELETE FROM former_face WHERE person_id IN (SELECT id FROM purged_person);
        INSERT OR IGNORE INTO purged_decision
          SELECT id FROM decision_record WHERE person_id IN (SELECT id FROM purged_person)
            OR other_id IN (SELECT id FROM purged_person);
        DELETE FROM person_artefact WHERE person_id IN (SELECT id FROM purged_person);
        UPDATE decision_face SET person_id = NULL
          WHERE person_id IN (SELECT id FROM purged_person);
        """)
    words.formUnion(
      try String.fetchAll(
        db,
        sql: """
          SELECT word FROM (
            SELECT name AS word FROM decision_record WHERE id IN (SELECT id FROM purged_decision)
            UNION
            SELECT old_name FROM decision_record WHERE id IN (SELECT id FROM purged_decision)
            UNION
            SELECT name FROM person_record WHERE id IN (SELECT id FROM purged_person)
          ) WHERE word IS NOT NULL
          """
      ).map { $0.lowercased() })
    try db.execute(
      sql: """
        DELETE FROM metadata_value WHERE property = 'person' AND lower(value) IN (
          SELECT lower(name) FROM person_record WHERE id IN (SELECT id FROM purged_person));
        UPDATE person_record SET name = NULL, name_probability = NULL
          WHERE id IN (SELECT id FROM purged_person);
        DELETE FROM clustering_face WHERE before_id IN (SELECT id FROM purged_person)
          OR after_id IN (SELECT id FROM purged_person);
        """)
    try takeOutFaces()
    changed.formUnion(purged.persons.map { PersonID($0) })
  }

  // MARK: Media

  /// Takes out the photos and videos that are marked, and the persons who have no other faces.
  private mutating func takeOutMedia() throws {
    purged.media = try Int.fetchOne(db, sql: "SELECT count(*) FROM purged_media") ?? 0
    let files = try Row.fetchAll(
      db,
      sql: """
        SELECT path, sha256 FROM media_file JOIN media_item ON media_item.id = media_id
        WHERE media_id IN (SELECT id FROM purged_media)
        UNION
        SELECT path, coalesce(sha256, path) FROM frame_file
        WHERE media_id IN (SELECT id FROM purged_media)
        """)
    for file in files {
      let path: String = file["path"]
      words.insert(path.lowercased())
      if let name = path.split(separator: "/").last { words.insert(name.lowercased()) }
      words.insert(file["sha256"])
    }
    changed.formUnion(
      try PersonID.fetchAll(
        db,
        sql: """
          SELECT DISTINCT person_id FROM face_detection
          WHERE media_id IN (SELECT id FROM purged_media) AND person_id IS NOT NULL
          """))
    try db.execute(
      sql: """
        INSERT INTO purged_face
          SELECT id FROM face_detection WHERE media_id IN (SELECT id FROM purged_media);
        INSERT INTO purged_place (sha256)
          SELECT sha256 FROM media_item WHERE id IN (SELECT id FROM purged_media)
          UNION
          SELECT sha256 FROM frame_file
          WHERE media_id IN (SELECT id FROM purged_media) AND sha256 IS NOT NULL;
        DELETE FROM former_face WHERE sha256 IN (
          SELECT sha256 FROM media_item WHERE id IN (SELECT id FROM purged_media));
        """)
    try takeOutFaces()
    try db.execute(
      sql: """
        DELETE FROM decision_face WHERE sha256 IN (
          SELECT sha256 FROM media_item WHERE id IN (SELECT id FROM purged_media));
        DELETE FROM media_file WHERE media_id IN (SELECT id FROM purged_media);
        DELETE FROM media_item WHERE id IN (SELECT id FROM purged_media);
        """)
    changed.formUnion(try Copies.regroup(db))
    // Who is nowhere else is forgotten, too.
    let empty = try PersonID.fetchAll(
      db,
      sql: """
        SELECT id FROM person_record WHERE id IN (SELECT value FROM json_each(?))
          AND id NOT IN (SELECT person_id FROM face_detection WHERE person_id IS NOT NULL)
          AND id NOT IN (SELECT person_id FROM former_face)
        """,
      arguments: ["[" + changed.map(\.description).joined(separator: ",") + "]"])
    for person in empty { try mark(person) }
    try takeOutPersons()
  }

  // MARK: Faces

  /// Takes out the faces that are marked, with what was decided and computed about them.
  private mutating func takeOutFaces() throws {
    let faces = try Int.fetchOne(
      db, sql: "SELECT count(*) FROM face_detection WHERE id IN (SELECT id FROM purged_face)")
    purged.faces += faces ?? 0
    try db.execute(
      sql: """
        DELETE FROM decision_face WHERE (sha256, coalesce(time, -1), top_edge, right_edge,
            bottom_edge, left_edge) IN (
          SELECT sha256, coalesce(time, -1), top_edge, right_edge, bottom_edge, left_edge
          FROM purged_place WHERE top_edge IS NOT NULL);
        INSERT OR IGNORE INTO purged_decision
          SELECT id FROM decision_record WHERE kind <> 'name' AND NOT EXISTS (
            SELECT 1 FROM decision_face WHERE decision_id = decision_record.id AND is_subject);
        DELETE FROM clustering_face WHERE face_id IN (SELECT id FROM purged_face);
        DELETE FROM neighbor_kind;
        DELETE FROM neighbor_list;
        DELETE FROM unfinished_video;
        DELETE FROM metadata_value WHERE id IN (
          SELECT metadata_id FROM proposed_name WHERE face_id IN (SELECT id FROM purged_face));
        DELETE FROM face_detection WHERE id IN (SELECT id FROM purged_face);
        DELETE FROM purged_face;
        DELETE FROM passed_over_file WHERE location IN (
          SELECT location FROM media_file WHERE media_id IN (SELECT id FROM purged_media));
        """)
    purged.decisions =
      try Int.fetchOne(db, sql: "SELECT count(*) FROM purged_decision") ?? 0
  }
}
