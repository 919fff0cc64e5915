import CLZMA

/// What an `.xz` file holds.
///
/// - Parameters:
///   - bytes: The file.
///   - limit: The most bytes that it may hold: a small file can unpack into a very large one.
/// - Throws: `XZError`.
/// - Complexity: O(bytes held); at most 64 MiB besides.
public func unpacked(xz bytes: [UInt8], limit: Int) throws(XZError) -> [UInt8] {
  var stream = clzma_stream()
  guard lzma_stream_decoder(&stream, 64 << 20, clzma_concatenated()) == LZMA_OK else {
    throw .damaged
  }
  defer { lzma_end(&stream) }
  var result: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  let status = bytes.withUnsafeBufferPointer { input in
    stream.next_in = input.baseAddress
    stream.avail_in = input.count
    return piece.withUnsafeMutableBufferPointer { output in
      while true {
        stream.next_out = output.baseAddress
        stream.avail_out = output.count
        let status = lzma_code(&stream, LZMA_FINISH)
        result.append(contentsOf: output.prefix(output.count - stream.avail_out))
        if status != LZMA_OK || result.count > limit { return status }
      }
    }
  }
  guard result.count <= limit, status != LZMA_MEMLIMIT_ERROR else { throw .tooLarge }
  guard status == LZMA_STREAM_END else { throw .damaged }
  return result
}

/// Why an `.xz` file cannot be unpacked.
public enum XZError: Error, CustomStringConvertible {
  /// It is cut, or was altered.
  case damaged
  /// It holds more than is read.
  case tooLarge

  /// What is wrong.
  public var description: String {
    switch self {
    case .damaged: "it is cut or damaged"
    case .tooLarge: "it holds more than is read"
    }
  }
}
