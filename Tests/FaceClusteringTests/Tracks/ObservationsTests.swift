import FaceClustering
import Testing

@Suite struct ObservationsTests {
  /// Rows along axis `axis`, with a little of the next.
  private func embeddings(_ rows: [(axis: Int, aside: Float)]) throws -> EmbeddingMatrix {
    try EmbeddingMatrix(
      rows: rows.map { row in
        var vector = [Float](repeating: 0, count: EmbeddingMatrix.dimensions)
        vector[row.axis] = 1
        vector[row.axis + 1] = row.aside
        return vector
      })
  }

  @Test func aTrackIsOneObservationWeightedByQuality() throws {
    let observations = Observations(
      of: try embeddings([(0, 0), (4, 0), (4, 1)]), tracks: [nil, 7, 7],
      qualities: [0.5, 0.2, 0.6], frames: [0, 3, 5])
    #expect(observations.members == [[0], [1, 2]])
    #expect(observations.spans == [0...0, 3...5])
    #expect(abs(observations.qualities[1] - 0.5) < 1e-6)
    // (1, 0) weighs 0.2 and (1, 1) 0.6: the direction of (0.8, 0.6), as long as they are on average.
    let mean = Array(observations.embeddings[1])
    #expect(abs(mean[5] / mean[4] - 0.75) < 1e-5)
    let length = (mean[4] * mean[4] + mean[5] * mean[5]).squareRoot()
    #expect(abs(length - (0.2 + 0.6 * Float(2).squareRoot()) / 0.8) < 1e-5)
    #expect(observations.isPerson(1))
    #expect(!observations.isPerson(0))
  }

  @Test func aPoorTrackIsNoPerson() throws {
    let tracks: [Int?] = [0, 0]
    let observations = Observations(
      of: try embeddings([(0, 0), (0, 0.1)]), tracks: tracks, qualities: [0.25, 0.2],
      frames: [0, 1])
    #expect(!observations.isPerson(0))
    #expect(observations.isPoor(0, tracks: tracks))
  }

  /// Tracks 0 and 1 overlap in time though no frame shows both.
  @Test func tracksThatOverlapInTimeAreTwoPeople() throws {
    let matrix = try embeddings([(0, 0), (0, 0.01), (0, 0.02), (0, 0.03)])
    let observations = Observations(
      of: matrix, tracks: [0, 1, 0, 2], qualities: [1, 1, 1, 1], frames: [0, 1, 2, 3])
    let constraints = try observations.constraints(
      [0, 1, 2], from: ClusteringConstraints(faceCount: 4, frames: [0, 1, 2, 3]))
    let labels = try AgglomerativeClustering().cluster(
      observations.embeddings, constraints: constraints
    ).labels
    #expect(labels[0] != labels[1])
    #expect(labels[2] >= 0)
    let free = try AgglomerativeClustering().cluster(observations.embeddings).labels
    #expect(free == [0, 0, 0])
  }

  @Test func aFaceThatIsRejectedLeavesItsTrack() throws {
    let tracks: [Int?] = [0, 0, 0, 0, nil]
    let constraints = try ClusteringConstraints(
      faceCount: 5, frames: [0, 1, 2, 3, 4],
      cannotLink: [0, 1, 3].map { PairDecision(2, $0, name: "reject") })
    let detached = DetachedFaces(tracks: tracks, constraints: constraints)
    #expect(detached.rows == [2])
    #expect(detached.leaving(tracks) == [0, 0, nil, 0, nil])
  }

  @Test func facesThatWereSplitOffLeaveTogether() throws {
    let tracks: [Int?] = [0, 0, 0, 0]
    let constraints = try ClusteringConstraints(
      faceCount: 4, mustLink: [PairDecision(1, 2, name: "split")],
      cannotLink: [0, 3].map { PairDecision(1, $0, name: "split") })
    let detached = DetachedFaces(tracks: tracks, constraints: constraints)
    #expect(detached.rows == [1, 2])
    let observations = Observations(
      of: try embeddings([(0, 0), (0, 0), (0, 0), (0, 0)]), tracks: detached.leaving(tracks),
      qualities: [1, 1, 1, 1], frames: [0, 1, 2, 3])
    _ = try observations.constraints(Array(0..<observations.count), from: constraints)
  }

  /// One track through two tracks that somebody joined and kept apart at other faces.
  @Test func whatManyTracksSayTogetherYields() throws {
    let tracks: [Int?] = [0, 0, 1, 1]
    let constraints = try ClusteringConstraints(
      faceCount: 4, mustLink: [PairDecision(0, 2, name: "merge")],
      cannotLink: [PairDecision(1, 3, name: "different")])
    let detached = DetachedFaces(tracks: tracks, constraints: constraints)
    let left = detached.leaving(tracks)
    let observations = Observations(
      of: try embeddings([(0, 0), (0, 0), (0, 0), (0, 0)]), tracks: left,
      qualities: [1, 1, 1, 1], frames: [0, 1, 2, 3])
    #expect(detached.rows.count == 1)
    _ = try observations.constraints(Array(0..<observations.count), from: constraints)
  }

  @Test func theNameOfMostFacesStaysWithTheTrack() throws {
    let detached = DetachedFaces(
      tracks: [0, 0, 0], constraints: try ClusteringConstraints(faceCount: 3, names: [5, 5, 6]))
    #expect(detached.rows == [2])
    let nothing = DetachedFaces(
      tracks: [0, 0, 0], constraints: try ClusteringConstraints(faceCount: 3, frames: [0, 1, 2]))
    #expect(nothing.rows.isEmpty)
  }
}
