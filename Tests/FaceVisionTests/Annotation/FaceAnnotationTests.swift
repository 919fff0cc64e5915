import Domain
import FaceVision
import Testing

@Suite struct FaceAnnotationTests {
  private static let blue = Color(0, 114, 178)

  /// The pixels that differ, row by row.
  private func changes(_ a: Picture, _ b: Picture) -> [(x: Int, y: Int)] {
    (0..<a.width * a.height).filter {
      a.pixels[3 * $0..<3 * $0 + 3] != b.pixels[3 * $0..<3 * $0 + 3]
    }
    .map { ($0 % a.width, $0 / a.width) }
  }

  /// Labels have to fit wherever the box is, and whatever the picture's size.
  @Test(arguments: [(40, 40), (800, 600), (2000, 1500)])
  func drawsInsideThePicture(width: Int, height: Int) throws {
    let picture = Picture(width: width, height: height, fill: .white)
    let boxes = [
      FaceBox(top: 0, right: width, bottom: height, left: 0),
      FaceBox(top: height - 5, right: width + 20, bottom: height + 20, left: width - 5),
      FaceBox(top: -10, right: 5, bottom: 5, left: -10),
    ]
    for box in boxes {
      let annotated = try picture.annotated(
        with: [
          FaceAnnotation(box: box, label: "123 Ada 😀", shortLabel: "123", color: Self.blue)
        ])
      #expect(annotated.width == width && annotated.height == height)
      #expect(!changes(picture, annotated).isEmpty)
    }
  }

  @Test func leavesTheOriginalAlone() throws {
    let picture = Picture(width: 100, height: 100)
    _ = try picture.annotated(
      with: [
        FaceAnnotation(
          box: FaceBox(top: 10, right: 50, bottom: 50, left: 10), label: "1", color: .white)
      ])
    #expect(picture == Picture(width: 100, height: 100))
  }

  /// Every script leaves ink, and different texts different ink.
  @Test func drawsAnyScript() throws {
    let picture = Picture(width: 400, height: 300, fill: .white)
    let names = ["Ada", "Мария", "محمد", "שרה", "Ελένη", "Zoë"]
    let drawn = try names.map { name in
      try picture.annotated(
        with: [
          FaceAnnotation(
            box: FaceBox(top: 50, right: 300, bottom: 200, left: 50), label: name, color: Self.blue)
        ])
    }
    for (i, first) in drawn.enumerated() {
      for second in drawn[..<i] { #expect(first != second) }
    }
  }

  /// A row of faces shoulder to shoulder, with names much longer than their boxes: no label covers a
  /// part of another's face, or lies below or above it.
  @Test(arguments: [4, 12, 40])
  func longNamesStayWithTheirFaces(gap: Int) throws {
    let (side, count) = (60, 7)
    let picture = Picture(width: 620, height: 300, fill: .white)
    let boxes = (0..<count).map { i in
      let left = 20 + i * (side + gap) % 520
      let top = i * (side + gap) < 520 ? 60 : 60 + side + gap
      return FaceBox(top: top, right: left + side, bottom: top + side, left: left)
    }
    let annotations = boxes.enumerated().map { i, box in
      FaceAnnotation(
        box: box, label: "\(i) Maximiliana Alexandra von und zu Hohenstein", shortLabel: "\(i)",
        color: Color(UInt8(30 * i), 90, 160))
    }
    let silent = try picture.annotated(
      with: annotations.map { FaceAnnotation(box: $0.box, label: "", color: $0.color) })
    let drawn = try picture.annotated(with: annotations)
    for i in 0..<count {
      let ground = annotations[i].color
      // Whatever has this label's ground lies within reach of its own box.
      for (x, y) in changes(silent, drawn) {
        let at = 3 * (y * drawn.width + x)
        guard drawn.pixels[at] == ground.red, drawn.pixels[at + 1] == 90,
          drawn.pixels[at + 2] == 160
        else { continue }
        for (j, other) in boxes.enumerated() where j != i {
          let isOverFace =
            x >= other.left && x < other.right && y >= other.top && y < other.bottom
          #expect(!isOverFace, "the label of \(i) covers \(j)")
        }
      }
    }
  }

  /// Text fits the face: a label of a small face in a large picture is small.
  @Test func smallFacesHaveSmallLabels() throws {
    let picture = Picture(width: 2000, height: 1500, fill: .white)
    func labelHeight(side: Int) throws -> Int {
      let box = FaceBox(top: 500, right: 500 + side, bottom: 500 + side, left: 500)
      let silent = try picture.annotated(
        with: [FaceAnnotation(box: box, label: "", color: Self.blue)])
      let drawn = try picture.annotated(
        with: [FaceAnnotation(box: box, label: "1", color: Self.blue)])
      let rows = changes(silent, drawn).map(\.y)
      return (rows.max() ?? 0) - (rows.min() ?? 0)
    }
    #expect(try labelHeight(side: 40) < 30)
    #expect(try labelHeight(side: 400) > 45)
  }
}
