import Domain
import GRDB

extension SQLiteCase {
  /// A copy in memory that holds nothing but a part of the case, as if there had never been more: photos and
  /// videos that show one of the persons, these persons' faces, and what follows from them. Numbers stay
  /// the same. Decisions, history and the log are not in it.
  ///
  /// - Throws: An error of the database.
  /// - Complexity: O(bytes of the case), in memory.
  public func reduced(to part: CaseReduction) throws -> SQLiteCase {
    var configuration = Configuration()
    configuration.prepareDatabase { try CaseReader.prepare($0) }
    let copy = try DatabaseQueue(configuration: configuration)
    try database.backup(to: copy)
    try copy.inDatabase {
      try $0.execute(sql: "PRAGMA temp_store = memory; PRAGMA journal_mode = memory")
    }
    try copy.write { db in
      let everybody = try Appearances.everybody(db)
      func list(_ ids: [some Identifier]?) -> String? {
        ids.map { "[" + $0.map(\.description).joined(separator: ",") + "]" }
      }
      try db.execute(
        sql: """
          CREATE TEMP TABLE kept_face AS SELECT * FROM face_confidence;
          CREATE TEMP TABLE kept_person AS SELECT * FROM person_confidence;
          """)
      try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
      let tables = try String.fetchAll(
        db,
        sql: "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
      )
      for table in tables where !Self.kept.contains(table) && !DerivedTables.names.contains(table) {
        try db.execute(sql: "DELETE FROM main.\"\(table)\"")
      }
      try db.execute(
        sql: """
          DELETE FROM face_detection WHERE person_id IS NULL AND NOT :nobody
            OR person_id IS NOT NULL AND (
              :persons IS NOT NULL AND person_id NOT IN (SELECT value FROM json_each(:persons))
              OR coalesce((SELECT confidence FROM temp.kept_face WHERE face_id = face_detection.id), 1)
                < :confidence)
          """,
        arguments: [
          "nobody": part.keepsNobody, "persons": list(part.persons),
          "confidence": part.minConfidence,
        ])
      try db.execute(
        sql: """
          DELETE FROM media_item WHERE
            :media IS NOT NULL AND id NOT IN (SELECT value FROM json_each(:media))
            OR id NOT IN (SELECT media_id FROM face_detection WHERE person_id IS NOT NULL)
          """, arguments: ["media": list(part.media)])
      try db.execute(
        sql: """
          UPDATE person_record SET name = NULL, name_probability = NULL
            WHERE id NOT IN (SELECT person_id FROM face_detection WHERE person_id IS NOT NULL)
          """)
      try Appearances.refresh(of: everybody, db)
      try db.execute(
        sql: """
          DELETE FROM face_confidence;
          DELETE FROM person_confidence;
          INSERT INTO face_confidence SELECT * FROM temp.kept_face
            WHERE face_id IN (SELECT id FROM face_detection);
          INSERT INTO person_confidence SELECT * FROM temp.kept_person
            WHERE person_id IN (SELECT person_id FROM person_summary);
          DROP TABLE temp.kept_face;
          DROP TABLE temp.kept_person;
          """)
    }
    return SQLiteCase(inMemory: copy, of: folder)
  }

  /// Tables of which parts stay; all others are emptied.
  private static let kept: Set<String> = [
    "source_folder", "media_item", "media_file", "video_item", "face_detection", "face_frame",
    "photo_item", "live_photo", "frame_file",
    "person_record", "run_record", "derived_version", "grdb_migrations",
  ]
}
