import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// The whole content of a file.
///
/// - Parameters:
///   - path: The file.
///   - limit: The most bytes that are read; a longer file is cut there.
///   - allowsPipes: Whether the file may be a pipe or device, which may never end.
/// - Throws: `FileError` where the file cannot be read, or is none.
public func readFile(_ path: FilePath, limit: Int = .max, allowsPipes: Bool = false) throws
  -> [UInt8]
{
  var bytes: [UInt8] = []
  try readFile(path, limit: limit, allowsPipes: allowsPipes) { bytes.append(contentsOf: $0) }
  return bytes
}

/// Hands the content of a file to `body`, piece by piece. What is added to it meanwhile is left out.
///
/// - Throws: `FileError` where the file cannot be read, or is none.
func readFile(
  _ path: FilePath, limit: Int = .max, allowsPipes: Bool = false,
  _ body: (UnsafeRawBufferPointer) -> Void
) throws {
  let descriptor: FileDescriptor
  do {
    // A pipe that nobody writes to would be waited for.
    descriptor = try FileDescriptor.open(
      path, .readOnly, options: allowsPipes ? [.closeOnExec] : [.closeOnExec, .nonBlocking])
  } catch let error as Errno { throw FileError(.open, displayName(path), error) }
  do {
    try descriptor.closeAfter {
      var status = stat()
      guard fstat(descriptor.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
      let isFile = status.st_mode & S_IFMT == S_IFREG
      guard isFile || allowsPipes else {
        throw FileError(.open, displayName(path), .notSupported)
      }
      // Files of the system's own have no size.
      var left = isFile && status.st_size > 0 ? min(limit, Int(status.st_size)) : limit
      let piece = UnsafeMutableRawBufferPointer.allocate(
        byteCount: min(left, 1 << 20), alignment: 16)
      defer { piece.deallocate() }
      while left > 0 {
        let count = try descriptor.read(
          into: UnsafeMutableRawBufferPointer(rebasing: piece.prefix(left)))
        guard count > 0 else { return }
        body(UnsafeRawBufferPointer(rebasing: piece.prefix(count)))
        left -= count
      }
    }
  } catch let error as Errno { throw FileError(.read, displayName(path), error) }
}

/// Refuses what is no file, such as a pipe, without waiting for it.
///
/// - Throws: `FileError`.
public func requireFile(_ path: FilePath) throws { _ = try readFile(path, limit: 0) }
