import CaseStore
import Domain
import FaceClustering
import ParallelLoops
import Testing
import WhoWhere

/// Decisions that point at faces, and what clusterings of any kind make of them.
struct FaceDecisionTests {
  /// Persons 0 (three photos), 1 (two photos), 2 (two photos), and one who is there once.
  private func album() throws -> VectorCase {
    let album = try VectorCase(persons: [[0, 1], [0], [0], [1], [2], [2], [3]])
    try album.cluster()
    #expect(try album.persons() == [0, 1, 0, 0, 1, 2, 2, nil])
    return album
  }

  private func one(_ album: VectorCase) throws -> ClusterSettings {
    // All faces are within this radius of each other.
    ClusterSettings(method: .dbscan(eps: 2, minSamples: 2), allowsSameFrame: true)
  }

  @Test func namesHoldWhenEverythingIsJoined() throws {
    let album = try album()
    for (person, name) in ["Ada", "Bea", "Cora"].enumerated() {
      _ = try album.curation().name(PersonID(person), name)
    }
    try album.cluster(try one(album))
    let persons = try album.persons()
    #expect(Array(persons.dropLast()) == [0, 1, 0, 0, 1, 2, 2])
    try album.cluster(ClusterSettings(method: .dbscan(eps: 0.001, minSamples: 2)))
    #expect(Array(try album.persons().dropLast()) == [0, 1, 0, 0, 1, 2, 2])
    try album.cluster()
    #expect(try album.persons() == [0, 1, 0, 0, 1, 2, 2, nil])
  }

  @Test func aFaceOfNobodyIsAssignedAndStays() throws {
    let album = try album()
    let faces = try album.storage.faces().ids
    let decision = try album.curation().assign([faces[7]], to: 2)
    #expect(decision.content.kind == .assign && decision.content.person == 2)
    for settings in [ClusterSettings(method: .dbscan(eps: 0.5, minSamples: 2)), ClusterSettings()] {
      try album.cluster(settings)
      let persons = try album.persons()
      #expect(persons == [0, 1, 0, 0, 1, 2, 2, 2], "\(settings.method)")
    }
    _ = try album.curation().undo()
    #expect(try album.persons()[7] == nil)
  }

  @Test func aFaceBecomesANewPersonOfItsOwn() throws {
    let album = try album()
    let faces = try album.storage.faces().ids
    let decision = try album.curation().assign([faces[7]], to: nil)
    #expect(decision.content.person == 3)
    try album.cluster()
    #expect(try album.persons() == [0, 1, 0, 0, 1, 2, 2, 3])
    #expect(throws: DecisionError.unknownFaces([999])) {
      try album.curation().assign([999], to: 0)
    }
  }

  @Test func nobodyTakesTheLastFaceOfSomebodyWithAName() throws {
    let album = try album()
    _ = try album.curation().name(2, "Cora")
    let faces = try album.storage.faces().ids
    #expect(throws: DecisionError.lastFaces(2, name: "Cora")) {
      try album.curation().assign([faces[5], faces[6]], to: 0)
    }
  }

  @Test func twoAuthorsConfirmAndAContradictionNamesBoth() throws {
    let album = try album()
    let faces = try album.storage.faces().ids
    _ = try album.curation("Ada").confirm(0, faces: [faces[2]])
    _ = try album.curation("Ben").confirm(0)
    let error = #expect(throws: DecisionError.self) {
      try album.curation("Cy").reject(0, faces: [faces[2]])
    }
    #expect(error?.description.contains("confirm 0") == true)
    #expect(error?.description.contains("reject 0, 1 face") == true)
    try album.cluster(ClusterSettings(method: .dbscan(eps: 0.001, minSamples: 2)))
    #expect(try album.persons() == [0, nil, 0, 0, nil, nil, nil, nil])
  }

  @Test func manyAreMergedAtOnce() throws {
    let album = try VectorCase(persons: [[0], [0], [1], [1], [2], [2]])
    try album.cluster()
    let decision = try album.curation().merge([2, 0, 1])
    #expect(decision.content.person == 0)
    #expect(try album.persons() == [0, 0, 0, 0, 0, 0])
    try album.cluster()
    #expect(try album.persons() == [0, 0, 0, 0, 0, 0])
    // What was merged by mistake comes out again, and stays out.
    let faces = try album.storage.faces().ids
    _ = try album.curation().reject(0, faces: [faces[5]])
    try album.cluster()
    #expect(try album.persons()[5] != 0)
    #expect(try album.persons().prefix(5).allSatisfy { $0 == 0 })
  }

  @Test func answersKeepApartOrChangeNothing() throws {
    let album = try VectorCase(persons: [[0], [0], [1], [1]])
    try album.cluster()
    _ = try album.curation().compare(0, 1, .unsure)
    _ = try album.curation().compare(0, 1, .different)
    try album.cluster(try one(album))
    let persons = try album.persons()
    #expect(persons[0] != persons[2] && persons[1] != persons[3])
    let error = #expect(throws: DecisionError.self) {
      try album.curation().merge([0, 1], as: .same)
    }
    #expect(error?.description.contains("different 0 1") == true)
    #expect(error?.description.contains("same 0 1") == true)
  }

  @Test func clusteringsAreTriedTakenBackAndCompared() throws {
    let album = try album()
    _ = try album.curation().name(0, "Ada")
    let settings = try one(album)
    let job = ClusterJob(on: album.storage, settings: settings, progress: SilentProgress())
    let preview = try job.preview()
    #expect(!preview.moves.isEmpty)
    #expect(try album.persons() == [0, 1, 0, 0, 1, 2, 2, nil])
    let before = try album.storage.clusterings()
    #expect(try job.run().moves == preview.moves)
    let after = try album.storage.clusterings()
    #expect(after.count == before.count + 1)
    let history = ClusteringHistory(of: album.storage)
    #expect(try history.table().rows.count == after.count)
    let moves = try history.difference(from: before[0].run, to: after[1].run)
    #expect(moves == preview.moves)
    guard case .clustering(let run, let faces) = try album.curation().undoLast() else {
      Issue.record("a decision was undone")
      return
    }
    #expect(run == after[1].run && faces > 0)
    #expect(try album.persons() == [0, 1, 0, 0, 1, 2, 2, nil])
    guard case .decision(let decision) = try album.curation().undoLast() else {
      Issue.record("a clustering was undone")
      return
    }
    #expect(decision.content.kind == .name)
  }

  @Test func anEarlierUndoneMergeGivesNoNameToItsFaces() throws {
    let album = try VectorCase(persons: [[0], [0], [0], [1], [1], [1], [1]])
    try album.cluster()
    _ = try album.curation().merge(0, 1)
    _ = try album.curation().name(0, "Ada")
    _ = try album.curation().undo(1)
    try album.cluster()
    let persons = try album.persons()
    #expect(persons == [1, 1, 1, 0, 0, 0, 0])
    #expect(try album.storage.persons()[0].name == "Ada")
  }

  /// Sixty people get names; clusterings of any kind and decisions at random follow. Nobody's name is
  /// lost, moved to other people's faces, or shared.
  @Test(arguments: 0..<4) func namesAreNeverLost(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let album = try VectorCase(
      (0..<90).map { photo in
        (0..<2).map { side in
          VectorCase.Face(
            person: (photo * 2 + side) % 60, shift: Float.random(in: 0...0.4, using: &random),
            quality: Float.random(in: 0...1, using: &random))
        }
      })
    try album.cluster()
    var names: [PersonID: String] = [:]
    for person in try album.storage.persons() where person.faceCount > 0 {
      let name = "Name \(person.id)"
      _ = try album.curation().name(person.id, name)
      names[person.id] = name
    }
    #expect(names.count >= 40)
    let faces = try album.storage.faces().ids
    for _ in 0..<12 {
      let some = faces.randomElement(using: &random)!
      let person = try album.storage.persons().filter { $0.faceCount > 0 }
        .randomElement(using: &random)!.id
      switch Int.random(in: 0..<7, using: &random) {
      case 0:
        _ = try? album.curation().assign([some], to: Bool.random(using: &random) ? person : nil)
      case 1: _ = try? album.curation().confirm(person)
      case 2: _ = try? album.curation().reject(person, faces: [some])
      case 3: _ = try? album.curation().undoLast()
      default:
        let method: ClusterSettings.Method =
          switch Int.random(in: 0..<3, using: &random) {
          case 0: .agglomerative
          case 1: .dbscan(eps: Double.random(in: 0.01...2, using: &random), minSamples: 2)
          default: .dbscan(eps: 0.6, minSamples: Int.random(in: 1...4, using: &random))
          }
        do {
          try album.cluster(
            ClusterSettings(
              method: method, allowsSameFrame: Bool.random(using: &random),
              minQuality: Double.random(in: 0...0.8, using: &random)))
        } catch is DecisionError {
          // Somebody is twice in a picture by decision, which this clustering does not allow.
        }
      }
      for known in try album.storage.persons() where known.name != nil {
        #expect(known.faceCount > 0, "\(known.name ?? "") has no faces")
        #expect(known.name == names[known.id])
      }
    }
  }
}
