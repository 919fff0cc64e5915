import FaceClustering
import Testing

@Suite struct ClusteringConstraintsTests {
  @Test func namesContradictingDecisions() throws {
    let first = PairDecision(0, 1, name: "merge 4")
    let second = PairDecision(1, 2, name: "merge 5")
    let unrelated = PairDecision(3, 4, name: "merge 6")
    let apart = PairDecision(2, 0, name: "split 7")
    let error = #expect(throws: ConstraintError.self) {
      try ClusteringConstraints(
        faceCount: 5, mustLink: [unrelated, second, first], cannotLink: [apart])
    }
    #expect(error == .contradiction(mustLinks: [second, first], cannotLink: apart))
    let message = error!.localizedDescription
    #expect(message.contains("merge 4") && message.contains("merge 5"))
    #expect(message.contains("split 7") && !message.contains("merge 6"))
  }

  @Test func namesDecisionsAgainstFrames() throws {
    let link = PairDecision(0, 2, name: "merge 1")
    #expect(throws: ConstraintError.sameFrame(mustLinks: [link], frame: 9, faces: [0, 2])) {
      try ClusteringConstraints(faceCount: 3, frames: [9, 8, 9], mustLink: [link])
    }
    let lifted = try ClusteringConstraints(
      faceCount: 3, frames: [9, 8, 9], allowSameFrame: true, mustLink: [link])
    #expect(lifted.frames == nil)
  }

  @Test func refusesWhatMakesNoSense() {
    #expect(throws: ConstraintError.self) { try ClusteringConstraints(faceCount: 3, frames: [1]) }
    for link in [PairDecision(0, 3, name: "x"), PairDecision(-1, 0, name: "x")] {
      #expect(throws: ConstraintError.unknownFace(link, faceCount: 3)) {
        try ClusteringConstraints(faceCount: 3, mustLink: [link])
      }
    }
    let own = PairDecision(1, 1, name: "x")
    #expect(throws: ConstraintError.selfCannotLink(own)) {
      try ClusteringConstraints(faceCount: 3, cannotLink: [own])
    }
  }

  @Test func acceptsRepeatedAndReflexiveLinks() throws {
    let link = PairDecision(0, 1, name: "x")
    let constraints = try ClusteringConstraints(
      faceCount: 2, frames: [0, 1], mustLink: [link, link, PairDecision(1, 1, name: "y")])
    #expect(!constraints.isEmpty)
    #expect(try ClusteringConstraints(faceCount: 2).isEmpty)
  }
}
