import SystemPackage

/// The whole content of a file.
///
/// - Parameters:
///   - path: The file.
///   - limit: The most bytes that are read; a longer file is cut there.
/// - Throws: `FileError` where the file cannot be read.
public func readFile(_ path: FilePath, limit: Int = .max) throws -> [UInt8] {
  var bytes: [UInt8] = []
  try readFile(path, limit: limit) { bytes.append(contentsOf: $0) }
  return bytes
}

/// Hands the content of a file to `body`, piece by piece.
///
/// - Throws: `FileError` where the file cannot be read.
func readFile(
  _ path: FilePath, limit: Int = .max, _ body: (UnsafeRawBufferPointer) -> Void
) throws {
  let descriptor: FileDescriptor
  do {
    descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
  } catch let error as Errno { throw FileError(.open, displayName(path), error) }
  do {
    try descriptor.closeAfter {
      let piece = UnsafeMutableRawBufferPointer.allocate(
        byteCount: min(limit, 1 << 20), alignment: 16)
      defer { piece.deallocate() }
      var left = limit
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
