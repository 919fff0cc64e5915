import FaceVision
import Testing

@Suite struct MultiPictureFormatTests {
  /// A JPEG file whose index lists pictures of these types.
  private func count(_ types: [UInt32]) throws -> Int {
    let entries = types.flatMap { type -> [UInt8] in
      (0..<4).map { UInt8(type >> (8 * UInt32($0)) & 0xFF) } + [UInt8](repeating: 0, count: 12)
    }
    let index = TIFFFile(directories: [
      .init(entries: [0xB001: .long([UInt32(types.count)]), 0xB002: .bytes(entries)])
    ]).bytes
    let block = Array("MPF\0".utf8) + index
    let picture = try Picture(width: 8, height: 8).jpeg()
    let file =
      picture.prefix(2) + [
        0xFF, 0xE2, UInt8((block.count + 2) >> 8), UInt8((block.count + 2) & 0xFF),
      ]
      + block + picture.dropFirst(2)
    return try DecodedPicture(decoding: Array(file)).pictureCount
  }

  @Test func viewsAreCounted() throws {
    #expect(try count([0x2002_0002, 0x0002_0002]) == 2)
    #expect(try count([0x0002_0001, 0x0002_0001, 0x0002_0001]) == 3)
    #expect(try DecodedPicture(decoding: Picture(width: 8, height: 8).jpeg()).pictureCount == 1)
  }

  /// Previews and gain maps show the same.
  @Test func previewsAreNoViews() throws {
    #expect(try count([0x2003_0000, 0x0001_0001]) == 1)
    #expect(try count([0x2003_0000, 0]) == 1)
    #expect(try count([]) == 1)
  }
}
