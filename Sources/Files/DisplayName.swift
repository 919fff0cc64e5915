import SystemPackage

/// A path as text that a person can read and a program can undo.
///
/// Valid UTF-8 stays as it is. Bytes that are not UTF-8, which Linux allows in names, become `\xNN`.
public func displayName(_ path: FilePath) -> String {
  path.withPlatformString { pointer in
    let bytes = UnsafeRawBufferPointer(start: pointer, count: path.length)
    return displayName(bytes: bytes)
  }
}

/// The bytes of a name as text: UTF-8 as it is, other bytes as `\xNN`.
///
/// Complexity: O(bytes).
public func displayName(bytes: some Sequence<UInt8>) -> String {
  let bytes = Array(bytes)
  if let text = String(validating: bytes, as: UTF8.self) { return text }
  var text = ""
  var rest = bytes[...]
  while let first = rest.first {
    let width = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    if let character = String(validating: rest.prefix(width), as: UTF8.self) {
      text += character
      rest = rest.dropFirst(width)
    } else {
      let hex = String(first, radix: 16, uppercase: true)
      text += "\\x" + (hex.count == 1 ? "0" : "") + hex
      rest = rest.dropFirst()
    }
  }
  return text
}

extension FilePath {
  /// The path's bytes, which need not be UTF-8.
  public var bytes: [UInt8] {
    withPlatformString { Array(UnsafeRawBufferPointer(start: $0, count: length)) }
  }

  /// The path of these bytes, which end before any zero byte.
  public init(bytes: [UInt8]) {
    self = (bytes + [0]).withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { FilePath(platformString: $0.baseAddress!) }
    }
  }
}
