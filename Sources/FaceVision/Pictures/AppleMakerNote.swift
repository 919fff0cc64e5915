/// What Apple's cameras write into the maker note of a photo's EXIF block.
///
/// The note begins with `Apple iOS`, a version and the byte order, then holds a directory as TIFF files
/// do; offsets count from the note's beginning.
enum AppleMakerNote {
  private static let signature = Array("Apple iOS\0\0".utf8)
  private static let contentIdentifierTag = 0x11
  private static let text = 2
  /// EXIF blocks come early in JPEG files; HEIC files have them anywhere.
  private static let searched = 4 << 20

  /// What a Live Photo's picture and clip have in common; `nil` where the file does not say. O(bytes).
  static func contentIdentifier(in bytes: [UInt8]) -> String? {
    let limit = min(bytes.count, searched)
    var start = 0
    while let found = index(of: signature, in: bytes, from: start, to: limit) {
      if let identifier = contentIdentifier(in: bytes, note: found) { return identifier }
      start = found + 1
    }
    return nil
  }

  private static func contentIdentifier(in bytes: [UInt8], note: Int) -> String? {
    func byte(_ at: Int) -> Int? { bytes.indices.contains(at) ? Int(bytes[at]) : nil }
    func number(_ at: Int, _ count: Int) -> Int? {
      var value = 0
      for i in 0..<count {
        guard let next = byte(note + at + i) else { return nil }
        value = value << 8 | next
      }
      return value
    }
    // Version, then "MM": the first of the bytes is the highest.
    guard number(12, 2) == 0x4D4D, let count = number(14, 2), count <= 200 else { return nil }
    for entry in 0..<count {
      let at = 16 + entry * 12
      guard number(at, 2) == contentIdentifierTag, number(at + 2, 2) == text,
        let length = number(at + 4, 4), (5...128).contains(length), let offset = number(at + 8, 4),
        note + offset + length <= bytes.count
      else { continue }
      let value = bytes[note + offset..<note + offset + length].prefix { $0 != 0 }
      guard value.allSatisfy({ (0x21..<0x7F).contains($0) }), !value.isEmpty else { return nil }
      return String(decoding: value, as: UTF8.self)
    }
    return nil
  }

  private static func index(of part: [UInt8], in bytes: [UInt8], from start: Int, to end: Int)
    -> Int?
  {
    guard end - start >= part.count else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      var i = start
      while i + part.count <= end {
        if bytes[i] == part[0], part.indices.allSatisfy({ bytes[i + $0] == part[$0] }) { return i }
        i += 1
      }
      return nil
    }
  }
}
