import Files
import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// A lock that programs hold on a case through a file beside its database. The system lets go of it
/// when the program ends, however it ends.
final class CaseLock: Sendable {
  /// What is locked.
  enum Kind: String {
    /// Making the database or bringing it up to date: one at a time.
    case opening = "case.lock"
    /// Runs under way: each holds the lock together with the others.
    case running = "case.runs"
  }

  private let descriptor: Int32

  /// Takes the lock; where that cannot be done within `seconds`, there is none.
  ///
  /// - Throws: `FileError` where the folder cannot be written.
  init?(_ kind: Kind, in folder: FilePath, isShared: Bool = false, seconds: Double = 0) throws {
    let path = folder.appending(kind.rawValue)
    descriptor = path.withPlatformString { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
    guard descriptor >= 0 else {
      throw FileError(.create, displayName(path), Errno(rawValue: errno))
    }
    let deadline = ContinuousClock.now + .seconds(seconds)
    while flock(descriptor, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
      guard ContinuousClock.now < deadline else { return nil }
      usleep(20_000)
    }
  }

  /// Whether any program holds the lock of the case in `folder`, alone or with others. Nothing is written.
  static func isHeld(_ kind: Kind, in folder: FilePath) -> Bool {
    let path = folder.appending(kind.rawValue)
    let descriptor = path.withPlatformString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) != 0
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Lets others hold the lock, too.
  func share() { flock(descriptor, LOCK_SH) }
}
