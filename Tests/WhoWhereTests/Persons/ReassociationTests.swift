import CaseStore
import Domain
import TestSupport
import Testing
import WhoWhere

/// No name is lost and no number changes while photos come and go, where the people are the same.
struct ReassociationTests {
  private let crowd: CrowdCase
  private let photos: [(path: String, people: [Int])]

  /// Eighty photos of twelve people, all with names.
  init() throws {
    crowd = try CrowdCase(people: 12, seed: 11)
    photos = (0..<80).map { ("\($0).jpg", $0 % 2 == 0 ? [$0 % 12] : [$0 % 12, ($0 + 5) % 12]) }
    try save("a")
    try crowd.cluster()
    for person in try crowd.storage.persons() {
      _ = try Curation(of: crowd.storage, author: "Ada").name(person.id, "P\(person.id)")
    }
    #expect(try crowd.storage.persons().count == 12)
  }

  private func save(
    _ content: String, prefix: String = "", ending: String = "jpg", scale: Int = 1,
    recipe: Recipe = .test("1")
  ) throws {
    try crowd.storage.save(
      try photos.map {
        try crowd.photo(
          prefix + $0.path.dropLast(3) + ending, of: $0.people, content: $0.path + content,
          scale: scale, recipe: recipe,
          spread: 0.15)
      })
  }

  /// The number of each of the twelve, by the photos that show them alone.
  private func numbers() throws -> [Set<PersonID>] {
    let faces = try crowd.storage.faces()
    let media = Dictionary(
      try crowd.storage.files().map { ($0.mediaID, $0.path.split(separator: "/").last!) },
      uniquingKeysWith: { first, _ in first })
    var numbers = [Set<PersonID>](repeating: [], count: 12)
    for row in 0..<faces.count {
      guard let path = media[faces.mediaIDs[row]], let photo = Int(path.dropLast(4)), photo < 80
      else { continue }
      let person = photos[photo].people[faces.boxes[row].left * 2 / faces.boxes[row].right]
      if let found = faces.personIDs[row] { numbers[person].insert(found) }
    }
    return numbers
  }

  private func expectNothingLost(_ change: () throws -> Void) throws {
    let before = try numbers()
    #expect(before.allSatisfy { $0.count == 1 })
    try change()
    try crowd.cluster()
    #expect(try numbers() == before)
    let persons = try crowd.storage.persons()
    #expect(persons.filter { $0.faceCount > 0 }.allSatisfy { $0.name == "P\($0.id)" })
    #expect(persons.count { $0.name != nil } == 12)
  }

  @Test func adding() throws {
    try expectNothingLost {
      try crowd.storage.save(
        try (80..<120).map { try crowd.photo("\($0).jpg", of: [$0 % 12], spread: 0.15) })
    }
  }

  @Test func removing() throws {
    try expectNothingLost { try crowd.forget(Set(photos.prefix(50).map(\.path))) }
  }

  @Test func savingAnewInAnotherSize() throws {
    try expectNothingLost { try save("b", scale: 3) }
  }

  @Test func savingAnewUnderOtherNames() throws {
    try expectNothingLost {
      try save("b", prefix: "new/", scale: 2)
      try crowd.forget(Set(photos.map(\.path)))
    }
  }

  @Test func encodingAnew() throws {
    try expectNothingLost { try save("a", recipe: .test("2")) }
  }

  @Test func leavingAndComingBack() throws {
    let before = try numbers()
    try crowd.forget(Set(photos.map(\.path)))
    let report = try crowd.cluster()
    #expect(report.changes.count == 12, "each person has no faces any more, and that is told")
    #expect(try crowd.cluster().changes.isEmpty)
    #expect(try crowd.storage.persons().count { $0.name != nil } == 12)
    try save("other", prefix: "back/")
    try crowd.cluster()
    #expect(try numbers() == before)
  }

  @Test(arguments: ["jpg", "png"])
  func decisionsOutliveASecondSaving(ending: String) throws {
    let apart = try numbers().compactMap(\.first)
    let curation = Curation(of: crowd.storage, author: "Ada")
    _ = try curation.name(apart[3], nil)
    _ = try curation.merge(apart[0], apart[3])
    try save("b", ending: ending, scale: 2)
    if ending != "jpg" { try crowd.forget(Set(photos.map(\.path))) }
    try crowd.cluster()
    let merged = try numbers()
    #expect(merged[0] == merged[3] && merged[0] == [apart[0]])
    _ = try curation.undo()
    try crowd.cluster()
    #expect(try numbers()[0] != numbers()[3])
  }
}
