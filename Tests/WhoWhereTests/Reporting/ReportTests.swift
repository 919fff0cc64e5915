import CaseStore
import Domain
import Drawing
import FaceVision
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// Who is not selected is not in a report, neither in its data nor in its pictures.
@Suite(.enabled(if: ProjectFiles.areFetched, "make setup fetches photos and models"))
struct ReportTests {
  nonisolated(unsafe) private static let indexed: (folder: TemporaryFolder, path: FilePath)? = try?
    {
      let folder = try TemporaryFolder()
      let path = folder.path.appending("case")
      let models = try ModelLibrary(folder: ProjectFiles.models)
      let photos = ProjectFiles.samples.appending("photos")
      _ = try IndexJob(
        [photos.appending("2019-05-18 Garden party"), photos.appending("2020-02-14 Congress")],
        caseFolder: path, models: models, settings: IndexSettings(jobs: 2),
        progress: SilentProgress()
      ).run()
      _ = try ClusterJob(
        on: SQLiteCase(in: path), settings: ClusterSettings(jobs: 2), progress: SilentProgress()
      ).run()
      return (folder, path)
    }()

  private func part(_ selection: ReportSelection) throws -> (SQLiteCase, ReportCase) {
    let path = try #require(Self.indexed).path
    let storage = try SQLiteCase(in: path)
    return (
      storage,
      try ReportCase(
        of: storage, selection, models: ModelLibrary(folder: ProjectFiles.models), jobs: 2)
    )
  }

  @Test func strangersAreFilledOver() throws {
    let (storage, part) = try part(ReportSelection(persons: [0]))
    #expect(part.snapshot.persons.map(\.id) == [0])
    let all = try storage.faces(withEmbeddings: false)
    let network = try YuNetNetwork(
      weights: ModelLibrary(folder: ProjectFiles.models).path(of: "yunet"))
    let detector = YuNetDetector(network)
    var (pictures, strangers) = (0, 0)
    try part.pictures { shown in
      let jpeg = try shown.picture.get()
      #expect(shown.faces.count == 1)
      let picture = try Picture(decoding: jpeg)
      let media = try #require(part.snapshot.media.first { $0.id == shown.media })
      let scale = Double(picture.width) / Double(media.width)
      let rows = (0..<all.count).filter { all.mediaIDs[$0] == shown.media }
      for row in rows where all.personIDs[row] != 0 {
        strangers += 1
        // Of one color, but for what JPEG makes of it.
        let box = all.boxes[row].scaled(across: scale, down: scale)
        let pixels = picture.cropped(to: box).pixels
        #expect(!pixels.isEmpty && pixels.allSatisfy { abs(Int($0) - 118) < 24 })
      }
      let found = try detector.faces(in: picture)
      #expect(found.count <= 1, "\(shown.media): \(found.map(\.box))")
      #expect(PictureMetadata(reading: jpeg).position == nil)
      pictures += 1
    }
    #expect(pictures > 5 && strangers > 5)
  }

  @Test func aPartIsAsIfThereHadNeverBeenMore() throws {
    let (storage, part) = try part(ReportSelection(persons: [0, 2]))
    #expect(try part.reader.run("SELECT id FROM person ORDER BY id").rows.count == 2)
    #expect(try part.reader.run("SELECT * FROM cooccurrence").rows.count == 1)
    let whole = try CaseReader(in: storage.folder)
    for query in [
      "SELECT faces, media, first, last FROM person WHERE id IN (0, 2) ORDER BY id",
      "SELECT media, frames, first, last FROM cooccurrence WHERE person_a = 0 AND person_b = 2",
    ] {
      #expect(try part.reader.run(query).rows == whole.run(query).rows)
    }
    // The case is as it was.
    #expect(try storage.persons().count { $0.faceCount > 0 } > 2)
  }

  @Test func everybodyIsShownWhereThatIsAskedFor() throws {
    let (storage, part) = try part(ReportSelection(persons: [0], showsAll: true))
    let all = try storage.faces(withEmbeddings: false)
    let network = try YuNetNetwork(
      weights: ModelLibrary(folder: ProjectFiles.models).path(of: "yunet"))
    var found = 0
    var known = 0
    try part.pictures { shown in
      found += try YuNetDetector(network).faces(in: Picture(decoding: shown.picture.get())).count
      known += (0..<all.count).count { all.mediaIDs[$0] == shown.media }
    }
    #expect(found == known)
  }

  @Test func anEventIsSelected() throws {
    let (_, part) = try part(
      ReportSelection(filter: CasePages.Filter(since: "2020", until: "2020")))
    #expect(part.snapshot.media.allSatisfy { $0.date?.hasPrefix("2020") == true })
    #expect(!part.snapshot.media.isEmpty)
  }

  @Test func originalsThatAreGoneAreNamed() throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("case")
    let photos = folder.path.appending("photos")
    try FileManager.default.copyItem(
      atPath: ProjectFiles.samples.appending("photos/2020-02-14 Congress").string,
      toPath: photos.string)
    let models = try ModelLibrary(folder: ProjectFiles.models)
    _ = try IndexJob(
      [photos], caseFolder: path, models: models, settings: IndexSettings(jobs: 2),
      progress: SilentProgress()
    ).run()
    let storage = try SQLiteCase(in: path)
    _ = try ClusterJob(
      on: storage, settings: ClusterSettings(jobs: 2), progress: SilentProgress()
    ).run()
    let names = try FileManager.default.contentsOfDirectory(atPath: photos.string).sorted()
    try FileManager.default.removeItem(atPath: photos.appending(names[0]).string)
    try writeAtomically(Array("something else".utf8), to: photos.appending(names[1]))
    let part = try ReportCase(of: storage, ReportSelection(), models: models, jobs: 2)
    var failed: Set<MediaID> = []
    try part.pictures { shown in
      if case .failure = shown.picture { failed.insert(shown.media) }
    }
    #expect(failed.count == 2)
    let persons = part.snapshot.persons.prefix(1).map(\.id)
    let sheet = try ReportSheet(of: persons, in: part)
    #expect(!sheet.failures.isEmpty && sheet.sheet.entries.count > sheet.failures.count)
  }
}
