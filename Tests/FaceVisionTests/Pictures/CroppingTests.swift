import Domain
import FaceVision
import Testing

@Suite struct CroppingTests {
  @Test func cropsToThePicture() {
    let picture = Picture(width: 10, height: 8)
    let crop = picture.cropped(to: FaceBox(top: -3, right: 4, bottom: 5, left: 2))
    #expect(crop.width == 2 && crop.height == 5)
    let outside = picture.cropped(to: FaceBox(top: 20, right: 30, bottom: 30, left: 20))
    #expect(outside.width == 0 && outside.height == 0)
  }
}
