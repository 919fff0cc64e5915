import Files
import GRDB
import SystemPackage

/// A case in one SQLite file, in write-ahead mode: readers never wait for the writer.
public struct SQLiteCase: OutputRecord {
  /// The database's file name in the case's folder.
  public static let fileName = CaseDatabase.fileName

  /// What the name of the folder that holds a locked case ends with, after that of the case's folder.
  public static let encryptedSuffix = CaseDatabase.encryptedSuffix

  /// Puts all of the case in `folder` into one file, so that it can be moved.
  ///
  /// - Throws: `CaseError.busy` where another program has it open.
  public static func settle(in folder: FilePath) throws { try CaseDatabase.settle(in: folder) }

  /// The case's folder.
  public let folder: FilePath
  /// Whether nothing can be noted in it.
  public let isReadOnly: Bool
  let database: any DatabaseWriter

  /// A copy of a case, or of a part of it, that is in memory only.
  init(inMemory database: DatabaseQueue, of folder: FilePath) {
    self.database = database
    self.folder = folder
    isReadOnly = false
  }

  /// Opens the case in `folder`, which is made where it does not exist, for its owner alone.
  ///
  /// - Throws: `CaseError` where the folder holds something else; `FileError` where it cannot be
  ///   written.
  public init(creatingIn folder: FilePath) throws {
    database = try CaseDatabase.toWrite(in: folder, isNew: true)
    self.folder = absolutePath(folder) ?? folder
    isReadOnly = false
  }

  /// Opens the case in `folder`, bringing one of an older version up to date.
  ///
  /// - Throws: `CaseError` where there is none, or where it cannot be written to.
  public init(in folder: FilePath) throws {
    do {
      database = try CaseDatabase.toWrite(in: folder, isNew: false)
    } catch let error as FileError
      where [.permissionDenied, .readOnlyFileSystem].contains(error.reason)
    {
      throw CaseError.readOnly
    }
    self.folder = absolutePath(folder) ?? folder
    isReadOnly = false
  }

  /// Opens the case in `folder` for questions: what they find out by the way is noted where the case
  /// can be written to, and nothing is where it cannot, or where it is of an older version.
  ///
  /// - Throws: `CaseError` where there is none.
  public init(reading folder: FilePath) throws {
    if CaseDatabase.isWritable(in: folder), let writable = try? SQLiteCase(in: folder) {
      self = writable
    } else {
      database = try CaseDatabase.toRead(in: folder)
      self.folder = absolutePath(folder) ?? folder
      isReadOnly = true
    }
  }
}
