import GRDB

/// The tables of neighbor lists.
///
/// A row belongs to one face, names only faces with lower IDs, and goes with its face. So rows are
/// never stale: an ID that is given again was the highest, and all rows that named it are gone, too.
enum NeighborSchema {
  static func create(_ db: Database) throws {
    try db.execute(
      sql: """
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
        """)
  }
}
