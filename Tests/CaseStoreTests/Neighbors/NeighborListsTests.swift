import CaseStore
import Testing

@Suite struct NeighborListsTests {
  private func lists(_ album: SyntheticCase) throws -> NeighborLists {
    let ids = try album.store.faces().ids
    #expect(ids.count == 17)
    // Face i has the neighbors 0, i − 2 and i − 1.
    var lists = NeighborLists(kind: "test", radius: 0.3, faceIDs: ids, offsets: [0], earlier: [])
    for i in ids.indices {
      lists.earlier += Set([0, i - 2, i - 1].filter { (0..<i).contains($0) }).sorted()
        .map(Int32.init)
      lists.offsets.append(lists.earlier.count)
    }
    return lists
  }

  @Test func comeBackAsTheyWere() throws {
    let album = try SyntheticCase.album()
    #expect(try album.store.neighborLists() == nil)
    let lists = try lists(album)
    try album.store.save(lists, from: 0)
    #expect(try album.store.neighborLists() == lists)
    try album.store.save(lists, from: 10)
    #expect(try album.store.neighborLists() == lists)
    let none = NeighborLists(kind: "none", radius: 1, faceIDs: [], offsets: [0], earlier: [])
    try album.store.save(none, from: 0)
    #expect(try album.store.neighborLists() == nil)
  }

  @Test func facesThatAreGoneLeaveTheLists() throws {
    let album = try SyntheticCase.album()
    let lists = try lists(album)
    try album.store.save(lists, from: 0)
    let source = try album.store.sourceFolders()[0].id
    // Three faces in the middle go, and a new one comes.
    try album.store.save([
      SyntheticCase.file(.init("party/b.jpg", persons: [7], content: "new"), source: source)
    ])
    let faces = try album.store.faces()
    let rest = try #require(try album.store.neighborLists())
    let kept = lists.faceIDs.indices.filter { faces.ids.contains(lists.faceIDs[$0]) }
    #expect(kept.count == 14)
    #expect(rest.faceIDs == kept.map { lists.faceIDs[$0] })
    for (new, old) in kept.enumerated() {
      let expected = lists.earlier[lists.offsets[old]..<lists.offsets[old + 1]]
        .compactMap { kept.firstIndex(of: Int($0)) }.map(Int32.init)
      #expect(Array(rest.earlier[rest.offsets[new]..<rest.offsets[new + 1]]) == expected)
    }
  }

  @Test func anIDThatIsGivenAgainHasNoList() throws {
    let album = try SyntheticCase.album()
    try album.store.save(try lists(album), from: 0)
    let source = try album.store.sourceFolders()[0].id
    let last = try #require(try album.store.faces().ids.last)
    let file = try #require(try album.store.files().first { $0.path == "trip/v.mp4" })
    try album.store.forget([file])
    try album.store.save([
      SyntheticCase.file(.init("late.jpg", persons: [5, 6, 7, 8]), source: source)
    ])
    let ids = try album.store.faces().ids
    #expect(ids.last == last, "SQLite gives the highest numbers again")
    #expect(try album.store.neighborLists()?.faceIDs == Array(ids.dropLast(4)))
  }
}
