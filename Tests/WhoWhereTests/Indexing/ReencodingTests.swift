import CaseStore
import Domain
import FaceClustering
import FaceVision
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// A case made as the Python tool does it, and then looked at again with the defaults.
@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct ReencodingTests {
  private struct Fixture: Decodable {
    struct Photo: Decodable {
      let path: String
      let boxes: [[Int]]
    }
    struct Labels: Decodable {
      let eps: Double
      let minSamples: Int
      let labels: [Int32]
      private enum CodingKeys: String, CodingKey {
        case eps, labels
        case minSamples = "min_samples"
      }
    }
    let photos: [Photo]
    let dbscan: [Labels]
  }

  private let folder: TemporaryFolder
  private var caseFolder: FilePath { folder.path.appending("case") }

  init() throws { folder = try TemporaryFolder() }

  private func run(_ indexing: IndexSettings, _ clustering: ClusterSettings) throws -> RunReport {
    try MainJob(
      [SampleCase.photos], output: folder.path.appending("out"), caseFolder: caseFolder,
      models: try ModelLibrary(folder: ProjectFiles.models), indexing: indexing,
      clustering: clustering, renderer: SampleCase.renderer, progress: SilentProgress()
    ).run()
  }

  private struct Face {
    let path: String
    let box: FaceBox
    let person: PersonID?
    let encoder: EncoderKind
  }

  private func faces() throws -> [Face] {
    let storage = try SQLiteCase(creatingIn: caseFolder)
    let paths = Dictionary(
      try storage.files().map { ($0.mediaID, $0.path) }, uniquingKeysWith: { first, _ in first })
    let table = try storage.faces()
    return (0..<table.count).map { row in
      Face(
        path: paths[table.mediaIDs[row]] ?? "", box: table.boxes[row],
        person: table.personIDs[row], encoder: table.encoders[row])
    }
  }

  @Test func groupsLikeThePythonToolAndKeepsNamesWhenEncodedAnew() throws {
    // run --detector hog --encoder dlib --no-mirror --eps 0.36 --allow-same-frame
    let first = try run(
      IndexSettings(detector: .hog, encoder: .dlib, averagesMirror: false, jobs: 2),
      ClusterSettings(
        method: .dbscan(eps: 0.36, minSamples: 2), allowsSameFrame: true, jobs: 2))
    #expect(first.failures.isEmpty && first.warning == nil)
    let before = try faces()
    #expect(before.allSatisfy { $0.encoder == .dlib })

    let url = try #require(
      Bundle.module.url(
        forResource: "parity", withExtension: "json", subdirectory: "Fixtures/parity"))
    let fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    let expected = try #require(
      fixture.dbscan.first { $0.eps == 0.36 && $0.minSamples == 2 }
    ).labels
    #expect(before.count == expected.count)
    var row = 0
    var ours: [Int: PersonID?] = [:]
    for photo in fixture.photos {
      for box in photo.boxes {
        let peer = FaceBox(top: box[0], right: box[1], bottom: box[2], left: box[3])
        let face = try #require(
          before.filter { $0.path == photo.path }.max {
            $0.box.overlap(peer) < $1.box.overlap(peer)
          })
        #expect(face.box.overlap(peer) > 0.8, "\(photo.path)")
        ours[row] = face.person
        row += 1
      }
    }
    // The same faces are together, and the same ones alone.
    for i in expected.indices {
      #expect((ours[i] == .some(nil)) == (expected[i] == -1))
      for j in 0..<i where expected[i] >= 0 && expected[j] >= 0 {
        #expect((ours[i] == ours[j]) == (expected[i] == expected[j]))
      }
    }

    // The largest groups of three people get names.
    let truth = try rows(ProjectFiles.samples.appending("truth.csv"))
    func name(of face: Face) -> String? {
      func side(_ row: [String: String], _ name: String) -> Int { Int(row[name] ?? "") ?? 0 }
      return truth.first { row in
        row["path"] == face.path
          && face.box.overlap(
            FaceBox(
              top: side(row, "top"), right: side(row, "right"), bottom: side(row, "bottom"),
              left: side(row, "left"))) > 0.3
      }?["person"]
    }
    var seen: Set<String> = []
    let people = Dictionary(grouping: before.filter { $0.person != nil }) { $0.person! }
      .sorted { ($1.value.count, $0.key.rawValue) < ($0.value.count, $1.key.rawValue) }
      .filter { seen.insert(name(of: $0.value[0]) ?? "").inserted }.prefix(3)
    #expect(people.count == 3)
    do {
      let storage = try SQLiteCase(creatingIn: caseFolder)
      for (person, _) in people {
        _ = try Curation(of: storage, author: "Ada").name(person, "P\(person)")
      }
    }
    let second = try run(IndexSettings(jobs: 2), ClusterSettings(jobs: 2))
    #expect(second.failures.isEmpty)
    let after = try faces()
    #expect(after.allSatisfy { $0.encoder == .sface })
    let names = Dictionary(
      uniqueKeysWithValues: try SQLiteCase(creatingIn: caseFolder).persons()
        .map { ($0.id, $0.name) })
    for (person, _) in people {
      #expect(names[person] == "P\(person)")
      for face in before where face.person == person {
        let same = after.filter { $0.path == face.path && $0.box.overlap(face.box) > 0.3 }
        #expect(same.contains { $0.person == person }, "\(face.path)")
      }
    }

    // A radius of the old encoder is told to be one.
    let third = try run(
      IndexSettings(jobs: 2),
      ClusterSettings(method: .dbscan(eps: 0.36, minSamples: 2), jobs: 2))
    #expect(third.warning?.contains("sface") == true)
  }
}
