import CaseStore
import Domain
import Testing
import WhoWhere

struct FaceMarkTests {
  /// A face whose parts are where they are in most faces, unless its box is cut off at the top.
  private func face(
    _ id: Int, _ box: FaceBox, media: Int = 1, time: Int? = nil, score: Float = 0.92,
    sharpness: Float = 0.4, cutAbove share: Double = 0, detector: String? = "yunet"
  ) -> FaceSighting {
    let (left, top) = (Float(box.left), Float(box.top))
    let (width, height) = (Float(box.width), Float(box.height))
    let across: [Float] = [0.27, 0.73, 0.5, 0.31, 0.69]
    let down: [Float] = [0.38, 0.38, 0.58, 0.735, 0.735]
    var landmarks: [Float] = []
    for i in 0..<5 { landmarks += [left + across[i] * width, top + down[i] * height] }
    var cut = box
    cut.top += Int(share * Double(box.height))
    return FaceSighting(
      id: FaceID(id), media: MediaID(media), time: time, box: cut, detector: detector, score: score,
      sharpness: sharpness, landmarks: landmarks)
  }

  private let box = FaceBox(top: 100, right: 175, bottom: 200, left: 100)

  @Test func plainFacesHaveNone() {
    #expect(FaceMark.marks(of: [face(1, box)]) == [nil])
  }

  @Test func whatADetectorDoubtsIsMarked() {
    let marks = FaceMark.marks(of: [
      face(1, box, score: 0.7), face(2, box, media: 2, sharpness: 0.02),
      face(3, box, media: 3, cutAbove: 0.3),
    ])
    #expect(marks == [.unsure, .blurred, .cut])
  }

  @Test func whatIsInsideAnotherFaceIsMarkedWhereItIsLessSure() {
    let mouth = FaceBox(top: 160, right: 150, bottom: 190, left: 125)
    #expect(
      FaceMark.marks(of: [face(1, box), face(2, mouth, score: 0.8)]) == [nil, .nested])
    // A large thing around a sure face is the false one.
    let around = FaceBox(top: 40, right: 230, bottom: 300, left: 60)
    #expect(
      FaceMark.marks(of: [face(1, around, score: 0.8), face(2, box)]) == [.nested, nil])
    // Two people, one before the other, are no such case; nor are two pictures.
    let beside = FaceBox(top: 100, right: 215, bottom: 200, left: 140)
    #expect(FaceMark.marks(of: [face(1, box), face(2, beside)]) == [nil, nil])
    #expect(
      FaceMark.marks(of: [face(1, box), face(2, mouth, media: 2, score: 0.8)]) == [nil, nil])
  }

  @Test func whatStaysInAVideoAndIsDoubtfulIsMarked() {
    let thing = (0..<6).map { face($0, box, time: 1000 * $0, score: 0.8) }
    #expect(FaceMark.marks(of: thing) == [FaceMark?](repeating: .still, count: 6))
    // A face as sure as this sits still.
    let sitting = (0..<6).map { face($0, box, time: 1000 * $0) }
    #expect(FaceMark.marks(of: sitting) == [FaceMark?](repeating: nil, count: 6))
    let moving = (0..<6).map { i in
      let away = 60 * i
      return face(
        i, FaceBox(top: 100, right: 175 + away, bottom: 200, left: 100 + away), time: 1000 * i,
        score: 0.8)
    }
    #expect(FaceMark.marks(of: moving) == [FaceMark?](repeating: nil, count: 6))
  }

  @Test func whatWasImportedOrDrawnIsNotJudged() {
    #expect(FaceMark.marks(of: [face(1, box, score: 0, sharpness: 0, detector: nil)]) == [nil])
  }
}
