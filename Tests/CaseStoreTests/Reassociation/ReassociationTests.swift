import CaseStore
import Domain
import Testing

/// Persons and decisions follow faces through changes of photos.
@Suite struct ReassociationTests {
  private func person(_ album: SyntheticCase, _ path: String) throws -> [PersonID?] {
    let media = try #require(try album.store.files().first { $0.path == path }).mediaID
    let faces = try album.store.faces()
    return (0..<faces.count).filter { faces.mediaIDs[$0] == media }.map { faces.personIDs[$0] }
  }

  /// Photo `b` of the album, saved anew in another size; `shift` moves faces, in pixels.
  private func resaved(_ album: SyntheticCase, factor: Int = 2, shift: Int = 0, alike: Bool = true)
    throws
  {
    let source = try album.store.sourceFolders()[0].id
    var item = SyntheticCase.file(
      .init("party/b.jpg", persons: [0, 1, 2], content: "saved anew"), source: source)
    item.media.width *= factor
    item.media.height *= factor
    for i in item.faces!.indices {
      item.faces![i].box.top = item.faces![i].box.top * factor + shift
      item.faces![i].box.bottom = item.faces![i].box.bottom * factor + shift
      item.faces![i].box.left *= factor
      item.faces![i].box.right *= factor
      item.faces![i].embedding[110] = alike ? 0.1 : 1
    }
    try album.store.save([item])
  }

  @Test(arguments: [1, 2, 3])
  func aPhotoThatWasSavedAnewKeepsItsPersons(factor: Int) throws {
    let album = try SyntheticCase.album()
    let before = try album.reader().run("SELECT * FROM cooccurrence").rows.count
    try resaved(album, factor: factor, shift: 3)
    #expect(try person(album, "party/b.jpg") == [0, 1, 2])
    #expect(try album.store.formerFaces().isEmpty)
    #expect(try album.reader().run("SELECT * FROM cooccurrence").rows.count == before)
  }

  @Test func anotherPhotoUnderTheNameDoesNot() throws {
    for (shift, alike) in [(0, false), (200, true)] {
      let album = try SyntheticCase.album()
      try resaved(album, shift: shift, alike: alike)
      #expect(try person(album, "party/b.jpg") == [nil, nil, nil])
      let former = try album.store.formerFaces()
      #expect(former.map(\.person) == [0, 1, 2])
      #expect(former.map(\.isRecent) == [true, true, true])
    }
  }

  @Test func decisionsFollow() throws {
    let album = try SyntheticCase.album()
    let hash = try #require(
      try album.store.media().first { $0.date == "2024-05-01T10:30:00Z" }
    ).sha256
    let place = FaceBox(top: 10, right: 90, bottom: 40, left: 60)
    let other = FaceBox(top: 300, right: 90, bottom: 340, left: 60)
    _ = try album.store.record(
      NewDecision(
        .reject, of: 1,
        faces: [place, other].map {
          DecidedFace(sha256: hash, time: nil, box: $0, person: 1, isSubject: true)
        }, author: "Ada"), assigning: [:], run: album.run)
    try resaved(album)
    let decided = try album.store.decisions()[0].content.faces
    #expect(decided[0].box == FaceBox(top: 20, right: 180, bottom: 80, left: 120))
    #expect(decided[0].sha256 != hash)
    #expect(
      decided[1] == DecidedFace(sha256: hash, time: nil, box: other, person: 1, isSubject: true))
  }

  @Test func aPhotoThatComesBackFindsItsPersons() throws {
    let album = try SyntheticCase.album()
    let file = try #require(try album.store.files().first { $0.path == "trip/d.jpg" })
    try album.store.forget([file])
    #expect(try !album.store.media().map(\.id).contains(file.mediaID))
    #expect(try album.store.formerFaces().map(\.person) == [2, 3])
    #expect(try album.reader().run("SELECT media FROM person WHERE id = 3").rows == [[.integer(1)]])
    let source = try album.store.sourceFolders()[0].id
    try album.store.save([
      SyntheticCase.file(
        .init("trip/back.jpg", persons: [2, 3], content: "trip/d.jpg"), source: source)
    ])
    #expect(try person(album, "trip/back.jpg") == [2, 3])
    #expect(try album.store.formerFaces().isEmpty)
  }

  @Test func aMediaWithAnotherFileStays() throws {
    let album = try SyntheticCase.album()
    let before = try album.store.faces().personIDs
    try album.store.forget(try album.store.files().filter { $0.path == "party/a.jpg" })
    #expect(try album.store.faces().personIDs == before)
    #expect(try album.store.files().contains { $0.path == "trip/again.jpg" })
  }

  @Test func clusteringForgetsFormerFacesOfPersonsWhoAreThere() throws {
    let album = try SyntheticCase.album()
    let gone = try album.store.files().filter { ["trip/e.jpg", "trip/v.mp4"].contains($0.path) }
    try album.store.forget(gone)
    #expect(try album.store.formerFaces().count == 6)
    let faces = try album.store.faces()
    try album.store.assign(faces.personIDs, faceIDs: faces.ids, run: album.run)
    let former = try album.store.formerFaces()
    #expect(former.map(\.person) == [4, 4, 4])
    #expect(former.map(\.isRecent) == [false, false, false])
    #expect(try album.store.persons().last?.name == "Eve")
    #expect(try album.store.nextPersonID() == 5)
  }
}
