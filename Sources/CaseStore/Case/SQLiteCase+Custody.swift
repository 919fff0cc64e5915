import Domain
import Files
import Foundation
import GRDB
import SystemPackage

extension SQLiteCase {
  /// Adds an entry to the custody log.
  ///
  /// - Parameters:
  ///   - action: What is done.
  ///   - beginning: Of an outcome, the entry it belongs to.
  ///   - details: What may be forgotten one day.
  ///   - recordsState: Whether the state of the case is told in the details.
  /// - Throws: An error of the database, also where others write for longer than is waited.
  @discardableResult
  public func log(
    _ action: String, of beginning: Int? = nil, _ details: CustodyDetails,
    recordsState: Bool = false
  ) throws -> CustodyEntry {
    try database.write { db in
      var details = details
      if recordsState { (details.state, details.schema) = try CaseState.hash(db) }
      return try Self.log(action, of: beginning, details, db)
    }
  }

  static func log(
    _ action: String, of beginning: Int? = nil, _ details: CustodyDetails, _ db: Database
  ) throws -> CustodyEntry {
    let last = try Row.fetchOne(db, sql: "SELECT id, hash FROM custody_entry ORDER BY id DESC")
    let json = try details.json
    var source = SystemRandomNumberGenerator()
    let salt = (0..<4).map { _ in
      let digits = String(source.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
    var entry = CustodyEntry(
      id: (last?["id"] ?? 0) + 1,
      time: try String.fetchOne(db, sql: "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')") ?? "",
      action: action, beginning: beginning, digest: CustodyEntry.digest(of: json, salt: salt),
      previous: last?["hash"] ?? CustodyEntry.origin, hash: "",
      kept: CustodyEntry.Kept(salt: salt, json: json, details: details))
    entry.hash = entry.expectedHash
    try db.execute(
      sql: """
        INSERT INTO custody_entry (id, time, action, beginning_id, digest, previous, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        entry.id, entry.time, entry.action, entry.beginning, entry.digest, entry.previous,
        entry.hash,
      ])
    try db.execute(
      sql: "INSERT INTO custody_detail (entry_id, salt, details) VALUES (?, ?, ?)",
      arguments: [entry.id, salt, json])
    return entry
  }

  /// The custody log, oldest entry first.
  public func custodyLog() throws -> [CustodyEntry] { try database.read(Self.custodyLog) }

  static func custodyLog(_ db: Database) throws -> [CustodyEntry] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT custody_entry.*, salt, details FROM custody_entry
        LEFT JOIN custody_detail ON entry_id = id ORDER BY id
        """
    ).map { row in
      let kept = (row["details"] as String?).map { json in
        CustodyEntry.Kept(
          salt: row["salt"], json: json,
          details: try? JSONDecoder().decode(CustodyDetails.self, from: Data(json.utf8)))
      }
      return CustodyEntry(
        id: row["id"], time: row["time"], action: row["action"], beginning: row["beginning_id"],
        digest: row["digest"], previous: row["previous"], hash: row["hash"], kept: kept)
    }
  }

  /// Every file of the case, ordered by path.
  public func manifest() throws -> [ManifestEntry] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT media_file.path, media_file.location, media_file.size,
            strftime('%Y-%m-%dT%H:%M:%SZ', media_file.modified / 1000000000, 'unixepoch')
              AS modified,
            media_item.sha256, kind, date, run_id, time, recipe
          FROM media_file JOIN media_item ON media_item.id = media_id
          LEFT JOIN first_seen ON first_seen.sha256 = media_item.sha256
          ORDER BY media_file.path, media_file.location
          """
      ).map { row in
        let recipe: String = row["recipe"]
        return ManifestEntry(
          path: row["path"], location: Array(row["location"] as Data), bytes: row["size"],
          modified: row["modified"] ?? "", sha256: row["sha256"], kind: row["kind"],
          date: row["date"], firstRun: row["run_id"], firstSeen: row["time"],
          isImported: recipe.hasPrefix("import "))
      }
    }
  }

  /// How far a case has come, to tell later what an action added.
  public struct Extent: Sendable, Equatable {
    /// The last decision and run.
    public var decision: DecisionID
    public var run: RunID
    /// Changes whenever another connection writes.
    var version: Int
  }

  /// How far the case has come.
  public func extent() throws -> Extent {
    try database.writeWithoutTransaction { db in
      Extent(
        decision: try DecisionID.fetchOne(db, sql: "SELECT max(id) FROM decision_record") ?? 0,
        run: try RunID.fetchOne(db, sql: "SELECT max(id) FROM run_record") ?? 0,
        version: try Int.fetchOne(db, sql: "PRAGMA data_version") ?? 0)
    }
  }

  /// The decisions and runs that came after `extent`.
  public func added(since extent: Extent) throws -> (decisions: [DecisionID], runs: [RunID]) {
    try database.read { db in
      (
        try DecisionID.fetchAll(
          db, sql: "SELECT id FROM decision_record WHERE id > ? ORDER BY id",
          arguments: [extent.decision]),
        try RunID.fetchAll(
          db, sql: "SELECT id FROM run_record WHERE id > ? ORDER BY id", arguments: [extent.run])
      )
    }
  }

  /// The persons that some decisions are about.
  public func persons(ofDecisions ids: [DecisionID]) throws -> [PersonID] {
    try database.read { db in
      try PersonID.fetchAll(
        db,
        sql: """
          SELECT person_id FROM decision_record WHERE id IN (SELECT value FROM json_each(?1))
          UNION
          SELECT other_id FROM decision_record
          WHERE id IN (SELECT value FROM json_each(?1)) AND other_id IS NOT NULL
          """, arguments: ["[" + ids.map(\.description).joined(separator: ",") + "]"])
    }
  }

  /// The files that were written at `time` or later, in nanoseconds since 1970, and how many.
  public func outputs(since time: Int64, limit: Int) throws -> (files: [FilePath], count: Int) {
    try database.read { db in
      let count = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM output_file WHERE modified >= ?", arguments: [time])
      let files = try Data.fetchAll(
        db,
        sql: "SELECT location FROM output_file WHERE modified >= ? ORDER BY location LIMIT ?",
        arguments: [time, limit])
      return (files.map { FilePath(bytes: Array($0)) }, count ?? 0)
    }
  }

  /// The hash of the case as it is now, and the step of the schema.
  ///
  /// - Complexity: O(bytes of the case).
  public func state() throws -> (state: String, schema: String) {
    try database.read(CaseState.hash)
  }

  /// What SQLite finds wrong in the database file; empty where nothing is.
  ///
  /// - Complexity: O(n log n) in the size of the case.
  public func integrityProblems() throws -> [String] {
    try database.read { db in
      let found = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
      let strays = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(20).map {
        "a row of \($0["table"] ?? "?") belongs to a row of \($0["parent"] ?? "?") that is gone"
      }
      return found + strays
    }
  }

  /// The models that runs used, by file, with the SHA-256 of each use and the last run with it.
  public func modelsUsed() throws -> [(file: String, sha256: String, run: RunID)] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT key, value, max(run_record.id) AS run FROM run_record, json_each(models)
          WHERE json_valid(models) GROUP BY key, value ORDER BY key, run
          """
      ).map { ($0["key"], $0["value"], $0["run"]) }
    }
  }

  /// Keeps an answer of a time-stamping authority about an entry.
  public func keep(stamp response: [UInt8], of entry: Int) throws {
    try database.write { db in
      try db.execute(
        sql: "INSERT INTO custody_stamp (entry_id, response) VALUES (?, ?)",
        arguments: [entry, Data(response)])
    }
  }

  /// The answers of time-stamping authorities, with the entries they are about.
  public func stamps() throws -> [(entry: Int, response: [UInt8])] {
    try database.read { db in
      try Row.fetchAll(db, sql: "SELECT entry_id, response FROM custody_stamp ORDER BY id").map {
        ($0["entry_id"], Array($0["response"] as Data))
      }
    }
  }
}
