import CaseStore
import Domain
import FaceClustering
import FaceVision
import GraphFormats
import SystemPackage
import TestSupport
import Testing
import WhoWhere

struct FaceSearchTests {
  private func query(_ person: Int, _ shift: Float = 0) -> SearchedFace {
    SearchedFace(
      photo: "query.jpg", box: FaceBox(top: 1, right: 4, bottom: 3, left: 2),
      encoder: .dlib, embedding: VectorCase.embedding(.init(person: person, shift: shift)))
  }

  @Test func listsTheNearestFirstWithPersonAndPlace() throws {
    let album = try VectorCase(persons: [[0, 1], [0], [1]])
    try album.cluster()
    try album.storage.setName("Ada", of: 0)
    let search = try FaceSearch(of: CaseSnapshot(of: album.storage, withEmbeddings: true))
    let results = try search.results(for: [query(0), query(1, 0.04)], limit: 2, maxDistance: 0.5)
    #expect(results.map { $0.matches.map(\.face) } == [[0, 2], [3, 1]])
    let table = search.table(of: results)
    #expect(table.rows.count == 4)
    let expected: [CSVCell] = [
      "query.jpg", "1,4,3,2", 1, 0.0, 1.0, 0, "Ada", "0.jpg", .missing, 10, 80, 90, 0, 1,
    ]
    #expect(table.rows[0] == expected)
    let distance = results[0].matches[1].distance
    #expect(abs(distance - 0.02) < 1e-6)
    #expect(table.rows[1][4] == .number(1 / (1 + distance)))
  }

  @Test func theMeanOfSeveralFacesIsOneQuery() throws {
    let album = try VectorCase(persons: [[0], [0], [0]])
    let search = try FaceSearch(of: CaseSnapshot(of: album.storage, withEmbeddings: true))
    let result = try search.result(forMeanOf: [query(0, 0), query(0, 0.08)], limit: 1)
    #expect(result.matches.map(\.face) == [2])
    #expect(search.table(of: [result]).rows[0][0] == "mean of 2 photos")
    #expect(search.table(of: [result]).rows[0][5] == .missing)
  }

  @Test func badParametersAndEmptyCasesAreErrors() throws {
    #expect(throws: SearchError.emptyCase) {
      try FaceSearch(of: CaseSnapshot(of: VectorCase([]).storage, withEmbeddings: true))
    }
    let search = try FaceSearch(
      of: CaseSnapshot(of: VectorCase(persons: [[0]]).storage, withEmbeddings: true))
    #expect(throws: ParameterError.self) { try search.results(for: [query(0)], limit: -1) }
    #expect(throws: ParameterError.self) {
      try search.results(for: [query(0)], limit: 1, maxDistance: .nan)
    }
    var broken = query(0)
    broken.embedding[3] = .nan
    #expect(throws: EmbeddingError.self) { try search.results(for: [broken], limit: 1) }
    broken.embedding = [1]
    #expect(throws: EmbeddingError.self) { try search.results(for: [broken], limit: 1) }
  }

  @Test func aSheetSaysWhatCannotBeRead() throws {
    let album = try VectorCase(persons: [[0], [0]])
    let search = try FaceSearch(of: CaseSnapshot(of: album.storage, withEmbeddings: true))
    let results = try search.results(for: [query(0)], limit: 2)
    let drawn = MatchSheet(of: results, from: search, as: .png)
    #expect(drawn.failures.map(\.path) == ["query.jpg", "0.jpg", "1.jpg"])
    for tile in drawn.sheet.sections[0].tiles {
      guard case .message(let text) = tile.content else {
        Issue.record("a picture")
        continue
      }
      #expect(text.hasPrefix("not shown: No such file"))
    }
  }
}

@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct SearchJobTests {
  private func job(_ names: String...) throws -> SearchJob {
    let sample = try SampleCase.shared.get()
    return SearchJob(
      names.map { ProjectFiles.samples.appending($0) },
      in: try SQLiteCase(in: sample.caseFolder),
      models: try ModelLibrary(folder: ProjectFiles.models), settings: IndexSettings())
  }

  @Test func aPhotoOfTheCaseFindsItself() throws {
    let sample = try SampleCase.shared.get()
    let face = try rows(sample.output.appending("faces.csv"))[0]
    let path = try #require(face["path"])
    let report = try job("photos/\(path)").run(limit: 1)
    #expect(report.failures.isEmpty)
    #expect(report.results.allSatisfy { $0.matches[0].distance < 1e-6 })
    let table = report.search.table(of: report.results)
    #expect(table.rows.allSatisfy { $0[7] == .text(path) })
    let sheet = MatchSheet(of: report.results, from: report.search, as: .png)
    #expect(sheet.failures.isEmpty)
  }

  @Test func photosWithoutAFaceAreToldOf() throws {
    let report = try job("truth.csv", "missing.jpg").run(limit: 1)
    #expect(report.results.isEmpty)
    #expect(report.failures.map(\.reason) == ["not-a-picture", "unreadable"])
  }
}
