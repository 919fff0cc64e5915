import Files
import Foundation
import GRDB
import SystemPackage

extension SQLiteCase {
  /// The folders that media came from.
  public func sourceRoots() throws -> [FilePath] {
    try sourceFolders().map { FilePath(bytes: $0.root) }
  }

  /// The media's files, and the case's own.
  ///
  /// - Complexity: O(files).
  public func originals() throws -> [FilePath] {
    return try files().map { FilePath(bytes: $0.location) }
      + ["case.sqlite", "case.sqlite-wal", "case.sqlite-shm", "case.lock", "case.runs"].map {
        folder.appending($0)
      }
  }

  /// What was written to `location`, if anything.
  public func output(at location: FilePath) throws -> OutputFile? {
    try database.read { db in
      try Row.fetchOne(
        db.cachedStatement(sql: "SELECT * FROM output_file WHERE location = ?"),
        arguments: [Data(location.bytes)]
      ).map(OutputFile.init)
    }
  }

  /// Whether anything was written below `folder`.
  public func hasOutput(below folder: FilePath) throws -> Bool {
    try database.read { db in
      // Paths below begin with the folder's and a slash, after which comes the character 0.
      try Bool.fetchOne(
        db,
        sql: "SELECT EXISTS (SELECT 1 FROM output_file WHERE location >= ? AND location < ?)",
        arguments: [
          Data(folder.bytes + [UInt8(ascii: "/")]), Data(folder.bytes + [UInt8(ascii: "0")]),
        ]) ?? false
    }
  }

  /// Everything that was written, wherever it is.
  public func outputs() throws -> [OutputFile] {
    try database.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM output_file").map(OutputFile.init)
    }
  }

  /// Notes a file that is about to take its place.
  public func note(_ output: OutputFile) throws {
    if isReadOnly { return }
    try database.write { db in
      try db.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO output_file (location, fingerprint, size, modified,
            replaced_size, replaced_modified)
          VALUES (?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        Data(output.location.bytes), output.fingerprint, output.stamp.size, output.stamp.modified,
        output.replaced?.size, output.replaced?.modified,
      ])
    }
  }
}

extension OutputFile {
  fileprivate init(_ row: Row) {
    let size: Int? = row["replaced_size"]
    let modified: Int64? = row["replaced_modified"]
    self.init(
      location: FilePath(bytes: Array(row["location"] as Data)), fingerprint: row["fingerprint"],
      stamp: FileStamp(size: row["size"], modified: row["modified"]),
      replaced: size.flatMap { size in modified.map { FileStamp(size: size, modified: $0) } })
  }
}
