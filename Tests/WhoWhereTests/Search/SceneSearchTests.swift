import Domain
import SystemPackage
import Testing
import WhoWhere

struct SceneSearchTests {
  private func looked(for person: Int) -> SearchedFace {
    SearchedFace(
      photo: FilePath("query.jpg"), box: .nowhere, encoder: .dlib,
      embedding: VectorCase.embedding(VectorCase.Face(person: person)))
  }

  private func scenes(_ people: [Int], in photos: [[Int]]) throws -> SceneSearch {
    let album = try VectorCase(persons: photos)
    try album.cluster()
    return try SceneSearch(
      for: people.map(looked), in: CaseSnapshot(of: album.storage, withEmbeddings: true),
      maxDistance: 0.5)
  }

  private func paths(_ search: SceneSearch, showing least: Int) -> [String] {
    search.table(showing: least, limit: 100).rows.map { "\($0[1])" }
  }

  @Test func anyAndAllOfThePeople() throws {
    let search = try scenes([0, 1], in: [[0, 1], [0], [1, 2], [2], [2, 0, 1]])
    #expect(paths(search, showing: 2).allSatisfy { $0.contains("0.jpg") || $0.contains("4.jpg") })
    #expect(paths(search, showing: 2).count == 2 && paths(search, showing: 1).count == 4)
    #expect(!paths(search, showing: 1).contains { $0.contains("3.jpg") })
    #expect(search.scenes.map(\.count) == [2, 2, 1, 1])
  }

  @Test func oneFaceIsNeverTwoPeople() throws {
    // Two photos of one person are looked for: no picture shows them both.
    let search = try scenes([0, 0], in: [[0, 1], [0], [2]])
    #expect(search.scenes.allSatisfy { $0.count == 1 })
  }

  @Test func whoIsNotThereIsNotFound() throws {
    let search = try scenes([3], in: [[0, 1], [0], [1]])
    #expect(search.scenes.isEmpty)
  }
}
