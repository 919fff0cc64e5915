import Foundation

/// Looks out for elements with so many attributes that libxml2, which compares each with all others,
/// would not come to an end.
struct TagScan {
  /// A tag of this length can still be parsed quickly, whatever is in it.
  private static let harmless = 1 << 16
  /// How many attributes may come after that.
  private static let limit = 20_000

  private var isInTag = false
  private var length = 0
  private var attributes = 0

  /// Whether the document may go on with `bytes`.
  ///
  /// Complexity: O(bytes), a few cycles for each of 16 bytes.
  mutating func accepts(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let end =
        position(of: isInTag ? UInt8(ascii: ">") : UInt8(ascii: "<"), in: rest) ?? rest.endIndex
      if isInTag {
        length += end - rest.startIndex
        if length > Self.harmless {
          attributes += rest[..<end].count { $0 == UInt8(ascii: "=") }
          if attributes > Self.limit { return false }
        }
      }
      guard end < rest.endIndex else { return true }
      isInTag.toggle()
      length = 0
      attributes = 0
      rest = rest[(end + 1)...]
    }
    return true
  }

  private func position(of byte: UInt8, in bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
    guard let start = UnsafeRawBufferPointer(rebasing: bytes).baseAddress,
      let found = memchr(start, Int32(byte), bytes.count)
    else { return nil }
    return bytes.startIndex + (UnsafeRawPointer(found) - start)
  }
}
