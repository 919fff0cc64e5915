import CaseStore
import Domain
import FaceClustering
import Testing
import WhoWhere

struct ConfidenceTests {
  /// Persons 0 and 1 in two pictures; one face of person 1 looks like person 2.
  private func album() throws -> VectorCase {
    let album = try VectorCase(persons: [[0, 1], [0, 1], [0, 2], [1], [2], [2], [3], [3]])
    try album.cluster()
    return album
  }

  @Test func confidenceIsKnownUntilSomethingChanges() throws {
    let album = try album()
    // Clustering measures it, too.
    #expect(try album.storage.knowsConfidence())
    let faces = try album.storage.faces()
    for row in 0..<faces.count {
      #expect(try #require(faces.confidences[row]) > 0.5)
    }
    _ = try album.curation().reject(0, faces: [faces.ids[0]])
    #expect(try !album.storage.knowsConfidence())
    try album.storage.measureConfidence()
    #expect(try album.storage.knowsConfidence())
  }

  @Test func whatSomebodyConfirmedIsSure() throws {
    let album = try album()
    _ = try album.curation().confirm(0)
    try album.storage.measureConfidence()
    #expect(try album.storage.persons()[0].confidence == 1)
    let faces = try album.storage.faces()
    for row in 0..<faces.count where faces.personIDs[row] == 0 {
      #expect(faces.confidences[row] == 1)
    }
  }

  @Test func uncertainPairsCanBeLeftOut() throws {
    let album = try album()
    try album.storage.measureConfidence()
    let snapshot = try CaseSnapshot(of: album.storage)
    let all = try Cooccurrence(in: snapshot)
    let confidences = all.people.graph.edges.compactMap(all.confidence)
    #expect(confidences.count == all.people.graph.edgeCount && !confidences.isEmpty)
    let limit = try #require(confidences.max())
    let sure = try Cooccurrence(in: snapshot, selection: GraphSelection(minConfidence: limit))
    #expect(sure.people.graph.edgeCount == confidences.count { $0 >= limit })
  }

  @Test func moreMediaAndBetterFacesAreSurer() {
    #expect(EdgeProbability.of(best: 0.9, media: 1) < EdgeProbability.of(best: 0.95, media: 1))
    #expect(EdgeProbability.of(best: 0.9, media: 1) < EdgeProbability.of(best: 0.9, media: 5))
    // Never as if shared media were independent.
    #expect(EdgeProbability.of(best: 0.5, media: 10) < 0.9)
    #expect(EdgeProbability.of(best: 1, media: 1) > 0.99)
    #expect(EdgeProbability.of(best: 0, media: 1) < 0.01)
  }
}
