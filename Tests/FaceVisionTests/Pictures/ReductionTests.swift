import Domain
import FaceVision
import Foundation
import Testing

@Suite struct ReductionTests {
  private static let picture = PictureDecoderTests.picture

  @Test(arguments: [PictureFormat.jpeg, .png], Reduction.allCases)
  func decodesSmaller(format: PictureFormat, reduction: Reduction) throws {
    // Sides that no reduction divides.
    let odd = Self.picture.cropped(to: FaceBox(top: 0, right: 61, bottom: 45, left: 0))
    let small = try Picture(decoding: odd.encoded(as: format), reducedBy: reduction)
    #expect(small.width == reduction.reduce(61) && small.height == reduction.reduce(45))
    let expected = try odd.resized(width: small.width, height: small.height)
    let error = zip(small.pixels, expected.pixels).map { abs(Int($0) - Int($1)) }.reduce(0, +)
    #expect(Double(error) / Double(small.pixels.count) < 6)
  }

  @Test func keepsTheSideThatIsAskedFor() {
    #expect(Reduction(width: 4000, height: 3000, keeping: 1000) == .quarter)
    #expect(Reduction(width: 3000, height: 4000, keeping: 1001) == .half)
    #expect(Reduction(width: 4000, height: 3000, keeping: 1) == .eighth)
    #expect(Reduction(width: 1000, height: 1000, keeping: 1000) == .none)
    #expect(Reduction(width: 10, height: 10, keeping: 1000) == .none)
  }

  /// Parts are the whole picture's pixels, to the bit, wherever they lie and overlap.
  @Test(arguments: [PictureFormat.jpeg, .png])
  func decodesParts(format: PictureFormat) throws {
    let bytes = try Self.picture.encoded(as: format)
    let whole = try Picture(decoding: bytes)
    let boxes = [
      FaceBox(top: 30, right: 40, bottom: 44, left: 3),
      FaceBox(top: 5, right: 64, bottom: 33, left: 60),
      FaceBox(top: 40, right: 90, bottom: 90, left: -9),
      FaceBox(top: -5, right: 10, bottom: 1, left: 2),
      FaceBox(top: 100, right: 90, bottom: 120, left: 80),
    ]
    let parts = try Picture.parts(boxes, of: bytes)
    for (box, part) in zip(boxes, parts) { #expect(part == whole.cropped(to: box)) }
    #expect(try Picture.parts([], of: bytes).isEmpty)
  }

  @Test func tellsTheStoredSize() throws {
    let decoded = try DecodedPicture(decoding: Self.picture.jpeg(), reducedBy: .quarter)
    #expect(decoded.storedWidth == 64 && decoded.storedHeight == 48)
    #expect(decoded.picture.width == 16 && decoded.picture.height == 12)
  }
}
