import CaseStore
import Domain
import Files
import Foundation
import GRDB
import SystemPackage
import TestSupport
import Testing

/// Forgetting leaves no byte, and what is forgotten does not come back.
@Suite struct PurgeTests {
  /// The files of the case that hold `bytes`.
  private func holders(of bytes: [UInt8], _ folder: FilePath) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.string).filter { name in
      try Data(contentsOf: URL(fileURLWithPath: folder.appending(name).string))
        .firstRange(of: Data(bytes)) != nil
    }
  }

  private func bytes(_ embedding: [Float]) -> [UInt8] {
    embedding.withUnsafeBytes { Array($0) }
  }

  /// The embedding of the synthetic case, which differs by person and path.
  private func embedding(_ store: SQLiteCase, of person: PersonID) throws -> [Float] {
    let faces = try store.faces()
    let row = try #require((0..<faces.count).first { faces.personIDs[$0] == person })
    return Array(faces.embedding(row))
  }

  @Test func aPersonsBytesAreGone() throws {
    let album = try SyntheticCase.album()
    let store = album.store
    let vector = bytes(try embedding(store, of: 4))
    let ada = bytes(try embedding(store, of: 0))
    #expect(try !holders(of: vector, album.folder).isEmpty)
    #expect(try !holders(of: Array("Eve".utf8), album.folder).isEmpty)
    let report = try store.purge(.persons([4]), by: "ada", version: "1")
    #expect(report.purged.faces == 3 && report.purged.persons == [4])
    #expect(try holders(of: vector, album.folder) == [])
    #expect(try holders(of: Array("Eve".utf8), album.folder) == [])
    #expect(try !holders(of: ada, album.folder).isEmpty)
    #expect(try store.faces().personIDs.compactMap { $0 }.contains(4) == false)
    #expect(try store.hasUnfinishedPurge() == false)
    // Nobody else gets the number.
    #expect(try store.nextPersonID() == 5)
  }

  @Test func historyAndNamesGo() throws {
    let album = try SyntheticCase.album()
    let store = album.store
    let faces = try store.faces()
    let hashes = Dictionary(uniqueKeysWithValues: try store.media().map { ($0.id, $0.sha256) })
    let decided = (0..<faces.count).filter { faces.personIDs[$0] == 4 }.map {
      DecidedFace(
        sha256: hashes[faces.mediaIDs[$0]]!, time: faces.times[$0], box: faces.boxes[$0], person: 4,
        isSubject: true)
    }
    let run = try store.begin(
      NewRun(
        command: "people name", version: "1", parameters: #"{"decision":"name 4 “Secret Name”"}"#,
        models: "{}"))
    _ = try store.record(
      NewDecision(.name, of: 4, name: "Secret Name", faces: decided, author: "ada"), assigning: [:],
      run: run)
    var details = CustodyDetails()
    details.arguments = ["people", "name", "4", "Secret Name"]
    let named = try store.log("people name", details)
    details.arguments = ["search", "photo.jpg", "--limit", "7"]
    details.persons = [0, 4]
    let searched = try store.log("search", details)
    details.persons = [0]
    let other = try store.log("search", details)
    let report = try store.purge(.persons([4]), by: "ada", version: "1")
    #expect(report.purged.entries == [named.id, searched.id])
    #expect(report.purged.decisions == 1)
    #expect(try store.decisions().isEmpty)
    #expect(try holders(of: Array("Secret Name".utf8), album.folder) == [])
    let log = try store.custodyLog()
    #expect(log.first { $0.id == other.id }?.kept != nil)
    #expect(log.allSatisfy { $0.hash == $0.expectedHash })
    #expect(log.last?.action == CustodyEntry.purge && log.last?.kept?.details?.who == "ada")
  }

  @Test func whatWasPurgedIsPassedOver() throws {
    let album = try SyntheticCase.album()
    let store = album.store
    let source = try #require(store.sourceFolders().first)
    _ = try store.purge(.persons([0]), by: "ada", version: "1")
    // Another detector finds them again, a little displaced, and a video is sampled at other moments.
    var photo = SyntheticCase.file(
      .init("party/b.jpg", persons: [0, 1, 2]), source: source.id, recipe: .test("other"))
    for i in photo.faces!.indices { photo.faces![i].box.left += 4 }
    var video = SyntheticCase.file(
      .init(video: "trip/v.mp4", frames: [(0, [0]), (1000, [0, 4]), (2000, [4])]),
      source: source.id, recipe: .test("other"))
    for i in video.faces!.indices { video.faces![i].time! += 300 }
    let before = try store.faces().count
    #expect(try store.save([photo]) == 1)
    // Person 4 stands where person 0 stood before, so nearly at once: rather too much is left out.
    #expect(try store.save([video]) >= 2)
    #expect(try store.faces().count <= before)
    #expect(try store.faces().personIDs.contains(0) == false)
  }

  @Test func aPhotoIsForgottenWithWhoIsNowhereElse() throws {
    let album = try SyntheticCase.album()
    let store = album.store
    let media = try #require(
      store.media().first { $0.sha256 == ContentHash.of(Array("party/c.jpg".utf8)) })
    let report = try store.purge(.media([media.id]), by: "ada", version: "1")
    #expect(report.purged.media == 1 && report.purged.faces == 1 && report.purged.persons.isEmpty)
    #expect(try holders(of: Array("party/c.jpg".utf8), album.folder) == [])
    #expect(try store.purgedContents() == [media.sha256])
    let source = try #require(store.sourceFolders().first)
    #expect(
      try store.save([SyntheticCase.file(.init("party/c.jpg", persons: [0]), source: source.id)])
        == 1)
    #expect(try store.media().count == 6)
  }

  @Test func aTimeIsForgotten() throws {
    let album = try SyntheticCase.album()
    let report = try album.store.purge(.before("2024-06"), by: "ada", version: "1")
    #expect(report.purged.media == 3 && report.undated == 1)
    #expect(try album.store.media().allSatisfy { ($0.date ?? "9") > "2024-06" })
    // Ada is still in the video.
    #expect(try album.store.persons().first { $0.id == 0 }?.name == "Ada")
  }

  @Test func everythingIsForgotten() throws {
    let album = try SyntheticCase.album()
    let store = album.store
    let vector = bytes(try embedding(store, of: 1))
    let first = try store.log("search", CustodyDetails())
    let report = try store.purge(.everything, by: "ada", version: "1")
    #expect(report.purged.media == 7 && report.purged.entries == [first.id])
    for text in [vector, Array("Ada".utf8), Array("party/".utf8), Array("trip/".utf8)] {
      #expect(try holders(of: text, album.folder) == [])
    }
    #expect(try store.purgedContents().count == 7)
    #expect(try store.media().isEmpty && store.faces().count == 0)
    #expect(try store.custodyLog().map(\.hash).count == 2)
  }

  /// A table that nobody thought of would keep what was purged.
  @Test func everyTableIsThoughtOf() throws {
    let folder = try TemporaryFolder()
    _ = try SQLiteCase(creatingIn: folder.path)
    let database = try DatabaseQueue(path: folder.path.appending(SQLiteCase.fileName).string)
    let tables = try database.read {
      try String.fetchAll(
        $0, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    }
    let known = Purging.searchedTables.union(Purging.untouchedTables)
    #expect(
      Set(tables).subtracting(known) == [],
      "say in CaseStore/Purging/Purge.swift what a purge takes from these tables")
    #expect(known.subtracting(tables) == [])
  }

  @Test func aReaderKeepsTheJournalFromBeingEmptied() throws {
    let album = try SyntheticCase.album()
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(
      path: album.folder.appending(SQLiteCase.fileName).string, configuration: configuration)
    try other.inDatabase { try $0.execute(sql: "BEGIN; SELECT count(*) FROM face_detection") }
    #expect(throws: CaseError.self) {
      try album.store.purge(.persons([4]), by: "ada", version: "1")
    }
    #expect(try album.store.hasUnfinishedPurge())
    try other.inDatabase { try $0.execute(sql: "COMMIT") }
    try album.store.finishPurge()
    #expect(try album.store.hasUnfinishedPurge() == false)
  }
}
