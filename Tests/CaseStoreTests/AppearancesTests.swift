import CaseStore
import Domain
import TestSupport
import Testing

/// What is derived from the faces follows every change of them.
@Suite struct AppearancesTests {
  @Test func countsMediaAndFrames() throws {
    let reader = try SyntheticCase.album().reader()
    let pairs = try reader.run(
      "SELECT person_a, person_b, media, frames FROM cooccurrence ORDER BY 1, 2")
    #expect(
      pairs.rows
        == [
          [0, 1, 2, 2], [0, 2, 1, 1], [0, 4, 1, 1], [1, 2, 2, 2], [2, 3, 1, 1], [3, 4, 1, 1],
        ].map { $0.map { .integer($0) } })
    let persons = try reader.run("SELECT id, faces, media, degree FROM person ORDER BY id")
    #expect(
      persons.rows
        == [[0, 5, 4, 3], [1, 3, 3, 2], [2, 3, 3, 3], [3, 2, 2, 2], [4, 3, 2, 2]]
        .map { $0.map { .integer($0) } })
  }

  @Test func followsNewAssignments() throws {
    let album = try SyntheticCase.album()
    let faces = try album.store.faces()
    try album.store.assign(
      faces.personIDs.map { $0 == 1 ? 0 : $0 }, faceIDs: faces.ids, run: album.run)
    let reader = try album.reader()
    #expect(
      try reader.run("SELECT person_a, person_b, media FROM cooccurrence ORDER BY 1, 2").rows
        == [[0, 2, 2], [0, 4, 1], [2, 3, 1], [3, 4, 1]].map { $0.map { .integer($0) } })
    // A person with a name stays known, though without faces.
    #expect(
      try reader.run("SELECT name, faces, media FROM person WHERE id = 1").rows
        == [[.text("Ben"), .integer(0), .integer(0)]])
  }

  /// Whether somebody is alone in a video hangs on who is in it at other moments.
  @Test func whoIsAloneFollowsOthersAtOtherMoments() throws {
    let album = try SyntheticCase([
      .init(video: "v.mp4", frames: [(0, [0]), (5000, [1])]), .init("a.jpg", persons: [0]),
      .init("b.jpg", persons: [1]),
    ])
    func alone() throws -> [QueryValue] {
      try album.reader().run("SELECT alone FROM person ORDER BY id").rows.map { $0[0] }
    }
    #expect(try alone() == [.integer(1), .integer(1)])
    let faces = try album.store.faces()
    let inVideo = try #require((0..<faces.count).first { faces.times[$0] == 5000 })
    try album.store.assign(
      faces.personIDs.enumerated().map { $0 == inVideo ? nil : $1 }, faceIDs: faces.ids,
      run: album.run)
    #expect(try alone() == [.integer(2), .integer(1)])
    try album.store.assign(faces.personIDs, faceIDs: faces.ids, run: album.run)
    #expect(try alone() == [.integer(1), .integer(1)])
  }

  @Test func followsReplacedContent() throws {
    let album = try SyntheticCase.album()
    let source = try album.store.sourceFolders()[0].id
    // The only picture that links 3 and 2 is overwritten by another.
    try album.store.save([
      SyntheticCase.file(.init("trip/d.jpg", persons: [nil], content: "new"), source: source)
    ])
    let reader = try album.reader()
    #expect(
      try reader.run("SELECT count(*) FROM cooccurrence WHERE person_b = 3").rows == [[.integer(0)]]
    )
    #expect(try reader.run("SELECT media FROM person WHERE id = 3").rows == [[.integer(1)]])
  }

  @Test func keepsPersonsUnderAnotherRecipe() throws {
    let album = try SyntheticCase.album()
    let source = try album.store.sourceFolders()[0].id
    let before = try album.reader().run("SELECT * FROM cooccurrence").rows
    try album.store.save([
      SyntheticCase.file(
        .init("party/b.jpg", "2024-05-01T10:30:00Z", persons: [0, 1, 2]), source: source,
        recipe: .test("another"))
    ])
    #expect(try album.reader().run("SELECT * FROM cooccurrence").rows == before)
    let best = try album.reader().run(
      "SELECT count(*) FROM appearance WHERE best_face_id NOT IN (SELECT id FROM face)")
    #expect(best.rows == [[.integer(0)]])
  }

  /// Who is in a video at another moment makes no pair, but is there.
  @Test func whoIsInAVideoAtAnotherMomentIsNotAlone() throws {
    let album = try SyntheticCase([
      .init("a.jpg", persons: [0]), .init("b.jpg", persons: [1]),
      .init(video: "v.mp4", frames: [(0, [0]), (5000, [nil])]),
    ])
    func alone() throws -> [[QueryValue]] {
      try album.reader().run("SELECT id, alone FROM person ORDER BY id").rows
    }
    #expect(try alone() == [[.integer(0), .integer(2)], [.integer(1), .integer(1)]])
    let faces = try album.store.faces()
    try album.store.assign(
      faces.personIDs.map { $0 ?? 1 }, faceIDs: faces.ids, run: album.run)
    #expect(try alone() == [[.integer(0), .integer(1)], [.integer(1), .integer(1)]])
    try album.store.assign(faces.personIDs, faceIDs: faces.ids, run: album.run)
    #expect(try alone() == [[.integer(0), .integer(2)], [.integer(1), .integer(1)]])
  }

  /// Renewing what changed gives what making everything anew would.
  @Test func followsAnySequenceOfChanges() throws {
    let album = try SyntheticCase.album()
    let source = try album.store.sourceFolders()[0].id
    var random = Numbers(state: 7)
    for step in 0..<40 {
      let faces = try album.store.faces()
      switch random.next(below: 4) {
      case 0:
        let persons = (0..<1 + random.next(below: 4)).map { _ in random.person(below: 9) }
        try album.store.save([
          SyntheticCase.file(
            .init(
              "\(step % 9).jpg", "2024-0\(1 + step % 9)-01", persons: persons, content: "\(step)"),
            source: source)
        ])
      case 1:
        let some = (0..<3).map { _ in faces.ids[random.next(below: faces.count)] }
        _ = try album.store.record(
          NewDecision(.reject, of: 0, author: "Ada"),
          assigning: Dictionary(
            uniqueKeysWithValues: Set(some).sorted().map {
              ($0, random.person(below: 7))
            }), run: album.run)
      case 2 where step % 2 == 0:
        let files = try album.store.files()
        try album.store.forget([files[random.next(below: files.count)]])
      default:
        let persons = faces.personIDs.map {
          random.next(below: 3) == 0 ? random.person(below: 9) : $0
        }
        try album.store.assign(persons, faceIDs: faces.ids, run: album.run)
      }
      try expectConsistent(album)
    }
  }

  private func expectConsistent(_ album: SyntheticCase) throws {
    let faces = try album.store.faces()
    struct Visit: Hashable { var person, media: Int }
    var visits: [Visit: Int] = [:]
    var sizes: [PersonID: Int] = [:]
    for row in 0..<faces.count {
      guard let person = faces.personIDs[row] else { continue }
      visits[
        Visit(person: person.rawValue, media: faces.mediaIDs[row].rawValue), default: 0] += 1
      sizes[person, default: 0] += 1
    }
    func rows(_ values: [[Int]]) -> [[QueryValue]] {
      values.sorted { $0.lexicographicallyPrecedes($1) }.map { $0.map { .integer(Int64($0)) } }
    }
    let reader = try album.reader()
    #expect(
      try reader.run("SELECT person_id, media_id, faces FROM appearance ORDER BY 1, 2").rows
        == rows(visits.map { [$0.person, $0.media, $1] }))
    var pairs: [Visit: Int] = [:]
    for a in visits.keys {
      for b in visits.keys where a.media == b.media && a.person < b.person {
        pairs[Visit(person: a.person, media: b.person), default: 0] += 1
      }
    }
    let cooccurrences = rows(pairs.map { [$0.person, $0.media, $1] })
    #expect(
      try reader.run("SELECT person_a, person_b, media FROM cooccurrence ORDER BY 1, 2").rows
        == cooccurrences)
    #expect(
      try reader.run(
        "SELECT other_id, person_id, media FROM companion WHERE other_id < person_id ORDER BY 1, 2"
      ).rows == cooccurrences)
    let persons = Set(visits.keys.map(\.person)).sorted().map { person -> [Int] in
      let media = visits.keys.filter { $0.person == person }.map(\.media)
      let alone = media.count { item in visits.keys.count { $0.media == item } == 1 }
      let degree = pairs.keys.count { $0.person == person || $0.media == person }
      return [person, media.count, alone, degree]
    }
    #expect(
      try reader.run("SELECT id, media, alone, degree FROM person WHERE faces > 0 ORDER BY 1").rows
        == rows(persons))
    #expect(
      try album.store.persons().filter { $0.faceCount > 0 }.map(\.faceCount)
        == sizes.sorted { $0.key < $1.key }.map(\.value))
    let measured = (0..<faces.count).filter {
      faces.personIDs[$0].map { sizes[$0, default: 0] > 1 } ?? false
    }
    #expect(
      try reader.run("SELECT id FROM face WHERE distance IS NOT NULL ORDER BY id").rows
        == rows(measured.map { [faces.ids[$0].rawValue] }))
  }

  /// A linear congruential generator.
  private struct Numbers {
    var state: UInt64
    mutating func next(below limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }

    /// Somebody, or nobody.
    mutating func person(below limit: Int) -> PersonID? {
      let number = next(below: limit) - 1
      return number < 0 ? nil : PersonID(number)
    }
  }
}
