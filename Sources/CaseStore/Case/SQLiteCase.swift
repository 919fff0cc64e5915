import Files
import Foundation
import GRDB
import SystemPackage

/// A case in one SQLite file, in write-ahead mode: readers never wait for the writer.
public struct SQLiteCase: OutputRecord {
  /// The database's file name in the case's folder.
  public static let fileName = "case.sqlite"

  let database: DatabasePool

  /// Opens the case in `folder`, which is made where it does not exist.
  ///
  /// - Throws: `CaseError` where the folder cannot be written or holds something else.
  public init(creatingIn folder: FilePath) throws {
    try makeDirectory(folder)
    try self.init(file: folder.appending(Self.fileName))
  }

  /// Opens the case in `folder`.
  ///
  /// - Throws: `CaseError` where there is none.
  public init(in folder: FilePath) throws {
    let file = folder.appending(Self.fileName)
    guard FileManager.default.fileExists(atPath: file.string) else {
      throw CaseError.noCase(folder: displayName(folder))
    }
    try self.init(file: file)
  }

  private init(file: FilePath) throws {
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(10)
      database = try DatabasePool(path: file.string, configuration: configuration)
      if try database.read(Schema.migrator.hasBeenSuperseded) {
        throw CaseError.newer(file: displayName(file))
      }
      try Schema.bringUpToDate(database)
    } catch let error as DatabaseError {
      throw CaseError.unusable(file: displayName(file), reason: error.message ?? "\(error)")
    }
  }
}

/// Why a case could not be opened.
public enum CaseError: Error, CustomStringConvertible, Equatable, Sendable {
  /// There is no case in this folder.
  case noCase(folder: String)
  /// The file is no database, or cannot be read or written.
  case unusable(file: String, reason: String)
  /// The case was written by a later version of the program.
  case newer(file: String)
  /// Somebody decided or clustered while a decision was made.
  case decidedMeanwhile

  /// What happened.
  public var description: String {
    switch self {
    case .noCase(let folder):
      "there is no case in \(folder)"
    case .unusable(let file, let reason):
      "the case \(file) cannot be used: \(reason)"
    case .newer(let file):
      "the case \(file) was written by a newer version"
    case .decidedMeanwhile:
      "somebody else decided or clustered in the meantime, so nothing was changed"
    }
  }
}
