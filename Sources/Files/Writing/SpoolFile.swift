import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// Bytes put aside on disk, to be read again in another order. The file has no name, is for this
/// program alone, and is gone with it.
public final class SpoolFile: @unchecked Sendable {
  private let descriptor: FileDescriptor
  private let folder: FilePath
  private var pending: [UInt8] = []
  /// How many bytes were put aside.
  public private(set) var count = 0

  private static let bufferSize = 1 << 20
  /// `O_TMPFILE` of Linux, a macro that is not imported.
  private static let unnamed: Int32 = 0o20000000 | O_DIRECTORY

  /// An empty file on the disk of `folder`.
  ///
  /// - Throws: `FileError` where none can be made there.
  public init(on folder: FilePath) throws {
    self.folder = folder
    var opened = folder.withPlatformString { open($0, O_RDWR | Self.unnamed | O_CLOEXEC, 0o600) }
    if opened < 0 {
      // Some file systems know no files without a name.
      var name = Array(
        folder.appending("\(Leftovers.filePrefix)\(getpid())-\(UInt64.random(in: 0 ... .max)).part")
          .string.utf8CString)
      opened = open(&name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if opened >= 0 { unlink(&name) }
    }
    guard opened >= 0 else {
      throw FileError(.create, displayName(folder), Errno(rawValue: errno))
    }
    descriptor = FileDescriptor(rawValue: opened)
    pending.reserveCapacity(Self.bufferSize)
  }

  deinit { try? descriptor.close() }

  /// Puts bytes aside, and tells where.
  ///
  /// - Throws: `FileError` where the disk is full.
  public func append(_ bytes: some Collection<UInt8>) throws -> Int {
    let place = count
    pending.append(contentsOf: bytes)
    count += bytes.count
    if pending.count >= Self.bufferSize { try flush() }
    return place
  }

  /// Writes what is still in memory; needed before reading.
  public func flush() throws {
    do { _ = try descriptor.writeAll(pending) } catch let error as Errno {
      throw FileError(.write, displayName(folder), error)
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// The bytes at a place. May be called from several threads.
  ///
  /// - Throws: `FileError` where they cannot be read.
  public func read(at place: Int, count: Int) throws -> [UInt8] {
    var failure: Errno?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, failure == nil {
        do {
          let more = try descriptor.read(
            fromAbsoluteOffset: Int64(place + filled),
            into: UnsafeMutableRawBufferPointer(
              rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...]))
          if more == 0 { failure = .ioError }
          filled += more
        } catch { failure = error as? Errno ?? .ioError }
      }
    }
    if let failure { throw FileError(.read, displayName(folder), failure) }
    return bytes
  }
}
