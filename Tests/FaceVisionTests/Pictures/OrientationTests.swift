import Domain
import FaceVision
import Testing

@Suite struct OrientationTests {
  /// 3 × 2 pixels, told apart by their red channel: 1 2 3 above 4 5 6.
  private let picture = Picture(
    width: 3, height: 2, pixels: [1, 2, 3, 4, 5, 6].flatMap { [$0, 0, 0] as [UInt8] })

  /// What the EXIF specification's eight values make of it.
  @Test(arguments: [
    (Orientation.upright, 3, [1, 2, 3, 4, 5, 6]), (.mirrored, 3, [3, 2, 1, 6, 5, 4]),
    (.upsideDown, 3, [6, 5, 4, 3, 2, 1]), (.upsideDownMirrored, 3, [4, 5, 6, 1, 2, 3]),
    (.leftMirrored, 2, [1, 4, 2, 5, 3, 6]), (.left, 2, [4, 1, 5, 2, 6, 3]),
    (.rightMirrored, 2, [6, 3, 5, 2, 4, 1]), (.right, 2, [3, 6, 2, 5, 1, 4]),
  ])
  func turnsPixels(orientation: Orientation, width: Int, expected: [Int]) {
    let turned = picture.upright(from: orientation)
    #expect(turned.width == width)
    #expect(stride(from: 0, to: 18, by: 3).map { Int(turned.pixels[$0]) } == expected)
  }

  /// A part of the upright picture is the same part of the stored one, turned.
  @Test(arguments: Orientation.allCases)
  func findsAPartInTheStoredPicture(orientation: Orientation) {
    let picture = Picture(
      width: 11, height: 7, pixels: (0..<11 * 7 * 3).map { UInt8($0) })
    let upright = picture.upright(from: orientation)
    for box in [
      FaceBox(top: 1, right: 5, bottom: 4, left: 2), FaceBox(top: 0, right: 7, bottom: 7, left: 0),
    ] {
      let stored = orientation.stored(box, width: 11, height: 7)
      #expect(
        picture.cropped(to: stored).upright(from: orientation) == upright.cropped(to: box))
    }
  }
}
