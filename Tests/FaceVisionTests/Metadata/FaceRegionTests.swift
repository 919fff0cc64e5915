import Domain
import FaceVision
import Testing

@Suite struct FaceRegionTests {
  /// A region marks the same pixels before and after a picture is turned upright, however it is turned.
  @Test(arguments: Orientation.allCases)
  func turnsAsThePictureDoes(_ orientation: Orientation) {
    let (width, height) = (40, 20)
    var stored = Picture(width: width, height: height)
    let box = FaceBox(top: 3, right: 15, bottom: 9, left: 5)
    for y in box.top..<box.bottom {
      for x in box.left..<box.right { stored.pixels[(y * width + x) * 3] = 255 }
    }
    let upright = stored.upright(from: orientation)
    let region = FaceRegion(box, width: width, height: height)
    let turned = region.upright(from: orientation.rawValue)
    let found = turned.box(width: upright.width, height: upright.height)
    for y in 0..<upright.height {
      for x in 0..<upright.width {
        let isInside =
          (found.top..<found.bottom).contains(y) && (found.left..<found.right).contains(x)
        #expect((upright.pixels[(y * upright.width + x) * 3] == 255) == isInside)
      }
    }
    let back = turned.stored(as: orientation.rawValue).box(width: width, height: height)
    #expect(back == box)
  }
}
