import FaceClustering
import Testing

@Suite struct AgglomerativeClusteringTests {
  private let method: AgglomerativeClustering

  init() throws { method = try AgglomerativeClustering() }

  @Test(arguments: [(40, 5), (200, 20), (1200, 300)])
  func findsPeople(faces: Int, people: Int) throws {
    let sample = try RandomFaces(faces, of: people, spread: 0.8)
    let labels = try method.cluster(sample.embeddings).labels
    let score = try ClusteringScore(labels: labels, truth: sample.people)
    #expect(score.pairwise.precision > 0.98)
    #expect(score.bCubed.f > 0.97)
  }

  @Test func sameForAnyNumberOfThreads() throws {
    let sample = try RandomFaces(900, of: 60)
    let frames = (0..<900).map { $0 / 2 }
    let constraints = try ClusteringConstraints(faceCount: 900, frames: frames)
    let quality = (0..<900).map { Float($0 % 10) / 10 }
    let one = try method.cluster(
      sample.embeddings, quality: quality, constraints: constraints, jobs: 1)
    for jobs in [2, 5] {
      let other = try method.cluster(
        sample.embeddings, quality: quality, constraints: constraints, jobs: jobs)
      #expect(other == one)
    }
  }

  @Test(arguments: [true, false])
  func knownNeighborsChangeNothing(isConstrained: Bool) throws {
    let sample = try RandomFaces(1000, of: 80)
    let normalized = sample.embeddings.normalized()
    let first = normalized.selecting(Array(0..<900))
    let radii = try #require(method.neighborRadii(first))
    let constraints = try ClusteringConstraints(
      faceCount: 1000, frames: isConstrained ? (0..<1000).map { $0 / 2 } : nil,
      mustLink: isConstrained
        ? [PairDecision(3, 500, name: "a"), PairDecision(8, 8, name: "b")] : [])
    let quality = (0..<1000).map { Float($0 % 7) / 7 }
    let expected = try method.cluster(
      sample.embeddings, quality: quality, constraints: constraints)
    for radius in [radii.lowerBound, radii.upperBound, 0.45] {
      let old = try RadiusNeighbors(first, radius: radius)
      let known = try old.extended(to: normalized)
      #expect(
        try method.cluster(
          sample.embeddings, neighbors: known, quality: quality, constraints: constraints)
          == expected)
      #expect(throws: ParameterError.self) {
        try method.cluster(sample.embeddings, neighbors: old)
      }
    }
  }

  @Test func listsServeMoreFacesAndFewer() throws {
    let radii = try [400, 800, 1600].map { faces in
      try #require(method.neighborRadii(RandomFaces(faces, of: faces / 8).embeddings.normalized()))
    }
    #expect(radii[0].lowerBound > radii[1].lowerBound)
    #expect(radii[2].upperBound >= radii[0].lowerBound)
  }

  @Test func keepsConstraints() throws {
    let sample = try RandomFaces(300, of: 6, spread: 0.8)
    let frames = (0..<300).map { $0 / 4 }
    let constraints = try ClusteringConstraints(
      faceCount: 300, frames: frames,
      mustLink: [PairDecision(0, 100, name: "a"), PairDecision(100, 250, name: "b")],
      cannotLink: [PairDecision(7, 200, name: "c"), PairDecision(0, 50, name: "d")])
    expectSatisfied(
      constraints, try method.cluster(sample.embeddings, constraints: constraints).labels)
    let quality = (0..<300).map { $0 % 3 == 0 ? Float(0) : 1 }
    expectSatisfied(
      constraints,
      try method.cluster(sample.embeddings, quality: quality, constraints: constraints).labels)
  }

  @Test func poorFacesJoinButDoNotBridge() throws {
    let sample = try RandomFaces(60, of: 4, spread: 0.6)
    let quality = (0..<60).map { $0 < 30 ? Float(1) : 0 }
    let labels = try method.cluster(sample.embeddings, quality: quality).labels
    let good = try method.cluster(sample.embeddings.selecting(Array(0..<30))).labels
    let clearly = Clustering(groups: labels[..<30].map(Int.init)).labels
    #expect(clearly == good, "good faces are grouped as if the poor ones were not there")
    #expect(labels[30...].contains { $0 >= 0 })
    let score = try ClusteringScore(labels: labels, truth: sample.people)
    #expect(score.pairwise.precision == 1)
    let none = try method.cluster(sample.embeddings, quality: [Float](repeating: 0, count: 60))
    #expect(none.clusterCount == 0)
  }

  @Test func mustLinkedPoorFacesStayTogether() throws {
    let sample = try RandomFaces(20, of: 20)
    let constraints = try ClusteringConstraints(
      faceCount: 20, mustLink: [PairDecision(3, 9, name: "merge")])
    let quality = [Float](repeating: 0.1, count: 20)
    let labels = try method.cluster(
      sample.embeddings, quality: quality, constraints: constraints
    ).labels
    #expect(labels[3] == 0 && labels[9] == 0)
  }

  @Test func handlesFewAndEqualFaces() throws {
    #expect(try method.cluster(EmbeddingMatrix([])).labels == [])
    let sample = try RandomFaces(10, of: 1, spread: 0.5)
    #expect(try method.cluster(sample.embeddings.selecting([0])).labels == [-1])
    let equal = sample.embeddings.selecting([0, 0, 0, 0])
    #expect(try method.cluster(equal).labels == [0, 0, 0, 0])
    let frames = try ClusteringConstraints(faceCount: 4, frames: [0, 0, 0, 0])
    #expect(try method.cluster(equal, constraints: frames).labels == [-1, -1, -1, -1])
    #expect(try method.cluster(sample.embeddings).clusterCount == 1)
  }

  @Test func refusesBadInput() throws {
    let faces = try RandomFaces(5, of: 1).embeddings
    #expect(throws: ParameterError.self) { try AgglomerativeClustering(bridgeQuality: 1.5) }
    #expect(throws: ParameterError.self) { try AgglomerativeClustering(bridgeQuality: .nan) }
    #expect(throws: ConstraintError.self) { try method.cluster(faces, quality: [1]) }
    #expect(throws: ConstraintError.self) {
      try method.cluster(faces, constraints: ClusteringConstraints(faceCount: 6))
    }
  }
}
