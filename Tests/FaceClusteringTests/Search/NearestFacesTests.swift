import FaceClustering
import Testing

@Suite struct NearestFacesTests {
  struct Case: Decodable {
    var rows: [Int]
    var nearest: [[Int]]
    var distances: [[Double]]
  }

  @Test func agreesWithScikitLearn() throws {
    let example = try Fixture.json("nearest", Case.self)
    let embeddings = try Fixture.embeddings("faces")
    for (place, row) in example.rows.enumerated() {
      let found = try embeddings.nearest(to: Array(embeddings[row]), limit: 8)
      #expect(found.map(\.face) == example.nearest[place])
      // scikit-learn's own distances are good to about 1e-8 near zero.
      #expect(zip(found, example.distances[place]).allSatisfy { abs($0.distance - $1) < 1e-7 })
      #expect(found[0].score == 1)
    }
  }

  @Test(arguments: NearPairsTests.kinds, [1, 7, 100])
  func findsTheNearest(kind: String, limit: Int) throws {
    let (rows, radius) = try NearPairsTests.rows(kind, 900)
    let query = 450
    let distances = (0..<rows.count).map { (rows.distance($0, query), $0) }.sorted { $0 < $1 }
    for farthest in [radius, .infinity] {
      let found = try rows.nearest(to: Array(rows[query]), limit: limit, maxDistance: farthest)
      let expected = distances.prefix { $0.0 <= farthest }.prefix(limit)
      #expect(found == expected.map { FaceMatch(face: $0.1, distance: $0.0) })
    }
  }

  @Test func ordersEqualDistancesByRow() throws {
    let face = try RandomFaces(1, of: 1).embeddings
    let equal = face.selecting([Int](repeating: 0, count: 20_000))
    for jobs in [1, 2, 4] {
      let found = try equal.nearest(to: face.values, limit: 3, jobs: jobs)
      #expect(found.map(\.face) == [0, 1, 2])
    }
  }

  @Test func respectsLimits() throws {
    let embeddings = try RandomFaces(200, of: 5).embeddings
    let query = try embeddings.mean(of: [0, 1, 2])
    let found = try embeddings.nearest(to: query, limit: 500, maxDistance: 0.6)
    #expect(found.allSatisfy { $0.distance <= 0.6 })
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.distance <= $1.distance })
    #expect(try embeddings.nearest(to: query, limit: 0).isEmpty)
    #expect(try embeddings.nearest(to: query, limit: 500).count == 200)
    #expect(try EmbeddingMatrix([]).nearest(to: query, limit: 5).isEmpty)
  }

  @Test func refusesBadQueries() throws {
    let embeddings = try RandomFaces(5, of: 1).embeddings
    #expect(throws: EmbeddingError.self) { try embeddings.nearest(to: [1, 2], limit: 1) }
    #expect(throws: ParameterError.self) {
      try embeddings.nearest(to: Array(embeddings[0]), limit: -1)
    }
    #expect(throws: ParameterError.self) {
      try embeddings.nearest(to: Array(embeddings[0]), limit: 1, maxDistance: .nan)
    }
    #expect(throws: ParameterError.self) { try embeddings.mean(of: []) }
  }
}
