import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// A file that appears whole or not at all.
///
/// Bytes go to a temporary name in the destination's directory; `commit` flushes them to the disk
/// and renames the file into place. A file that is dropped without `commit` leaves nothing behind,
/// and whatever stood there before stays as it was.
public final class AtomicFile: ByteSink {
  /// Where the file will stand.
  public let path: FilePath
  private let temporary: FilePath
  private let descriptor: FileDescriptor
  private var pending: [UInt8] = []
  private var isOpen = true

  private static let bufferSize = 1 << 16

  /// Starts a file for `path`, making its parent directories.
  ///
  /// - Throws: `FileError` where the directory cannot be made or written.
  public init(_ path: FilePath) throws {
    self.path = path
    let directory = path.removingLastComponent()
    try makeDirectory(directory.isEmpty ? "." : directory)
    temporary = directory.appending(".wwww-\(getpid())-\(UInt64.random(in: 0 ... .max)).part")
    do {
      descriptor = try FileDescriptor.open(
        temporary, .writeOnly, options: [.create, .exclusiveCreate],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
    } catch let error as Errno { throw FileError(.create, displayName(path), error) }
    pending.reserveCapacity(Self.bufferSize)
  }

  deinit {
    guard isOpen else { return }
    try? descriptor.close()
    unlink(temporary.string)
  }

  /// Appends `bytes`.
  ///
  /// - Throws: `FileError` where the disk is full.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    if pending.count + bytes.count > Self.bufferSize { try flush() }
    if bytes.count >= Self.bufferSize {
      try attempt(.write) { try descriptor.writeAll(bytes) }
    } else {
      pending.append(contentsOf: bytes)
    }
  }

  /// Makes the file appear at `path`, replacing what stood there.
  ///
  /// - Throws: `FileError` where the disk is full or the name cannot be taken.
  public func commit() throws {
    try flush()
    guard fsync(descriptor.rawValue) == 0 else {
      throw FileError(.write, displayName(path), Errno(rawValue: errno))
    }
    try attempt(.write) { try descriptor.close() }
    isOpen = false
    let result = temporary.withPlatformString { from in
      path.withPlatformString { to in rename(from, to) }
    }
    guard result == 0 else {
      let reason = Errno(rawValue: errno)
      _ = temporary.withPlatformString { unlink($0) }
      throw FileError(.rename, displayName(path), reason)
    }
  }

  private func flush() throws {
    guard !pending.isEmpty else { return }
    try attempt(.write) { _ = try descriptor.writeAll(pending) }
    pending.removeAll(keepingCapacity: true)
  }

  private func attempt(_ operation: FileError.Operation, _ body: () throws -> Void) throws {
    do { try body() } catch let error as Errno {
      throw FileError(operation, displayName(path), error)
    }
  }
}

/// Writes `bytes` to `path` at once; see `AtomicFile`.
public func writeAtomically(_ bytes: [UInt8], to path: FilePath) throws {
  let file = try AtomicFile(path)
  try file.write(bytes)
  try file.commit()
}

/// Makes a directory and its parents; one that exists already is fine.
///
/// - Throws: `FileError` where the system refuses, or a file stands in the way.
public func makeDirectory(_ path: FilePath) throws {
  var partial = FilePath(root: path.root)
  for component in path.components {
    partial.append(component)
    let made = partial.withPlatformString { mkdir($0, 0o777) }
    if made != 0, errno != EEXIST {
      throw FileError(.create, displayName(path), Errno(rawValue: errno))
    }
  }
}
