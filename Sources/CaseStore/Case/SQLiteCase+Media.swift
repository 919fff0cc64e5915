import Files
import Foundation
import GRDB
import SystemPackage

extension SQLiteCase {
  /// The folder for `root`, added where it is new; `label` gets a number where another has it.
  public func sourceFolder(_ root: [UInt8], label: String) throws -> SourceFolder {
    try database.write { db in
      // Another program may have added a folder since the label was chosen.
      let name = FilePath(bytes: root).lastComponent.map { displayName(FilePath(root: nil, [$0])) }
      for number in 1... {
        let stem = label.isEmpty && number > 1 ? name ?? "root" : label
        let unique = number < 3 && label.isEmpty || number == 1 ? stem : "\(stem)-\(number)"
        try db.execute(
          sql: "INSERT OR IGNORE INTO source_folder (root, label) VALUES (?, ?)",
          arguments: [Data(root), unique])
        if let folder = try SourceFolder.filter(Column("root") == Data(root)).fetchOne(db) {
          return folder
        }
      }
      fatalError("numbers do not end")
    }
  }

  /// All folders that media came from, oldest first.
  public func sourceFolders() throws -> [SourceFolder] {
    try database.read { db in
      try SourceFolder.order(Column("id")).fetchAll(db)
    }
  }

  /// Every file known, ordered by path.
  public func files() throws -> [MediaFile] {
    try database.read { db in
      try MediaFile.order(Column("path"), Column("location")).fetchAll(db)
    }
  }

  /// Every media known, in the order it was found.
  public func media() throws -> [Media] {
    try database.read { db in try Media.order(Column("id")).fetchAll(db) }
  }

  /// Saves files with their media and faces.
  ///
  /// A media that is known by its hash and recipe keeps its faces; one found by another recipe has
  /// them replaced, and a new face inherits the person of the old face it overlaps. So do the faces
  /// of a file that holds another content now, where they look alike; decisions about the old faces
  /// are then about the new. Faces that were purged are not taken in again; returns how many.
  @discardableResult
  public func save(_ batch: [IndexedFile]) throws -> Int {
    try database.write { db in
      var writer = try IndexWriter(db)
      for item in batch { try writer.save(item) }
      try writer.settleMetadata()
      try writer.dropMediaWithoutFiles()
      try Appearances.refresh(of: writer.changedPersons, db)
      return writer.purgedFaces
    }
  }

  /// Forgets files that are gone, and media that no other file holds. Faces of persons become former
  /// faces, but where a file of the same name with another ending shows them in the same place.
  public func forget(_ files: [MediaFile]) throws {
    try database.write { db in
      var writer = try IndexWriter(db)
      try writer.forget(files)
      try writer.dropMediaWithoutFiles()
      try Appearances.refresh(of: writer.changedPersons, db)
    }
  }
}
