import FaceClustering
import Testing

@Suite struct EarlierNeighborsTests {
  @Test(arguments: [0, 1, 2, 50, 900])
  func giveTheWholeListsBack(count: Int) throws {
    let embeddings = try RandomFaces(count, of: max(1, count / 9)).embeddings
    let neighbors = try RadiusNeighbors(embeddings, radius: 0.5)
    let half = EarlierNeighbors(neighbors)
    #expect(half.indices.count * 2 == neighbors.indices.count)
    let stored = try EarlierNeighbors(offsets: half.offsets, indices: half.indices)
    for jobs in [1, 3] {
      #expect(try stored.neighbors(of: embeddings, radius: 0.5, jobs: jobs) == neighbors)
    }
  }

  @Test func newFacesAddRowsOnly() throws {
    let embeddings = try RandomFaces(300, of: 20).embeddings
    let old = try RadiusNeighbors(embeddings.selecting(Array(0..<250)), radius: 0.5)
    let before = EarlierNeighbors(old)
    let after = EarlierNeighbors(try old.extended(to: embeddings))
    #expect(Array(after.offsets.prefix(251)) == before.offsets)
    #expect(Array(after.indices.prefix(before.indices.count)) == before.indices)
  }

  @Test func listsOfOtherFacesAreRefused() throws {
    let sample = try RandomFaces(100, of: 5)
    let half = EarlierNeighbors(try RadiusNeighbors(sample.embeddings, radius: 0.5))
    let others = sample.embeddings.selecting(Array((0..<100).reversed()))
    #expect(throws: ParameterError.self) { try half.neighbors(of: others, radius: 0.5) }
    #expect(throws: ParameterError.self) {
      try half.neighbors(of: sample.embeddings.selecting([0]), radius: 0.5)
    }
    for (offsets, indices) in [
      ([], []), ([0, 1], [0]), ([0, 0, 2], [0, 0]), ([0, 0, 1], [1]), ([0, 0, 1], [-1]),
      ([0, 0, 0, 2], [1, 0]), ([0, 2, 1], [0, 0]),
    ] as [([Int], [Int32])] {
      #expect(throws: ParameterError.self) {
        try EarlierNeighbors(offsets: offsets, indices: indices)
      }
    }
  }
}
