import FaceVision
import Testing

@Suite struct PictureDecoderTests {
  /// Smooth colors, which lossy formats keep.
  static let picture: Picture = {
    var picture = Picture(width: 64, height: 48)
    for y in 0..<48 {
      for x in 0..<64 {
        picture.pixels[(y * 64 + x) * 3] = UInt8(x * 4)
        picture.pixels[(y * 64 + x) * 3 + 1] = UInt8(y * 5)
        picture.pixels[(y * 64 + x) * 3 + 2] = 128
      }
    }
    return picture
  }()

  @Test(arguments: [PictureFormat.jpeg, .png, .webp, .tiff, .bmp])
  func readsWhatItWrites(format: PictureFormat) throws {
    let bytes = try Self.picture.encoded(as: format)
    #expect(PictureFormat.detect(bytes) == format)
    let decoded = try Picture(decoding: bytes)
    #expect(decoded.width == 64 && decoded.height == 48)
    let error = zip(decoded.pixels, Self.picture.pixels)
      .map { abs(Int($0) - Int($1)) }.reduce(0, +)
    #expect(Double(error) / Double(decoded.pixels.count) < 8)
  }

  @Test(arguments: [PictureFormat.jpeg, .png, .webp, .tiff, .bmp])
  func neverTakesAPartForTheWhole(format: PictureFormat) throws {
    let bytes = try Self.picture.encoded(as: format)
    for part in [1, bytes.count / 4, bytes.count / 2, bytes.count * 9 / 10] {
      #expect(throws: VisionError.self, "\(format) cut to \(part) of \(bytes.count)") {
        try Picture(decoding: Array(bytes.prefix(part)))
      }
    }
  }

  @Test func tellsWhatIsNoPicture() throws {
    func reason(_ bytes: [UInt8]) -> VisionError.Reason? {
      do { _ = try Picture(decoding: bytes) } catch { return error.reason }
      return nil
    }
    #expect(reason([]) == .empty)
    #expect(reason(Array("just text".utf8)) == .notAPicture)
    #expect(reason(Array("GIF89a and so on".utf8)) == .damaged)
    #expect(reason([0, 0, 0, 24] + Array("ftypheic....".utf8)) == .damaged)
    #expect(reason([0, 0, 0, 24] + Array("ftypisom....".utf8)) == .notAPicture)
    #expect(reason([0xFF, 0xD8, 0xFF] + [UInt8](repeating: 7, count: 100)) == .damaged)
  }

  /// A header that promises 30,000 × 30,000 pixels, in a file of a few bytes.
  @Test func refusesWhatWouldNotFitBeforeUnpackingIt() throws {
    var header: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
    header += Array("IHDR".utf8) + [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 1, 0, 0, 0, 0]
    header += [0x4E, 0x5C, 0xC5, 0x17, 0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
    let error = #expect(throws: VisionError.self) { try Picture(decoding: header) }
    #expect(error?.reason == .tooLarge)
  }
}
