import FaceClustering
import Testing

@Suite struct RadiusNeighborsTests {
  /// All pairs, compared one by one.
  private func slow(_ embeddings: EmbeddingMatrix, _ radius: Double) -> [[Int32]] {
    (0..<embeddings.count).map { i in
      (0..<embeddings.count).filter { $0 != i && embeddings.distance(i, $0) <= radius }
        .map(Int32.init)
    }
  }

  @Test(arguments: [1, 2, 5, 15, 16, 17, 96, 509, 700], [0.3, 0.5, 0.9])
  func findsEveryPair(count: Int, radius: Double) throws {
    let embeddings = try RandomFaces(count, of: max(1, count / 8)).embeddings
    let neighbors = try RadiusNeighbors(embeddings, radius: radius)
    #expect((0..<count).map { Array(neighbors[$0]) } == slow(embeddings, radius))
    for i in 0..<count {
      for k in neighbors.offsets[i]..<neighbors.offsets[i + 1] {
        let exact = embeddings.distance(i, Int(neighbors.indices[k]))
        #expect(neighbors.distances[k] == Float(exact))
      }
    }
  }

  @Test func sameForAnyNumberOfThreads() throws {
    let embeddings = try RandomFaces(1500, of: 100).embeddings
    let one = try RadiusNeighbors(embeddings, radius: 0.5, jobs: 1)
    for jobs in [2, 3, 8] {
      #expect(try RadiusNeighbors(embeddings, radius: 0.5, jobs: jobs) == one)
    }
  }

  @Test(arguments: [0, 1, 300, 599, 600])
  func extendsStoredLists(old: Int) throws {
    let embeddings = try RandomFaces(600, of: 40).embeddings
    let before = try RadiusNeighbors(embeddings.selecting(Array(0..<old)), radius: 0.5)
    let stored = try RadiusNeighbors(
      stored: before.radius, offsets: before.offsets, indices: before.indices,
      distances: before.distances)
    let whole = try RadiusNeighbors(embeddings, radius: 0.5)
    #expect(try stored.extended(to: embeddings) == whole)
  }

  @Test func selectsAndNarrows() throws {
    let embeddings = try RandomFaces(300, of: 20).embeddings
    let neighbors = try RadiusNeighbors(embeddings, radius: 0.5)
    let rows = Array(stride(from: 1, to: 300, by: 3))
    let selected = try RadiusNeighbors(embeddings.selecting(rows), radius: 0.5)
    #expect(neighbors.selecting(rows) == selected)
    #expect(try neighbors.within(0.4, embeddings) == RadiusNeighbors(embeddings, radius: 0.4))
    // A radius that is exactly a distance in the lists.
    let border = embeddings.distance(0, Int(neighbors[0].first!))
    let narrow = try neighbors.within(border, embeddings)
    #expect(try narrow == RadiusNeighbors(embeddings, radius: border))
    #expect(throws: ParameterError.self) { try neighbors.within(0.6, embeddings) }
  }

  @Test func survivesExtremes() throws {
    let equal = try EmbeddingMatrix(
      (0..<128 * 40).map { _ in Float(0.25) })
    #expect(try RadiusNeighbors(equal, radius: 1e-9).indices.count == 40 * 39)
    // Squares of these overflow in single precision.
    let huge = try EmbeddingMatrix((0..<128 * 40).map { $0 / 128 < 20 ? 1e30 : -1e30 })
    #expect(try RadiusNeighbors(huge, radius: 1).indices.count == 2 * 20 * 19)
    #expect(try RadiusNeighbors(huge, radius: 1e32).indices.count == 40 * 39)
    #expect(try RadiusNeighbors(EmbeddingMatrix([]), radius: 1).count == 0)
    for radius in [0, -1, .nan, .infinity] {
      #expect(throws: ParameterError.self) { try RadiusNeighbors(equal, radius: radius) }
    }
    #expect(throws: ParameterError.self) {
      try RadiusNeighbors(stored: 1, offsets: [0, 2], indices: [0], distances: [0])
    }
  }

  @Test func reportsProgress() throws {
    let embeddings = try RandomFaces(1200, of: 10).embeddings
    let seen = Recorder()
    _ = try RadiusNeighbors(embeddings, radius: 0.3) { seen.record($0) }
    #expect(seen.values.max() == 1)
    #expect(seen.values.allSatisfy { (0...1).contains($0) })
  }
}
