import CaseStore
import Domain
import ParallelLoops
import Testing
import WhoWhere

struct SuggestionQueueTests {
  /// Two parts of person 0, a person 1, and a face of person 1 that nobody has.
  private func album() throws -> VectorCase {
    let album = try VectorCase([
      [.init(person: 0)], [.init(person: 0, shift: 0.01)], [.init(person: 0, shift: 0.5)],
      [.init(person: 0, shift: 0.51)], [.init(person: 1)], [.init(person: 1, shift: 0.01)],
      [.init(person: 1, shift: 0.5)], [.init(person: 2)], [.init(person: 2, shift: 0.01)],
    ])
    try album.cluster(ClusterSettings(method: .dbscan(eps: 0.1, minSamples: 2)))
    #expect(try album.persons() == [0, 0, 1, 1, 2, 2, nil, 3, 3])
    return album
  }

  @Test func partsAndFacesOfNobodyAreAskedAbout() throws {
    let album = try album()
    let queue = try SuggestionQueue(of: album.storage)
    let same = try #require(queue.first(9, of: [.same]).first)
    #expect(same.person == 0 && same.other == 1 && same.probability > 0.9)
    #expect(same.answers.yes == "same 0 1" && same.answers.no == "different 0 1")
    let unassigned = try #require(queue.first(9, of: [.unassigned]).first)
    let face = try album.storage.faces().ids[6]
    #expect(unassigned.person == 2 && unassigned.faces == [face])
    #expect(queue.counts[.same] == 1)
    #expect(Suggestion.table(queue.first(9)).rows.count == 2)
  }

  @Test func whatWasAnsweredIsNotAskedAgain() throws {
    for answer in [NewDecision.Kind.different, .unsure] {
      let album = try album()
      var queue = try SuggestionQueue(of: album.storage)
      _ = try album.curation().compare(0, 1, answer)
      try queue.refresh()
      #expect(queue.first(9, of: [.same]).isEmpty)
      #expect(try SuggestionQueue(of: album.storage).first(9, of: [.same]).isEmpty)
    }
    let album = try album()
    var queue = try SuggestionQueue(of: album.storage)
    let face = try album.storage.faces().ids[6]
    _ = try album.curation().reject(2, faces: [face])
    try queue.refresh()
    #expect(queue.first(9, of: [.unassigned]).isEmpty)
    _ = try album.curation().undo()
    try queue.refresh()
    #expect(queue.first(9, of: [.unassigned]).count == 1)
  }

  @Test func whatANameLostComesFirst() throws {
    let album = try album()
    _ = try album.curation().merge(0, 1)
    _ = try album.curation().name(0, "Ada")
    _ = try album.curation().undo(1)
    let all = try album.storage.faces().ids
    _ = try album.curation().assign([all[2]], to: nil)
    let queue = try SuggestionQueue(of: album.storage)
    #expect(queue.first(9, of: [.same]).allSatisfy { $0.name == "Ada" || $0.name == nil })
  }

  @Test func personsOfDifferentNamesAndOfOnePictureAreNotAskedAbout() throws {
    let album = try album()
    _ = try album.curation().name(0, "Ada")
    _ = try album.curation().name(1, "Bea")
    #expect(try SuggestionQueue(of: album.storage).first(9, of: [.same]).isEmpty)
    let picture = try VectorCase([
      [.init(person: 0), .init(person: 0, shift: 0.3)], [.init(person: 0, shift: 0.001)],
      [.init(person: 0, shift: 0.301)], [.init(person: 1)], [.init(person: 1)],
    ])
    try picture.cluster(ClusterSettings(method: .dbscan(eps: 0.1, minSamples: 2)))
    #expect(try SuggestionQueue(of: picture.storage).first(9, of: [.same]).isEmpty)
  }

  /// A queue that takes in decisions asks what a new one would.
  @Test(arguments: 0..<4) func refreshingIsAskingAnew(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let album = try VectorCase(
      (0..<24).map { _ in
        [
          .init(
            person: Int.random(in: 0..<3, using: &random),
            shift: Float.random(in: 0...0.6, using: &random))
        ]
      })
    try album.cluster(ClusterSettings(method: .dbscan(eps: 0.02, minSamples: 2)))
    var queue = try SuggestionQueue(of: album.storage)
    let faces = try album.storage.faces().ids
    for _ in 0..<8 {
      let persons = try album.storage.persons().filter { $0.faceCount > 0 }.map(\.id)
      let person = persons.randomElement(using: &random)!
      let face = faces.randomElement(using: &random)!
      switch Int.random(in: 0..<5, using: &random) {
      case 0: _ = try? album.curation().assign([face], to: person)
      case 1: _ = try? album.curation().merge(person, persons.randomElement(using: &random)!)
      case 2: _ = try? album.curation().reject(person, faces: [face])
      case 3:
        _ = try? album.curation().compare(
          person, persons.randomElement(using: &random)!, .different)
      default: _ = try? album.curation().undo()
      }
      try queue.refresh()
      let fresh = try SuggestionQueue(of: album.storage)
      func keys(_ queue: SuggestionQueue) -> Set<String> {
        Set(queue.first(.max, of: [.same]).filter { $0.probability > 0.5 }.map { $0.answers.yes })
      }
      // A queue that was refreshed may know a neighbor less, never one that is not there.
      #expect(keys(queue).subtracting(keys(fresh)).count <= keys(fresh).count / 10)
    }
  }
}
