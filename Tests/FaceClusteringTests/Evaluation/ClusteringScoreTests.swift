import FaceClustering
import Testing

@Suite struct ClusteringScoreTests {
  struct Case: Decodable {
    var truth: [Int]
    var labels: [Int32]
    var pairwise: [Double]
    var bCubed: [Double]
  }

  @Test func agreesWithScikitLearnAndTheDefinition() throws {
    for example in try Fixture.json("scores", [Case].self) {
      let score = try ClusteringScore(
        labels: example.labels, truth: example.truth.map { $0 < 0 ? nil : $0 })
      #expect(abs(score.pairwise.precision - example.pairwise[0]) < 1e-12)
      #expect(abs(score.pairwise.recall - example.pairwise[1]) < 1e-12)
      #expect(abs(score.bCubed.precision - example.bCubed[0]) < 1e-12)
      #expect(abs(score.bCubed.recall - example.bCubed[1]) < 1e-12)
    }
  }

  @Test func countsImpurityAndConfusions() throws {
    let score = try ClusteringScore(
      labels: [0, 0, 0, 0, 1, -1], truth: [5, 5, 6, 7, 7, nil], frames: [0, 0, 1, 2, 2, 2], worst: 2
    )
    #expect(score.faces == 5)
    #expect(score.purity == 3.0 / 5)
    #expect(score.sameFrameImpurity == 1.0 / 4)
    #expect(score.confusions.map(\.pairs) == [2, 2])
    #expect(score.confusions.map(\.first) == [5, 5])
    #expect(score.confusions.map(\.second) == [6, 7])
  }

  @Test func definedWithoutLabels() throws {
    let score = try ClusteringScore(labels: [0, 0], truth: [nil, nil])
    #expect(score.faces == 0 && score.pairwise.f == 1 && score.bCubed.f == 1 && score.purity == 1)
    #expect(try ClusteringScore(labels: [], truth: []).purity == 1)
    #expect(throws: ConstraintError.self) { try ClusteringScore(labels: [0], truth: []) }
    #expect(throws: ConstraintError.self) {
      try ClusteringScore(labels: [0], truth: [1], frames: [])
    }
  }
}
