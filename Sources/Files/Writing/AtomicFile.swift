import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// A file that appears whole or not at all.
///
/// Bytes go to a temporary name in the destination's folder; `commit` flushes them to the disk and
/// gives the file its name. A file that is dropped without `commit` leaves nothing behind, and
/// whatever stood there before stays as it was.
///
/// What users asked to be written goes through a `WriteGuard`, which hands out such files.
public final class AtomicFile: ByteSink {
  /// Where the file will stand.
  public let path: FilePath
  private let folder: OpenFolder
  private let name: FilePath.Component
  private let temporary: String
  private let descriptor: FileDescriptor
  private let approval: Approval?
  private var pending: [UInt8] = []
  private var isOpen = true

  /// Whether what stands in the file's place is replaced; asked with the file's stamp, before the
  /// file takes its name.
  typealias Approval = (FileStamp) throws -> Bool

  private static let bufferSize = 1 << 16

  /// Starts a file for `path`, making its parent folders. What stands there is replaced.
  ///
  /// - Throws: `FileError` where the folder cannot be made or written.
  public convenience init(_ path: FilePath) throws {
    guard let name = path.lastComponent else {
      throw FileError(.create, displayName(path), .isDirectory)
    }
    let parent = path.removingLastComponent()
    try makeDirectory(parent.isEmpty ? "." : parent)
    try self.init(name, in: OpenFolder(parent.isEmpty ? "." : parent), shownAs: path)
  }

  /// Starts a file called `name` in `folder`.
  init(
    _ name: FilePath.Component, in folder: OpenFolder, shownAs path: FilePath,
    isPrivate: Bool = false, approval: Approval? = nil
  ) throws {
    self.path = path
    self.name = name
    self.folder = folder
    self.approval = approval
    temporary = "\(Leftovers.filePrefix)\(getpid())-\(UInt64.random(in: 0 ... .max)).part"
    Leftovers.add(folder.path.appending(temporary))
    let opened = openat(
      folder.descriptor, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
      isPrivate ? 0o600 : 0o644)
    guard opened >= 0 else {
      let reason = Errno(rawValue: errno)
      Leftovers.remove(folder.path.appending(temporary))
      throw FileError(.create, displayName(path), reason)
    }
    descriptor = FileDescriptor(rawValue: opened)
    pending.reserveCapacity(Self.bufferSize)
  }

  deinit {
    if isOpen { try? descriptor.close() }
    if !isNamed { unlinkat(folder.descriptor, temporary, 0) }
    Leftovers.remove(folder.path.appending(temporary))
  }
  private var isNamed = false

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

  /// Lets a library write to the file by itself, anywhere in it, after what was appended.
  public func withDescriptor<Result>(_ body: (Int32) throws -> Result) throws -> Result {
    try flush()
    return try body(descriptor.rawValue)
  }

  /// Makes the file appear at `path`.
  ///
  /// - Throws: `FileError` where the disk is full or the name cannot be taken; `WriteRefusal` where
  ///   something stands there that must stay.
  public func commit() throws {
    try flush()
    var status = stat()
    guard fsync(descriptor.rawValue) == 0, fstat(descriptor.rawValue, &status) == 0 else {
      throw FileError(.write, displayName(path), Errno(rawValue: errno))
    }
    try attempt(.write) { try descriptor.close() }
    isOpen = false
    if try approval?(FileStamp(status)) ?? true { try replace() } else { try appear() }
    isNamed = true
  }

  private func replace() throws {
    let result = name.withPlatformString {
      renameat(folder.descriptor, temporary, folder.descriptor, $0)
    }
    guard result == 0 else {
      throw FileError(.rename, displayName(path), Errno(rawValue: errno))
    }
  }

  /// Takes the name only where nothing has it, even if that was so a moment ago.
  private func appear() throws {
    let result = name.withPlatformString {
      linkat(folder.descriptor, temporary, folder.descriptor, $0, 0)
    }
    if result == 0 {
      unlinkat(folder.descriptor, temporary, 0)
    } else if errno == EEXIST {
      throw WriteRefusal.foreignFile(displayName(path))
    } else {
      // File systems without hard links.
      guard try folder.status(of: name) == nil else {
        throw WriteRefusal.foreignFile(displayName(path))
      }
      try replace()
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
