import SystemPackage

/// A file operation that the system refused: what was tried, on which file, and why.
public struct FileError: Error, CustomStringConvertible, Sendable {
  /// What was tried.
  public enum Operation: String, Sendable {
    case open, read, write, list, create, rename, examine
  }

  /// What was tried.
  public let operation: Operation
  /// The file, as shown to a person.
  public let file: String
  /// The system's reason.
  public let reason: Errno

  /// An error of `operation` on `file`.
  public init(_ operation: Operation, _ file: String, _ reason: Errno) {
    self.operation = operation
    self.file = file
    self.reason = reason
  }

  /// Whether it is for want of room.
  public var isFullDisk: Bool { [.noSpace, .diskQuotaExceeded].contains(reason) }

  /// What happened, to which file, and why.
  public var description: String {
    if isFullDisk {
      return
        "the disk is full: \(file) was not written; what was written before is whole, so make room "
        + "and run again to go on"
    }
    return "cannot \(operation.rawValue) \(file): \(reason)"
  }
}
