import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// A mark in pictures that this program made out of others, so that they are never taken for
/// evidence: a comment that other programs show and keep, whichever case it was written for.
///
/// JPEG holds it as a comment (COM), PNG as a text chunk (tEXt), WebP as a chunk of its own; other
/// files carry it behind their end, where readers do not look.
public enum OutputMark {
  /// What the mark says.
  static let text = "Made by wwww from other pictures; not an original (wwww-derived-picture)"

  /// `bytes`, a picture file or drawing, with the mark.
  ///
  /// - Complexity: O(bytes).
  public static func applied(to bytes: [UInt8]) -> [UInt8] {
    guard !isPresent(in: bytes) else { return bytes }
    let mark = Array(text.utf8)
    if bytes.starts(with: [0xFF, 0xD8]) {
      let length = mark.count + 2
      // A JFIF or EXIF segment must stay the first.
      let at = firstSegmentEnd(of: bytes)
      return bytes[..<at] + [0xFF, 0xFE, UInt8(length >> 8), UInt8(length & 0xFF)] + mark
        + bytes[at...]
    }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), bytes.count > 33 {
      // Behind the signature and the header chunk.
      return bytes[..<33] + chunk("tEXt", Array("Comment".utf8) + [0] + mark) + bytes[33...]
    }
    if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      let even = mark + [UInt8](repeating: 0x20, count: mark.count % 2)
      var marked = bytes + Array("wwww".utf8) + littleEndian(even.count) + even
      marked.replaceSubrange(4..<8, with: littleEndian(marked.count - 8))
      return marked
    }
    if bytes.starts(with: "%PDF".utf8) { return bytes + Array("%\(text)\n".utf8) }
    if bytes.starts(with: "<".utf8) { return bytes + Array("<!-- \(text) -->\n".utf8) }
    return bytes + mark
  }

  /// Whether a file of these bytes carries the mark.
  ///
  /// - Complexity: O(bytes).
  public static func isPresent(in bytes: [UInt8]) -> Bool {
    let needle = Array("wwww-derived-picture".utf8)
    return bytes.withUnsafeBytes { haystack in
      guard let start = haystack.baseAddress else { return false }
      var offset = 0
      while haystack.count - offset >= needle.count,
        let found = memchr(
          start + offset, Int32(needle[0]), haystack.count - needle.count + 1 - offset)
      {
        if memcmp(found, needle, needle.count) == 0 { return true }
        offset = UnsafeRawPointer(found) - start + 1
      }
      return false
    }
  }

  /// Where the first segment of a JPEG file ends, if it is one for applications.
  private static func firstSegmentEnd(of bytes: [UInt8]) -> Int {
    guard bytes.count > 6, bytes[2] == 0xFF, (0xE0...0xEF).contains(bytes[3]) else { return 2 }
    let end = 4 + Int(bytes[4]) << 8 + Int(bytes[5])
    return end <= bytes.count ? end : 2
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return bigEndian(data.count) + body + bigEndian(Int(crc32(body)))
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) }
  }

  private static func littleEndian(_ value: Int) -> [UInt8] { bigEndian(value).reversed() }

  /// The checksum of PNG chunks (ISO 3309).
  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ crc >> 1 : crc >> 1 }
    }
    return ~crc
  }
}
