import CaseStore
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

  @Test func followsReplacedContent() throws {
    let album = try SyntheticCase.album()
    let source = try album.store.sourceFolders()[0].id
    // The only picture that links 3 and 2 is overwritten by another.
    try album.store.save([
      SyntheticCase.file(.init("trip/d.jpg", persons: [-1], content: "new"), source: source)
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
        recipe: "another")
    ])
    #expect(try album.reader().run("SELECT * FROM cooccurrence").rows == before)
    let best = try album.reader().run(
      "SELECT count(*) FROM appearance WHERE best_face_id NOT IN (SELECT id FROM face)")
    #expect(best.rows == [[.integer(0)]])
  }
}
