import Domain
import Testing

@Suite struct FaceBoxTests {
  @Test func measuresOverlap() {
    let box = FaceBox(top: 0, right: 10, bottom: 10, left: 0)
    #expect(box.overlap(box) == 1)
    #expect(box.overlap(FaceBox(top: 0, right: 20, bottom: 10, left: 10)) == 0)
    #expect(box.overlap(FaceBox(top: 0, right: 15, bottom: 10, left: 5)) == 1.0 / 3)
    #expect(box.overlap(.nowhere) == 0 && FaceBox.nowhere.overlap(.nowhere) == 0)
  }

  @Test func growsAndScales() {
    let box = FaceBox(top: 10, right: 40, bottom: 30, left: 20)
    #expect(box.expanded(by: 0.5) == FaceBox(top: 0, right: 50, bottom: 40, left: 10))
    #expect(
      box.scaled(across: 2, down: 0.5) == FaceBox(top: 5, right: 80, bottom: 15, left: 40))
    #expect(!box.isEmpty && FaceBox.nowhere.isEmpty)
    #expect("\(box)" == "10,40,30,20")
  }
}
