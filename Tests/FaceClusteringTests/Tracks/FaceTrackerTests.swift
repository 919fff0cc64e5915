import FaceClustering
import Testing

@Suite struct FaceTrackerTests {
  private func face(_ left: Int, _ look: Float) -> FaceTracker.Face {
    FaceTracker.Face(left: left, top: 0, right: left + 100, bottom: 100, embedding: [look, 0])
  }

  @Test func followsAPersonWhoMoves() {
    var tracker = FaceTracker(largestDistance: 0.5)
    #expect(tracker.link([face(0, 0), face(500, 2)], at: 0) == [0, 1])
    #expect(tracker.link([face(520, 2.1), face(30, 0.1)], at: 1000) == [1, 0])
    #expect(tracker.link([face(60, 0.2)], at: 2000) == [0])
    // Gone for a second, and at the same place again.
    #expect(tracker.link([face(530, 2)], at: 3000) == [1])
  }

  @Test func beginsAnewForAnotherPlaceFaceOrTime() {
    var tracker = FaceTracker(largestDistance: 0.5)
    #expect(tracker.link([face(0, 0)], at: 0) == [0])
    #expect(tracker.link([face(300, 0)], at: 1000) == [1])
    #expect(tracker.link([face(300, 1)], at: 2000) == [2])
    #expect(tracker.link([face(300, 1)], at: 9000) == [3])
  }

  /// Two faces that could both go on a track: the one that overlaps more does.
  @Test func givesATrackOneFaceAFrame() {
    var tracker = FaceTracker(largestDistance: 0.5)
    #expect(tracker.link([face(0, 0)], at: 0) == [0])
    #expect(tracker.link([face(40, 0), face(10, 0)], at: 1000) == [1, 0])
  }

  /// Where nothing moves, samples are far apart, and each says how long it stands for.
  @Test func followsThroughAStillShot() {
    var tracker = FaceTracker(largestDistance: 0.5)
    var still = face(0, 0)
    still.until = 4960
    #expect(tracker.link([(0, still), (5000, face(0, 0)), (9000, face(0, 0))]) == [0, 0, 1])
  }
}
