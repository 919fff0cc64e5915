import FaceClustering
import Testing

@Suite struct ImpostorDistancesTests {
  @Test func measuresFrames() throws {
    let faces = try RandomFaces(400, of: 100_000)
    let impostors = try ImpostorDistances(faces.embeddings, frames: (0..<400).map { $0 / 4 })
    #expect(impostors.pairs == 600)
    #expect((0.6...1).contains(impostors.median))
    #expect((0.03...0.15).contains(impostors.deviation))
    #expect(impostors.radius(falseNeighbors: 1) > impostors.radius(falseNeighbors: 0.01))
  }

  @Test func largerCollectionsNeedSmallerRadii() throws {
    let faces = try RandomFaces(3000, of: 10).embeddings
    let frames = Array(0..<3000)
    let small = try ImpostorDistances(faces.selecting(Array(0..<80)), frames: Array(0..<80))
    let large = try ImpostorDistances(faces, frames: frames)
    #expect(small.pairs == 0 && large.pairs == 0)
    #expect((0.45...0.52).contains(small.radius()))
    #expect((0.36...0.44).contains(large.radius()))
    #expect(try ImpostorDistances(EmbeddingMatrix([]), frames: []).radius() > 0)
    #expect(throws: ConstraintError.self) { try ImpostorDistances(faces, frames: []) }
  }
}
