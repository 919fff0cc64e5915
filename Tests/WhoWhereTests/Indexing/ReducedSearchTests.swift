import CaseStore
import Domain
import FaceVision
import Files
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// Where only larger faces are wanted, JPEG files are searched smaller; faces are encoded from all
/// their pixels.
@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct ReducedSearchTests {
  @Test(arguments: [48, 100])
  func findsTheSameLargeFaces(smallestFace: Int) throws {
    let folder = try TemporaryFolder()
    func faces(_ settings: IndexSettings, _ name: String) throws -> (FaceTable, [MediaID: String]) {
      let caseFolder = folder.path.appending(name)
      _ = try IndexJob(
        [SampleCase.photos.appending("presidents"), SampleCase.photos.appending("2021")],
        caseFolder: caseFolder, models: try ModelLibrary(folder: ProjectFiles.models),
        settings: settings, progress: SilentProgress()
      ).run()
      let storage = try SQLiteCase(creatingIn: caseFolder)
      let paths = Dictionary(
        try storage.files().map { ($0.mediaID, $0.path) }, uniquingKeysWith: { first, _ in first })
      return (try storage.faces(), paths)
    }
    let (whole, wholePaths) = try faces(IndexSettings(jobs: 2), "whole")
    let (reduced, reducedPaths) = try faces(
      IndexSettings(smallestFace: smallestFace, jobs: 2), "reduced")
    var compared = 0
    for row in 0..<whole.count {
      let box = whole.boxes[row]
      guard min(box.width, box.height) > 3 * smallestFace / 2 else { continue }
      let path = wholePaths[whole.mediaIDs[row]]
      let same = (0..<reduced.count).first {
        reducedPaths[reduced.mediaIDs[$0]] == path && reduced.boxes[$0].overlap(box) > 0.6
      }
      let other = try #require(same, "\(path ?? "")")
      let squared = zip(whole.embedding(row), reduced.embedding(other))
        .map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
      #expect(squared < 0.5, "\(path ?? "")")
      compared += 1
    }
    #expect(compared >= 8)
  }
}
