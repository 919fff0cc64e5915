import FaceClustering
import Testing

@Suite struct StrangerDistancesTests {
  @Test func measuresFrames() throws {
    let faces = try RandomFaces(400, of: 100_000)
    let strangers = try StrangerDistances(faces.embeddings, frames: (0..<400).map { $0 / 4 })
    #expect(strangers.pairs == 600)
    #expect((0.6...1).contains(strangers.median))
    #expect((0.03...0.15).contains(strangers.deviation))
    #expect(strangers.radius(falseNeighbors: 1) > strangers.radius(falseNeighbors: 0.01))
  }

  @Test func largerCollectionsNeedSmallerRadii() throws {
    let faces = try RandomFaces(3000, of: 10).embeddings
    let frames = Array(0..<3000)
    let small = try StrangerDistances(faces.selecting(Array(0..<80)), frames: Array(0..<80))
    let large = try StrangerDistances(faces, frames: frames)
    #expect(small.pairs == 0 && large.pairs == 0)
    #expect((0.45...0.52).contains(small.radius()))
    #expect((0.36...0.44).contains(large.radius()))
    #expect(try StrangerDistances(EmbeddingMatrix([]), frames: []).radius() > 0)
    #expect(throws: ConstraintError.self) { try StrangerDistances(faces, frames: []) }
  }
}
