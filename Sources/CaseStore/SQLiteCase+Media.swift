import Foundation
import GRDB

extension SQLiteCase {
  /// The folder for `root`, added where it is new.
  public func sourceFolder(_ root: [UInt8], label: String) throws -> SourceFolder {
    try database.write { db in
      try db.execute(
        sql: "INSERT OR IGNORE INTO source_folder (root, label) VALUES (?, ?)",
        arguments: [Data(root), label])
      let row = try Row.fetchOne(
        db, sql: "SELECT id, root, label FROM source_folder WHERE root = ?", arguments: [Data(root)]
      )
      guard let row else { throw DatabaseError(message: "the label \(label) is taken") }
      return SourceFolder(row)
    }
  }

  /// All folders that media came from, oldest first.
  public func sourceFolders() throws -> [SourceFolder] {
    try database.read { db in
      try Row.fetchAll(db, sql: "SELECT id, root, label FROM source_folder ORDER BY id")
        .map(SourceFolder.init)
    }
  }

  /// Every file known, ordered by path.
  public func files() throws -> [MediaFile] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT media_id, source_id, location, path, size, modified
          FROM media_file ORDER BY path, location
          """
      ).map { row in
        var file = MediaFile(
          sourceID: row["source_id"], location: Array(row["location"] as Data), path: row["path"],
          size: row["size"], modified: row["modified"])
        file.mediaID = row["media_id"]
        return file
      }
    }
  }

  /// Every media known, in the order it was found.
  public func media() throws -> [Media] {
    try database.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM media_item ORDER BY id").map { row in
        var media = Media(
          sha256: row["sha256"], kind: try row.decode(forColumn: "kind"),
          format: row["format"], size: row["size"], width: row["width"], height: row["height"],
          orientation: row["orientation"], date: row["date"], latitude: row["latitude"],
          longitude: row["longitude"], camera: row["camera"],
          recipe: try row.decode(forColumn: "recipe"))
        media.id = row["id"]
        return media
      }
    }
  }

  /// Saves files with their media and faces.
  ///
  /// A media that is known by its hash and recipe keeps its faces; one found by another recipe has
  /// them replaced, and a new face inherits the person of the old face it overlaps. So do the faces
  /// of a file that holds another content now, where they look alike; decisions about the old faces
  /// are then about the new.
  public func save(_ batch: [IndexedFile]) throws {
    try database.write { db in
      var writer = try IndexWriter(db)
      for item in batch { try writer.save(item) }
      try writer.dropMediaWithoutFiles()
      try Self.refreshAppearances(of: writer.changedPersons, db)
    }
  }

  /// Forgets files that are gone, and media that no other file holds. Faces of persons become former
  /// faces, but where a file of the same name with another ending shows them in the same place.
  public func forget(_ files: [MediaFile]) throws {
    try database.write { db in
      var writer = try IndexWriter(db)
      try writer.forget(files)
      try writer.dropMediaWithoutFiles()
      try Self.refreshAppearances(of: writer.changedPersons, db)
    }
  }
}

extension SourceFolder {
  fileprivate init(_ row: Row) {
    self.init(id: row["id"], root: Array(row["root"] as Data), label: row["label"])
  }
}
