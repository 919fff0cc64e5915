import CaseStore
import Domain
import TestSupport
import Testing
import WhoWhere

struct CurationTests {
  /// Persons 0 (three photos), 1 (two photos), 2 (two photos); 0 and 1 meet in the first.
  private func album() throws -> VectorCase {
    let album = try VectorCase(persons: [[0, 1], [0], [0], [1], [2], [2]])
    try album.cluster()
    #expect(try album.persons() == [0, 1, 0, 0, 1, 2, 2])
    return album
  }

  @Test func mergedPersonsStayOneAfterEveryClustering() throws {
    let album = try album()
    let decision = try album.curation().merge(2, 0)
    #expect(decision.content.person == 0 && decision.content.other == 2)
    #expect(decision.content.author == "Ada")
    #expect(try album.persons() == [0, 1, 0, 0, 1, 0, 0])
    for _ in 0..<2 { #expect(try album.cluster().changes.isEmpty) }
    #expect(try album.persons() == [0, 1, 0, 0, 1, 0, 0])
    try album.cluster(ClusterSettings())
    #expect(try album.persons() == [0, 1, 0, 0, 1, 0, 0])
  }

  @Test func theNamedPersonOfAMergeStays() throws {
    let album = try album()
    _ = try album.curation().name(2, "Bea")
    #expect(try album.curation().merge(0, 2).content.person == 2)
    #expect(try album.persons() == [2, 1, 2, 2, 1, 2, 2])
    _ = try album.curation().name(1, "Cora")
    #expect(throws: DecisionError.bothNamed("Cora", "Bea", second: 2)) {
      try album.curation().merge(1, 2)
    }
  }

  @Test func strangersOfOnePictureCannotBeMerged() throws {
    let album = try album()
    let error = #expect(throws: DecisionError.self) { try album.curation().merge(0, 1) }
    #expect(error?.description.contains("merge 0 1") == true)
    #expect(error?.description.contains("in one picture") == true)
    #expect(try album.storage.decisions().isEmpty)
    #expect(try album.persons() == [0, 1, 0, 0, 1, 2, 2])
    _ = try Curation(of: album.storage, author: "Ada", allowsSameFrame: true).merge(0, 1)
    #expect(throws: DecisionError.self) { try album.cluster() }
    #expect(try album.persons() == [0, 0, 0, 0, 0, 2, 2])
  }

  @Test func splitFacesBecomeANewPersonThatStays() throws {
    let album = try album()
    let faces = try album.storage.faces().ids
    let decision = try album.curation().split(0, faces: [faces[3]])
    #expect(decision.content.other == 3)
    #expect(try album.persons() == [0, 1, 0, 3, 1, 2, 2])
    try album.cluster()
    #expect(try album.persons() == [0, 1, 0, 3, 1, 2, 2])
    try album.cluster(ClusterSettings())
    #expect(try album.persons() == [0, 1, 0, 3, 1, 2, 2])
  }

  @Test func aContradictionNamesBothDecisions() throws {
    let album = try album()
    let faces = try album.storage.faces().ids
    _ = try album.curation().split(0, faces: [faces[3]])
    let error = #expect(throws: DecisionError.self) { try album.curation("Ben").merge(0, 3) }
    #expect(error?.description.contains("merge 0 3") == true)
    #expect(error?.description.contains("split 0, 1 face (decision 1") == true)
    #expect(try album.storage.decisions().count == 1)
  }

  @Test func rejectedFacesNeverComeBack() throws {
    let album = try album()
    let faces = try album.storage.faces().ids
    _ = try album.curation().reject(0, faces: [faces[2]])
    #expect(try album.persons() == [0, 1, nil, 0, 1, 2, 2])
    try album.cluster()
    let person = try album.persons()[2]
    #expect(person != 0)
    #expect(try album.persons()[0] == 0)
  }

  @Test func ignoredPersonsStayAsideAndTakeNewFacesAlong() throws {
    let album = try album()
    _ = try album.curation().ignore(1)
    #expect(try album.persons() == [0, nil, 0, 0, nil, 2, 2])
    try album.add([[.init(person: 1, shift: 0.03)]], from: 6)
    #expect(try album.cluster().changes.isEmpty)
    #expect(try album.persons() == [0, nil, 0, 0, nil, 2, 2, nil])
    _ = try album.curation().undo()
    #expect(try album.persons() == [0, 1, 0, 0, 1, 2, 2, nil])
    try album.cluster()
    #expect(try album.persons() == [0, 1, 0, 0, 1, 2, 2, 1])
  }

  @Test func undoGivesFacesBackAndKeepsTheRecord() throws {
    let album = try album()
    _ = try album.curation().merge(0, 2)
    _ = try album.curation().name(0, "Ada")
    #expect(throws: DecisionError.unknown(7)) { try album.curation().undo(7) }
    #expect(try album.curation("Ben").undo(1).content.kind == .merge)
    #expect(try album.persons() == [0, 1, 0, 0, 1, 2, 2])
    #expect(try album.curation().undo().content.kind == .name)
    #expect(try album.storage.persons().allSatisfy { $0.name == nil })
    #expect(throws: DecisionError.nothing) { try album.curation().undo() }
    let decisions = try album.storage.decisions()
    #expect(decisions.map(\.stands) == [false, false])
    #expect(decisions[0].undoneBy == "Ben")
    try album.cluster()
    #expect(try album.persons() == [0, 1, 0, 0, 1, 2, 2])
  }

  @Test func laterDecisionsMustBeUndoneFirst() throws {
    let album = try album()
    let faces = try album.storage.faces().ids
    _ = try album.curation().merge(0, 2)
    _ = try album.curation().ignore(0)
    #expect(throws: DecisionError.self) { try album.curation().undo(1) }
    _ = try album.curation().undo()
    _ = try album.curation().undo()
    #expect(throws: DecisionError.foreignFaces([faces[1]], person: 0)) {
      try album.curation().reject(0, faces: [faces[1], faces[0]])
    }
    #expect(throws: DecisionError.allFaces(2)) {
      try album.curation().split(2, faces: [faces[5], faces[6]])
    }
    #expect(throws: DecisionError.samePerson(1)) { try album.curation().merge(1, 1) }
    #expect(throws: DecisionError.noFaces(99)) { try album.curation().ignore(99) }
  }

  @Test func decisionsHoldForFacesFoundAnewByAnotherDetector() throws {
    let album = try album()
    _ = try album.curation().merge(0, 2)
    try album.add([[.init(person: 2, shift: 0.08)]], from: 4, recipe: .test("other"), offset: 3)
    try album.cluster()
    let faces = try album.storage.faces()
    #expect(Set(faces.personIDs) == [0, 1])
  }

  @Test func namesSurviveWhateverHappens() throws {
    let album = try album()
    _ = try album.curation().name(2, "Bea")
    let faces = try album.storage.faces().ids
    _ = try album.curation().split(2, faces: [faces[6]])
    try album.cluster()
    #expect(try album.persons() == [0, 1, 0, 0, 1, 2, 3])
    #expect(try album.storage.persons()[2].name == "Bea")
  }
}
