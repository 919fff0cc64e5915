/// How many views of a scene a JPEG file holds by the Multi-Picture Format (CIPA DC-007): two of a
/// stereo camera, several of a panorama. Previews, gain maps and the like are no views.
enum MultiPictureFormat {
  /// The number of views; 1 where the file says nothing of more.
  ///
  /// - Complexity: O(markers before the first scan).
  static func viewCount(inJPEG bytes: [UInt8]) -> Int {
    var at = 2
    while at + 4 <= bytes.count, bytes[at] == 0xFF {
      let marker = bytes[at + 1]
      // The picture begins.
      if marker == 0xDA || marker == 0xD9 { break }
      let length = Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
      guard length >= 2, at + 2 + length <= bytes.count else { break }
      let segment = bytes[(at + 4)..<(at + 2 + length)]
      if marker == 0xE2, segment.starts(with: Array("MPF\0".utf8)) {
        return max(1, views(in: Array(segment.dropFirst(4))))
      }
      at += 2 + length
    }
    return 1
  }

  /// The views that an index, which is a TIFF directory, lists.
  private static func views(in index: [UInt8]) -> Int {
    guard index.count >= 8 else { return 1 }
    let isLittle = index[0] == UInt8(ascii: "I")
    func number(_ at: Int, _ count: Int) -> Int? {
      guard at >= 0, at + count <= index.count else { return nil }
      let bytes = index[at..<at + count]
      return (isLittle ? Array(bytes.reversed()) : Array(bytes)).reduce(0) { $0 << 8 | Int($1) }
    }
    guard let start = number(4, 4), let count = number(start, 2) else { return 1 }
    for entry in 0..<min(count, 64) {
      let at = start + 2 + 12 * entry
      // MPEntry: 16 bytes for each picture, beginning with its attributes.
      guard number(at, 2) == 0xB002, let size = number(at + 4, 4), let offset = number(at + 8, 4)
      else { continue }
      return (0..<min(size / 16, 1000)).count { picture in
        guard let attributes = number(offset + 16 * picture, 4) else { return false }
        let type = attributes & 0xFF_FFFF
        return (0x02_0001...0x02_0003).contains(type) || type == 0x03_0000
      }
    }
    return 1
  }
}
