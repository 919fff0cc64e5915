import Domain
import FaceVision
import Testing

@Suite struct FaceAnnotationTests {
  private func changedPixels(_ a: Picture, _ b: Picture) -> Int {
    zip(a.pixels, b.pixels).count { $0 != $1 }
  }

  /// Labels have to fit wherever the box is, and whatever the picture's size.
  @Test(arguments: [(40, 40), (800, 600), (4000, 3000)])
  func drawsInsideThePicture(width: Int, height: Int) throws {
    let picture = Picture(width: width, height: height, fill: .white)
    let typeface = try Typeface()
    let boxes = [
      FaceBox(top: 0, right: width, bottom: height, left: 0),
      FaceBox(top: height - 5, right: width + 20, bottom: height + 20, left: width - 5),
      FaceBox(top: -10, right: 5, bottom: 5, left: -10),
    ]
    for box in boxes {
      let annotated = try picture.annotated(
        with: [FaceAnnotation(box: box, label: "123 Ada 😀", color: Color(0, 114, 178))],
        typeface: typeface)
      #expect(annotated.width == width && annotated.height == height)
      #expect(changedPixels(picture, annotated) > 0)
    }
  }

  @Test func leavesTheOriginalAlone() throws {
    let picture = Picture(width: 100, height: 100)
    _ = try picture.annotated(
      with: [
        FaceAnnotation(
          box: FaceBox(top: 10, right: 50, bottom: 50, left: 10), label: "1", color: .white)
      ], typeface: try Typeface())
    #expect(picture == Picture(width: 100, height: 100))
  }
}
