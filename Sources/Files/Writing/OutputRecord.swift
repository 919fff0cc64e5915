import SystemPackage

/// A file that was written, as a case remembers it.
public struct OutputFile: Sendable, Equatable {
  /// Where it stands: an absolute path without links.
  public var location: FilePath
  /// A hash of all that went into it, where that is worth knowing: with the same one the file need
  /// not be written again.
  public var fingerprint: String?
  /// What it was like when it was written.
  public var stamp: FileStamp
  /// What stood there before, which a write that was cut off leaves in place.
  public var replaced: FileStamp?

  /// A file at `location`.
  public init(
    location: FilePath, fingerprint: String? = nil, stamp: FileStamp, replaced: FileStamp? = nil
  ) {
    self.location = location
    self.fingerprint = fingerprint
    self.stamp = stamp
    self.replaced = replaced
  }

  /// Whether a file with this stamp is the one that was written, or the one that stood there before.
  public func isFile(with stamp: FileStamp) -> Bool { stamp == self.stamp || stamp == replaced }
}

/// What a case knows of files: which must never be written to, and which it wrote itself.
public protocol OutputRecord: Sendable {
  /// The folders that media came from.
  func sourceRoots() throws -> [FilePath]
  /// Every file that must never be written to: the media, and the case's own.
  func originals() throws -> [FilePath]
  /// What was written to `location`, if anything.
  func output(at location: FilePath) throws -> OutputFile?
  /// Whether anything was written below `folder`.
  func hasOutput(below folder: FilePath) throws -> Bool
  /// Notes a file that is about to take its place.
  func note(_ output: OutputFile) throws
}
