import FaceClustering
import Testing

@Suite struct KDistanceCurveTests {
  struct Case: Decodable {
    var k: Int
    var curve: [Double]
    var meanNearest: Double
  }

  @Test func agreesWithScikitLearn() throws {
    let example = try Fixture.json("nearest", Case.self)
    let curve = try KDistanceCurve(Fixture.embeddings("faces"), k: example.k)
    #expect(zip(curve.distances, example.curve).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(curve.distances.count == example.curve.count)
    #expect(abs(curve.meanNearest - example.meanNearest) < 1e-9)
  }

  @Test func kneeLiesBetweenPersonsAndStrangers() throws {
    // Fifteen people with many faces, and forty strangers.
    let faces = try RandomFaces(300, of: 15, spread: 0.6)
    let strangers = try RandomFaces(40, of: 4000, seed: 9)
    let all = try EmbeddingMatrix(faces.embeddings.values + strangers.embeddings.values)
    let knee = try #require(try KDistanceCurve(all, k: 2).knee)
    #expect((0.2...0.5).contains(knee))
  }

  @Test func definedAtTheEdges() throws {
    let two = try RandomFaces(2, of: 1).embeddings
    let curve = try KDistanceCurve(two, k: 1)
    #expect(curve.knee == nil)
    #expect(curve.meanNearest == two.distance(0, 1))
    #expect(try KDistanceCurve(two.selecting([0, 0, 0]), k: 1).knee == nil)
    #expect(throws: ParameterError.self) { try KDistanceCurve(two, k: 2) }
    #expect(throws: ParameterError.self) { try KDistanceCurve(two, k: 0) }
  }
}
