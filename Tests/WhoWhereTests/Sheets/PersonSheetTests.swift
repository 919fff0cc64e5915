import CaseStore
import Drawing
import Files
import SystemPackage
import TestSupport
import Testing
import WhoWhere

struct PersonSheetTests {
  private let writing = WriteGuard(record: nil, isForced: true)

  @Test func theBestFacesComeFirstAndMissingFilesAreToldOf() throws {
    let album = try VectorCase([
      [.init(person: 0, quality: 0.5)], [.init(person: 0, quality: 0.9)],
      [.init(person: 0, quality: 0.9)],
    ])
    try album.cluster()
    try album.storage.setName("Ada\u{202E}B", of: 0)
    let drawn = try PersonSheet(of: 0, in: CaseSnapshot(of: album.storage), as: .png)
    #expect(drawn.sheet.title == "Ada\\u{202E}B (person 0)")
    #expect(drawn.sheet.subtitle == "3 faces in 3 photos  ·  no dates")
    let tiles = drawn.sheet.sections[0].tiles
    #expect(tiles.map(\.lines[1]) == ["1.jpg", "2.jpg", "0.jpg"])
    #expect(tiles.allSatisfy { $0.lines[0].hasPrefix("face ") && $0.lines[0].hasSuffix("no date") })
    #expect(drawn.failures.map(\.path) == ["1.jpg", "2.jpg", "0.jpg"])
  }

  @Test func aPersonWithoutFacesIsAnError() throws {
    let album = try VectorCase(persons: [[0], [0]])
    try album.cluster()
    let snapshot = try CaseSnapshot(of: album.storage)
    #expect(throws: PersonSheetError.noFaces(7)) {
      try PersonSheet(of: 7, in: snapshot, as: .pdf)
    }
  }

  @Test(
    .enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"),
    arguments: ContactSheet.Format.allCases)
  func aSheetOfRealFaces(format: ContactSheet.Format) throws {
    let sample = try SampleCase.shared.get()
    let snapshot = try CaseSnapshot(of: SQLiteCase(in: sample.caseFolder))
    let drawn = try PersonSheet(of: 0, in: snapshot, as: format, jobs: 2)
    #expect(drawn.failures.isEmpty)
    for tile in drawn.sheet.sections[0].tiles {
      guard case .picture(_, let columns, let rows) = tile.content else {
        Issue.record("no picture")
        continue
      }
      #expect(max(columns, rows) == 256 && min(columns, rows) > 150)
    }
    let folder = try TemporaryFolder()
    let files = try drawn.sheet.write(
      to: folder.path.appending("sheet"), as: format, guardedBy: writing, with: SampleCase.renderer)
    #expect(files.count == 1)
    let alone = try PersonSheet(of: 0, in: snapshot, as: format, jobs: 1)
    let again = folder.path.appending("again")
    _ = try alone.sheet.write(to: again, as: format, guardedBy: writing, with: SampleCase.renderer)
    #expect(try readFile(files[0]) == readFile(again))
  }

}
