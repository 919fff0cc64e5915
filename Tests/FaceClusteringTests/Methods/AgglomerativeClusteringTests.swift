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

  /// Where strangers look alike, as encoders make some kinds of people do, they stay apart; people
  /// elsewhere do not pay for it.
  @Test func keepsCrowdedStrangersApart() throws {
    let usual = try RandomFaces(600, of: 150, spread: 0.85)
    let strangers = try RandomFaces(150, of: 150, spread: 0, seed: 2).embeddings.values
    let noise = try RandomFaces(150, of: 1, spread: 0.75, seed: 3).embeddings.values
    let center = noise.prefix(128)
    let crowd = strangers.indices.map { i in
      0.62 * (strangers[i] - strangers[i % 128]) + noise[i] - center[i % 128] + strangers[i % 128]
    }
    let score = try ClusteringScore(
      labels: method.cluster(EmbeddingMatrix(usual.embeddings.values + crowd)).labels,
      truth: usual.people + (0..<150).map { 1000 + $0 })
    #expect(score.bCubed.precision > 0.97)
    #expect(score.bCubed.recall > 0.95)
  }

  /// Somebody before two posters of his own is three times in a frame. Two of them are left over, and
  /// nothing else changes.
  @Test func personsSeveralTimesInAFrameStay() throws {
    var faces = try RandomFaces(300, of: 60, spread: 0.3).embeddings.values
    faces += try RandomFaces(100, of: 1, spread: 0.3, seed: 5).embeddings.values
    // Strangers far apart, so that nobody else is near.
    for k in stride(from: 0, to: faces.count, by: 128) { faces[k] -= 1.2 }
    // Of the person's faces the first ten, the next ten, and the next are in the same ten frames.
    let frames = (0..<400).map { 310..<330 ~= $0 ? 300 + $0 % 10 : $0 }
    let labels = try method.cluster(
      EmbeddingMatrix(faces),
      constraints: ClusteringConstraints(faceCount: 400, frames: frames)
    ).labels
    let largest = Dictionary(grouping: labels[300...]) { $0 }.values.map(\.count).max() ?? 0
    #expect(largest == 80)
    #expect(Set(labels[330...]).count == 1 && labels[399] >= 0)
  }

  /// Two who look alike, such as sisters, stay apart if there are many photos of both.
  @Test func keepsPeopleWithManyFacesApart() throws {
    let faces = try RandomFaces(40, of: 1, spread: 0.72).embeddings.values
    let sisters = faces.indices.map { i in
      // Along an axis in which faces hardly differ.
      faces[i] + (i % 128 == 127 ? (i / 128 % 2 == 0 ? 0.16 : -0.16) : 0)
    }
    #expect(try method.cluster(EmbeddingMatrix(faces)).clusterCount == 1)
    let labels = try method.cluster(EmbeddingMatrix(sisters)).labels
    #expect(labels == labels.indices.map { Int32($0 % 2) })
  }

  /// A face that is unlike a person's others joins if these are many, and not if they are few.
  @Test func strayFacesJoinLargeGroups() throws {
    let others = try RandomFaces(300, of: 300, seed: 4).embeddings.values
    let faces = try RandomFaces(60, of: 1, spread: 0.72).embeddings.values
    func joins(_ count: Int) throws -> Bool {
      let own = Array(faces.prefix(128 * count))
      var stray = (0..<128).map { k in
        stride(from: k, to: own.count, by: 128).reduce(0) { $0 + own[$1] } / Float(count)
      }
      stray[127] += 0.43
      let labels = try method.cluster(EmbeddingMatrix(others + own + stray)).labels
      #expect(labels[300] >= 0 && labels[300] == labels[300 + count - 1])
      return labels[300 + count] == labels[300]
    }
    #expect(try joins(60))
    #expect(try !joins(4))
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

  @Test func vagueFacesMustBeNearer() throws {
    let method = try AgglomerativeClustering(.sface)
    var pair = [Float](repeating: 0, count: 2 * 128)
    (pair[0], pair[128], pair[129]) = (1, 0.52, 0.854)
    let faces = try EmbeddingMatrix(pair)
    func labels(
      _ detail: [Float]?, _ constraints: ClusteringConstraints? = nil
    ) throws -> [Int32] {
      try method.cluster(faces, detail: detail, constraints: constraints).labels
    }
    #expect(try labels(nil) == [0, 0])
    #expect(try labels([0.4, 0.9]) == [0, 0])
    #expect(try labels([0.1, 0.1]) == [-1, -1])
    let together = try ClusteringConstraints(
      faceCount: 2, mustLink: [PairDecision(0, 1, name: "same")])
    #expect(try labels([0.1, 0.1], together) == [0, 0], "what somebody looked at is clear")
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
    #expect(throws: ConstraintError.self) { try method.cluster(faces, detail: [1]) }
    #expect(throws: ConstraintError.self) {
      try method.cluster(faces, constraints: ClusteringConstraints(faceCount: 6))
    }
  }
}
