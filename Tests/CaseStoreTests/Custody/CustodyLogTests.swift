import CaseStore
import Files
import Foundation
import GRDB
import SystemPackage
import TestSupport
import Testing

@Suite struct CustodyLogTests {
  @Test func entriesAreChained() throws {
    let album = try SyntheticCase.album()
    var details = CustodyDetails()
    details.arguments = ["people"]
    details.who = "ada"
    let first = try album.store.log("people", details)
    let second = try album.store.log(
      CustodyEntry.outcome, of: first.id, CustodyDetails(), recordsState: true)
    #expect(first.previous == CustodyEntry.origin && second.previous == first.hash)
    let log = try album.store.custodyLog()
    #expect(log.map(\.hash) == [first.hash, second.hash])
    #expect(log[0].kept?.details?.who == "ada" && log[1].kept?.details?.state != nil)
    for entry in log {
      let kept = try #require(entry.kept)
      #expect(entry.hash == entry.expectedHash)
      #expect(entry.digest == CustodyEntry.digest(of: kept.json, salt: kept.salt))
      // Computed by hand, as the bag's README tells.
      #expect(entry.digest == ContentHash.of(Array((kept.salt + "\n" + kept.json).utf8)))
    }
    #expect(log[0].kept?.salt != log[1].kept?.salt)
  }

  @Test func theStateIsOneOfContentAlone() throws {
    let album = try SyntheticCase.album()
    let before = try album.store.state()
    // Caches and the log make no difference.
    try album.store.keep("pagerank", [0: 0.5])
    try album.store.log("people", CustodyDetails())
    try album.store.finishPurge()
    #expect(try album.store.state() == before)
    let database = try DatabaseQueue(path: album.folder.appending(SQLiteCase.fileName).string)
    for alteration in [
      "UPDATE person_record SET name = 'Eva' WHERE name = 'Eve'",
      "UPDATE face_detection SET top_edge = top_edge + 1 WHERE id = 3",
      "UPDATE face_detection SET embedding = zeroblob(512) WHERE id = 3",
      "UPDATE media_item SET date = NULL WHERE id = 1",
      "DELETE FROM media_file WHERE path LIKE '%a.jpg'",
    ] {
      try database.inDatabase { db in
        try db.inSavepoint {
          try db.execute(sql: alteration)
          return .commit
        }
      }
      #expect(try album.store.state() != before, "\(alteration)")
    }
  }

  @Test func theManifestTellsWhichRunSawAFileFirst() throws {
    let album = try SyntheticCase.album()
    let manifest = try album.store.manifest()
    #expect(manifest.count == 8)
    #expect(manifest.allSatisfy { $0.firstRun == album.run.rawValue && $0.firstSeen != nil })
    #expect(manifest.map(\.path) == manifest.map(\.path).sorted())
    let reader = try album.reader()
    #expect(try reader.run("SELECT * FROM manifest").rows.count == 8)
    #expect(try reader.run("SELECT * FROM custody").rows.isEmpty)
  }
}
