import Foundation
import SystemPackage

/// A folder for temporary files that only this user can enter and that vanishes with its last owner.
public final class TemporaryDirectory: Sendable {
  /// Where it is.
  public let path: FilePath

  /// Where temporary folders are made: `$TMPDIR`, else `/tmp`.
  static var base: FilePath {
    FilePath(ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp")
  }

  /// An empty folder.
  ///
  /// - Throws: `FileError` where none can be made.
  public init() throws {
    let number = UInt64.random(in: 0 ... .max)
    path = Self.base.appending("\(Leftovers.folderPrefix)\(getpid())-\(number)")
    Leftovers.add(path)
    guard path.withPlatformString({ mkdir($0, 0o700) }) == 0 else {
      let reason = Errno(rawValue: errno)
      Leftovers.remove(path)
      throw FileError(.create, displayName(path), reason)
    }
  }

  /// Writes `bytes` to the file called `name` in the folder.
  ///
  /// - Returns: Where it is.
  /// - Throws: `FileError` where the disk is full.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String) throws -> FilePath {
    let file = path.appending(name)
    try writeAtomically(bytes, to: file)
    return file
  }

  /// Whether its disk has no room left, as where a child could not write what it was to.
  public var isDiskFull: Bool {
    var status = statvfs()
    return path.withPlatformString { statvfs($0, &status) } == 0 && status.f_bavail == 0
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path.string)
    Leftovers.remove(path)
  }
}
