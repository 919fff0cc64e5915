import Domain
import FaceVision
import Files
import SystemPackage
import TestSupport
import Testing

@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct CopyComparisonTests {
  private static func photos() throws -> [Picture] {
    try FileListing(root: ProjectFiles.samples.appending("photos")).files.prefix(12).map {
      let decoded = try DecodedPicture(decoding: try readFile($0.path))
      return decoded.picture.upright(from: decoded.metadata.orientation)
    }
  }

  private func again(_ picture: Picture, quality: Int) throws -> Picture {
    try DecodedPicture(decoding: try picture.jpeg(quality: quality)).picture
  }

  @Test func scaledAndEncodedAnewIsTheWhole() throws {
    for photo in try Self.photos() {
      let comparison = CopyComparison(with: try GrayPicture(photo))
      let hash = PictureHash(try GrayPicture(photo))
      for (share, quality) in [(1.0, 40), (0.5, 80), (0.3, 60)] {
        let small = try photo.resized(
          width: Int(Double(photo.width) * share), height: Int(Double(photo.height) * share))
        let copy = try GrayPicture(try again(small, quality: quality))
        #expect(comparison.isWhole(copy), "\(share) \(quality)")
        #expect(hash.distance(to: PictureHash(copy)) <= 6)
      }
    }
  }

  @Test func aCropIsFoundWhereItIs() throws {
    var found = 0
    var tried = 0
    for photo in try Self.photos() {
      let comparison = CopyComparison(with: try GrayPicture(photo))
      for (left, top, share) in [(0.1, 0.2, 0.6), (0.3, 0.05, 0.5), (0.02, 0.03, 0.9)] {
        let box = FaceBox(
          top: Int(top * Double(photo.height)), right: Int((left + share) * Double(photo.width)),
          bottom: Int((top + share) * Double(photo.height)),
          left: Int(left * Double(photo.width)))
        let crop = try GrayPicture(try again(photo.cropped(to: box), quality: 70))
        #expect(!comparison.isWhole(crop))
        tried += 1
        // As far off as boxes of faces are.
        guard
          let place = comparison.part(
            crop, near: (left + 0.01, top - 0.015, share * 1.02))
        else { continue }
        found += 1
        #expect(abs(place.left - left) < 0.01 && abs(place.top - top) < 0.01)
        #expect(abs(place.width - share) < 0.015)
      }
    }
    #expect(Double(found) >= 0.9 * Double(tried), "\(found) of \(tried)")
  }

  @Test func anotherPictureIsNone() throws {
    let photos = try Self.photos().map { try GrayPicture($0) }
    for (i, photo) in photos.enumerated() {
      let comparison = CopyComparison(with: photo)
      for (j, other) in photos.enumerated() where i != j {
        #expect(!comparison.isWhole(other), "\(i) \(j)")
        #expect(comparison.part(other, near: (0, 0, 1)) == nil, "\(i) \(j)")
      }
    }
  }

  /// The next picture of a burst: the same but that one person has moved a little.
  @Test func aMovedHeadMakesAnotherPicture() throws {
    for photo in try Self.photos() {
      var moved = photo
      let (width, height) = (photo.width / 5, photo.height / 4)
      let (left, top) = (photo.width * 2 / 5, photo.height / 3)
      let by = photo.width / 25
      for y in top..<top + height {
        for x in left..<left + width {
          for c in 0..<3 {
            moved.pixels[(y * photo.width + x) * 3 + c] =
              photo.pixels[(y * photo.width + x + by) * 3 + c]
          }
        }
      }
      let isFlat =
        photo.cropped(
          to: FaceBox(top: top, right: left + width, bottom: top + height, left: left)
        ).pixels.max().map { Int($0) } ?? 0 < 60
      #expect(
        try isFlat || !CopyComparison(with: GrayPicture(photo)).isWhole(GrayPicture(moved)))
    }
  }

  @Test func flatAndTinyPicturesAreNotCompared() throws {
    let flat = try GrayPicture(Picture(width: 300, height: 200, fill: Color(90, 90, 90)))
    #expect(!CopyComparison(with: flat).isWhole(flat))
    let tiny = try GrayPicture(Picture(width: 1, height: 1))
    #expect(!CopyComparison(with: tiny).isWhole(tiny))
    #expect(CopyComparison(with: tiny).part(flat, near: (0, 0, 1)) == nil)
    #expect(CopyComparison(with: flat).part(tiny, near: (.nan, .infinity, 0)) == nil)
  }
}
