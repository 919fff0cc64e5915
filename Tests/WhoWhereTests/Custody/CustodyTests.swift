import CaseStore
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// What a log, a bag and a time stamp prove, checked by other programs where there are some.
@Suite struct CustodyTests {
  private struct Failed: Error, CustomStringConvertible { let description: String }

  /// Runs another program; its output, where it succeeds.
  @discardableResult
  private func run(_ program: String, _ arguments: [String], in folder: FilePath) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.string)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(description: text) }
    return text
  }

  /// A case of two files that exist.
  private func makeCase(in folder: FilePath) throws -> SQLiteCase {
    let photos = folder.appending("photos")
    let storage = try SQLiteCase(creatingIn: folder.appending("case"))
    let action = LoggedAction(
      "index", arguments: ["index", "photos"], on: folder.appending("case"))
    let source = try storage.sourceFolder(photos.bytes, label: "")
    for name in ["a.jpg", "b.jpg"] {
      let path = photos.appending(name)
      try writeAtomically(Array("content of \(name)".utf8), to: path)
      let media = Media(
        sha256: try ContentHash.of(file: path), kind: .photo, format: "jpeg", size: 16, width: 9,
        height: 9, recipe: .test("test"))
      let stamp = try #require(FileStamp(of: path))
      try storage.save([
        IndexedFile(
          file: MediaFile(
            sourceID: source.id, location: path.bytes, path: name, size: stamp.size,
            modified: stamp.modified), media: media, faces: [])
      ])
    }
    action.end(status: 0)
    #expect(action.problem == nil)
    return storage
  }

  private func states(_ storage: SQLiteCase, _ part: String) throws -> [String] {
    try CustodyVerification(of: storage, models: nil, jobs: 2).findings
      .filter { $0.part == part }.map { "\($0.name) \($0.state)" }
  }

  @Test func originalsThatChangedOrAreGoneAreNamed() throws {
    let folder = try TemporaryFolder()
    let storage = try makeCase(in: folder.path)
    #expect(try CustodyVerification(of: storage, models: nil).isSound)
    #expect(try states(storage, "original") == [])
    try writeAtomically(Array("content of A.jpg".utf8), to: folder.path.appending("photos/a.jpg"))
    try FileManager.default.removeItem(atPath: folder.path.appending("photos/b.jpg").string)
    #expect(try states(storage, "original") == ["a.jpg changed", "b.jpg missing"])
    #expect(try !CustodyVerification(of: storage, models: nil).isSound)
  }

  @Test func alterationsOfDatabaseAndLogAreNoticed() throws {
    let folder = try TemporaryFolder()
    let storage = try makeCase(in: folder.path)
    let file = folder.path.appending("case").appending(SQLiteCase.fileName)
    func alter(_ sql: String) throws {
      try run(
        "/usr/bin/python3",
        [
          "-c",
          "import sqlite3,sys; d=sqlite3.connect(sys.argv[1]); d.execute(sys.argv[2]); d.commit()",
          file.string, sql,
        ], in: folder.path)
    }
    #expect(try states(storage, "database") == [])
    try alter("UPDATE media_item SET date = '2024-01-01T00:00:00Z' WHERE id = 1")
    #expect(try states(storage, "database") == ["case.sqlite altered"])
    try alter("UPDATE media_item SET date = NULL WHERE id = 1")
    #expect(try states(storage, "database") == [])
    try alter(
      "UPDATE custody_detail SET details = replace(details, 'index', 'query') WHERE entry_id = 1")
    #expect(try states(storage, "log") == ["entry 1 altered"])
    try alter(
      "UPDATE custody_detail SET details = replace(details, 'query', 'index') WHERE entry_id = 1")
    #expect(try states(storage, "log") == [])
    try alter("DELETE FROM custody_detail WHERE entry_id = 1")
    #expect(try states(storage, "log") == ["entry 1 missing"])
    try alter("DELETE FROM custody_entry WHERE id = 1")
    #expect(try states(storage, "log") == ["entry 2 missing", "entry 2 altered"])
  }

  @Test func purgedDetailsAreToldAsSuch() throws {
    let folder = try TemporaryFolder()
    let storage = try makeCase(in: folder.path)
    let media = try storage.media()[0]
    let action = LoggedAction(
      "media", arguments: ["media", "a.jpg"], on: folder.path.appending("case"))
    action.end(status: 0)
    _ = try storage.purge(.media([media.id]), by: "ada", version: "1")
    #expect(try states(storage, "log") == ["entry 3 purged"])
    #expect(try CustodyVerification(of: storage, models: nil).isSound)
  }

  @Test func aReadOnlyCaseIsReadAndToldNotToBeLogged() throws {
    let folder = try TemporaryFolder()
    _ = try makeCase(in: folder.path)
    guard geteuid() != 0 else { return }
    let path = folder.path.appending("case").string
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: path)
    let action = LoggedAction("people", arguments: ["people"], on: folder.path.appending("case"))
    action.end(status: 0)
    #expect(action.problem != nil)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
  }

  @Test func theBagIsOneForOtherPrograms() throws {
    let folder = try TemporaryFolder()
    let storage = try makeCase(in: folder.path)
    let bag = folder.path.appending("bag")
    let head = try CustodyExport(of: storage).write(
      to: WriteGuard(record: storage).folder(bag), by: "ada")
    #expect(head.entry == 4)
    // The hashes, by coreutils.
    for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
      try run("/usr/bin/sha256sum", ["--check", "--strict", manifest], in: bag)
    }
    // The chain, by another implementation that follows the bag's README.
    try run(
      "/usr/bin/python3",
      [
        "-c",
        """
        import json, hashlib
        sha = lambda text: hashlib.sha256(text.encode()).hexdigest()
        previous = "0" * 64
        for line in open("data/log.jsonl"):
            e = json.loads(line)
            assert sha(e["salt"] + "\\n" + e["details"]) == e["digest"]
            assert e["previous"] == previous
            text = "wwww custody entry 1\\nid: %s\\ntime: %s\\naction: %s\\nof: %s\\ndetails: %s\\nprevious: %s\\n" % (
                e["id"], e["time"], e["action"], e.get("of", "-"), e["digest"], e["previous"])
            assert sha(text) == e["hash"], text
            previous = e["hash"]
        assert sha(open("data/head.txt").read()) == previous
        """,
      ], in: bag)
    let rows = String(decoding: try readFile(bag.appending("data/manifest.csv")), as: UTF8.self)
    #expect(rows.split(whereSeparator: \.isNewline).count == 3)
  }

  /// A time-stamping authority of the test's own, run by OpenSSL.
  @Test func stampsAreCheckedWithOpenSSL() throws {
    let folder = try TemporaryFolder()
    let storage = try makeCase(in: folder.path)
    func openssl(_ arguments: String...) throws {
      try run("/usr/bin/openssl", arguments, in: folder.path)
    }
    try writeAtomically(
      Array(
        """
        [req]
        distinguished_name = name
        [name]
        [signer]
        extendedKeyUsage = critical,timeStamping
        [tsa]
        default_tsa = own
        [own]
        serial = serial
        crypto_device = builtin
        signer_cert = tsa.pem
        signer_key = tsa.key
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256
        accuracy = secs:1
        """.utf8), to: folder.path.appending("tsa.cnf"))
    try writeAtomically(Array("01\n".utf8), to: folder.path.appending("serial"))
    try openssl(
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.pem",
      "-days",
      "2", "-subj", "/CN=Authority of the test", "-config", "tsa.cnf", "-extensions", "signer")
    let stamps = CustodyStamps(of: storage)
    let (entry, request) = try stamps.request(by: "ada")
    try writeAtomically(request, to: folder.path.appending("request.tsq"))
    #expect(
      try run("/usr/bin/openssl", ["ts", "-query", "-in", "request.tsq", "-text"], in: folder.path)
        .contains("Hash Algorithm: sha256"))
    try openssl(
      "ts", "-reply", "-config", "tsa.cnf", "-section", "own", "-queryfile", "request.tsq", "-out",
      "answer.tsr")
    let answer = try readFile(folder.path.appending("answer.tsr"))
    let authorities = folder.path.appending("tsa.pem")
    let added = try stamps.add(answer, authorities: authorities)
    #expect(added.entry.id == entry.id && added.stamp.isVerified)
    #expect(added.stamp.authority.contains("Authority of the test"))
    #expect(try states(storage, "stamp") == ["entry \(entry.id) unchecked"])
    let checked = try CustodyVerification(of: storage, models: nil, authorities: authorities)
    #expect(checked.sound["stamp"] == 1)
    // OpenSSL agrees.
    try writeAtomically(Array(entry.text.utf8), to: folder.path.appending("head.txt"))
    try openssl("ts", "-verify", "-data", "head.txt", "-in", "answer.tsr", "-CAfile", "tsa.pem")

    var altered = answer
    altered[altered.count - 9] ^= 1
    #expect(throws: TimeStamp.Problem.self) {
      try TimeStamp(response: altered, of: entry.text, authorities: authorities)
    }
    #expect(throws: TimeStamp.Problem.self) {
      try TimeStamp(response: answer, of: entry.text + " ", authorities: authorities)
    }
    for nonsense in [[], [0x30], Array("no answer".utf8), Array(answer.prefix(100))] as [[UInt8]] {
      #expect(throws: TimeStamp.Problem.self) {
        try TimeStamp(response: nonsense, of: entry.text, authorities: nil)
      }
    }
    try openssl(
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "other.key", "-out", "other.pem",
      "-days", "2", "-subj", "/CN=Somebody else", "-config", "tsa.cnf", "-extensions", "signer")
    #expect(throws: TimeStamp.Problem.self) {
      try TimeStamp(
        response: answer, of: entry.text, authorities: folder.path.appending("other.pem"))
    }
  }

  @Test func daysAreCounted() {
    let now = Date(timeIntervalSince1970: 1_790_000_000)  // 2026-09-21
    #expect(Retention.reminder("2026-09-30", now: now).contains("9 days left"))
    #expect(Retention.reminder("2026-09-22", now: now).contains("1 day left"))
    #expect(Retention.reminder("2026-09-20", now: now).contains("is over"))
    #expect(Retention.isDay("2027-02-28") && !Retention.isDay("2027-02-30"))
    #expect(!Retention.isDay("tomorrow") && !Retention.isDay("2027"))
  }
}
