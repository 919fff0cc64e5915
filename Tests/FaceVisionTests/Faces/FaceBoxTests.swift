import FaceVision
import Testing

@Suite struct FaceBoxTests {
  @Test func measuresOverlap() {
    let box = FaceBox(top: 0, right: 10, bottom: 10, left: 0)
    #expect(box.overlap(box) == 1)
    #expect(box.overlap(FaceBox(top: 0, right: 20, bottom: 10, left: 10)) == 0)
    #expect(box.overlap(FaceBox(top: 0, right: 15, bottom: 10, left: 5)) == 1.0 / 3)
  }

  @Test func cropsToThePicture() {
    let picture = Picture(width: 10, height: 8)
    let crop = picture.cropped(to: FaceBox(top: -3, right: 4, bottom: 5, left: 2))
    #expect(crop.width == 2 && crop.height == 5)
    let outside = picture.cropped(to: FaceBox(top: 20, right: 30, bottom: 30, left: 20))
    #expect(outside.width == 0 && outside.height == 0)
  }
}
