import GRDB

/// Why a case could not be opened, read or written.
public enum CaseError: Error, CustomStringConvertible, Equatable, Sendable {
  /// There is no case in this folder.
  case noCase(folder: String)
  /// The case in this folder is locked.
  case locked(folder: String)
  /// The file is no database, or cannot be read or written.
  case unusable(file: String, reason: String)
  /// The case was written by a later version of the program.
  case newer(file: String)
  /// Somebody decided, clustered, or replaced faces while a decision was made.
  case decidedMeanwhile
  /// Others write for longer than is waited; `activity` says who, where that is known.
  case busy(activity: String?)
  /// The disk of the case is full.
  case diskFull
  /// The case may not be written to.
  case readOnly

  /// What happened.
  public var description: String {
    switch self {
    case .noCase(let folder):
      "there is no case in \(folder)"
    case .locked(let folder):
      "the case \(folder) is locked"
    case .unusable(let file, let reason):
      "the case \(file) cannot be used: \(reason)"
    case .newer(let file):
      "the case \(file) was written by a newer version"
    case .decidedMeanwhile:
      "the case kept changing in the meantime (decisions, clusterings, photos indexed anew), so "
        + "nothing was changed"
    case .busy(let activity):
      "\(activity ?? "another wwww is writing to this case"); nothing was changed"
    case .diskFull:
      "the disk with the case is full; what was saved before is safe"
    case .readOnly:
      "the case cannot be written to, for it or its folder is write-protected"
    }
  }

  /// What an error of the database means; other errors are what they are.
  ///
  /// - Parameters:
  ///   - error: What happened.
  ///   - activity: What another program does to the case, where that is known.
  public static func explaining(
    _ error: any Error, activity: @autoclosure () -> String? = nil
  ) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return CaseError.busy(activity: activity() ?? CaseWaiting.activity)
    case .SQLITE_FULL: return CaseError.diskFull
    // The file beside the database that programs share cannot be made larger.
    case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE:
      return CaseError.diskFull
    case .SQLITE_READONLY: return CaseError.readOnly
    default: return error
    }
  }
}
