import CTimeStamping
import CaseStore
import Domain
import FaceVision
import Files
import GraphFormats
import ParallelLoops
import Synchronization
import SystemPackage

/// Whether a case is what its log says: originals, models, database and the chain of the log.
public struct CustodyVerification: Sendable {
  /// Something that was checked and is not as it should be, or that cannot be checked.
  public struct Finding: Sendable, Equatable {
    /// How much it matters.
    public enum Weight: String, Sendable {
      /// It is not as it should be.
      case wrong
      /// It is said, and nothing is wrong.
      case note
    }

    /// How much it matters.
    public var weight: Weight
    /// What was checked: "original", "model", "database", "log", "stamp".
    public var part: String
    /// Which.
    public var name: String
    /// In a word: "changed", "missing", "altered", "purged", ….
    public var state: String
    /// In a sentence.
    public var message: String
  }

  /// What was found, by part.
  public private(set) var findings: [Finding] = []
  /// How many files, models and entries were in order.
  public private(set) var sound: [String: Int] = [:]
  /// The last entry's number and hash.
  public private(set) var head: (entry: Int, hash: String)?

  /// Whether nothing is wrong.
  public var isSound: Bool { !findings.contains { $0.weight == .wrong } }

  /// Checks the case in `storage`.
  ///
  /// - Parameters:
  ///   - models: The model files; `nil` leaves them out.
  ///   - authorities: A PEM file with certificates of time-stamping authorities, to check their answers.
  ///   - readsOriginals: Whether originals are read and hashed, else only their size and time compared.
  ///   - jobs: How many threads read.
  /// - Throws: An error of the case.
  /// - Complexity: O(bytes of originals, models and case).
  public init(
    of storage: SQLiteCase, models: ModelLibrary?, authorities: FilePath? = nil,
    readsOriginals: Bool = true, jobs: Int = allCores,
    progress: any ProgressReporter = SilentProgress()
  ) throws {
    let log = try storage.custodyLog()
    checkChain(log)
    try checkDatabase(storage, log)
    checkStamps(try storage.stamps(), log, authorities)
    if let models { try checkModels(models, storage) }
    try checkOriginals(
      storage.manifest(), readsOriginals: readsOriginals, jobs: jobs, progress: progress)
  }

  private mutating func add(
    _ weight: Finding.Weight, _ part: String, _ name: String, _ state: String, _ message: String
  ) {
    findings.append(
      Finding(weight: weight, part: part, name: name, state: state, message: message))
  }

  // MARK: The log

  private mutating func checkChain(_ log: [CustodyEntry]) {
    head = log.last.map { ($0.id, $0.hash) }
    let purged = Set(log.flatMap { $0.kept?.details?.purged?.entries ?? [] })
    let answered = Set(log.compactMap(\.beginning))
    var previous = CustodyEntry.origin
    var number = 1
    var forgotten: [Int] = []
    for entry in log {
      let name = "entry \(entry.id)"
      var isSound = true
      func wrong(_ state: String, _ message: String) {
        isSound = false
        add(.wrong, "log", name, state, message)
      }
      if entry.id != number {
        wrong("missing", "entries \(number) to \(entry.id - 1) are missing before it")
      }
      if entry.previous != previous {
        wrong("altered", "it does not follow the entry before it: one of them was altered")
      }
      if entry.hash != entry.expectedHash { wrong("altered", "it was altered after it was made") }
      if let kept = entry.kept {
        if CustodyEntry.digest(of: kept.json, salt: kept.salt) != entry.digest {
          wrong("altered", "its details were altered after it was made")
        }
      } else if purged.contains(entry.id) {
        isSound = false
        forgotten.append(entry.id)
      } else {
        wrong("missing", "its details are missing, and no purge took them away")
      }
      if ![CustodyEntry.outcome, CustodyEntry.purge, CustodyEntry.head].contains(entry.action),
        !answered.contains(entry.id), entry.id != log.last?.id
      {
        add(
          .note, "log", name, "unfinished",
          "`\(entry.action)` has no outcome: it goes on, or was stopped")
      }
      sound["log", default: 0] += isSound ? 1 : 0
      previous = entry.hash
      number = entry.id + 1
    }
    if !forgotten.isEmpty {
      add(
        .note, "log", Self.ranges(forgotten), "purged",
        "details of \(Count.of(forgotten.count, "entry", "entries")) were purged, as the log tells"
      )
    }
  }

  /// "entry 3", or "entries 3–5, 8".
  private static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound == number - 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    let list = ranges.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)"
    }
    return (numbers.count == 1 ? "entry " : "entries ") + list.joined(separator: ", ")
  }

  // MARK: The database

  private mutating func checkDatabase(_ storage: SQLiteCase, _ log: [CustodyEntry]) throws {
    let problems = try storage.integrityProblems()
    for problem in problems { add(.wrong, "database", "case.sqlite", "damaged", problem) }
    guard let last = log.last(where: { $0.kept?.details?.state != nil }),
      let details = last.kept?.details
    else {
      add(
        .note, "database", "case.sqlite", "unknown",
        "no entry of the log tells the state of the case, so alterations cannot be noticed")
      return
    }
    let now = try storage.state()
    let isBusy = storage.otherActivity() != nil
    if now.schema != details.schema {
      add(
        .note, "database", "case.sqlite", "unknown",
        "the case was brought up to date since entry \(last.id), so alterations cannot be noticed")
    } else if now.state != details.state {
      let open = log.contains { entry in
        entry.mayChange && !log.contains { $0.beginning == entry.id }
      }
      if isBusy {
        add(
          .note, "database", "case.sqlite", "unknown",
          "another wwww is changing the case now; verify again when it is done")
      } else if open {
        add(
          .note, "database", "case.sqlite", "unknown",
          "the case is another than after entry \(last.id), and actions since then have no outcome "
            + "that could tell")
      } else {
        add(
          .wrong, "database", "case.sqlite", "altered",
          "the case is not as entry \(last.id) of \(last.time) left it: something else wrote to it")
      }
    } else if problems.isEmpty {
      sound["database"] = 1
    }
  }

  // MARK: Time stamps

  private mutating func checkStamps(
    _ stamps: [(entry: Int, response: [UInt8])], _ log: [CustodyEntry], _ authorities: FilePath?
  ) {
    for (id, response) in stamps {
      let name = "entry \(id)"
      guard let entry = log.first(where: { $0.id == id }) else {
        add(.wrong, "stamp", name, "missing", "the entry that was time-stamped is gone")
        continue
      }
      do {
        let stamp = try TimeStamp(response: response, of: entry.text, authorities: authorities)
        if stamp.isVerified {
          sound["stamp", default: 0] += 1
          add(
            .note, "stamp", name, "stamped",
            "it existed at \(stamp.time), as \(stamp.authority) says")
        } else {
          add(
            .note, "stamp", name, "unchecked",
            "an answer says that it existed at \(stamp.time); give the authority's certificates with "
              + "--ca to check it")
        }
      } catch { add(.wrong, "stamp", name, "wrong", "\(error)") }
    }
  }

  // MARK: Models

  private mutating func checkModels(_ models: ModelLibrary, _ storage: SQLiteCase) throws {
    var hashes: [String: Result<String, any Error>] = [:]
    for (file, sha256, run) in try storage.modelsUsed() where sha256 != "?" {
      // Runs on faces that were encoded elsewhere call models by their names.
      let path = models.folder.appending(models.models.first { $0.name == file }?.file ?? file)
      let hash = hashes[file] ?? Result { try ContentHash.of(file: path) }
      hashes[file] = hash
      switch hash {
      // Faces that were encoded elsewhere tell but the beginning of the hash.
      case .success(let found) where found.hasPrefix(sha256): sound["model", default: 0] += 1
      case .success:
        add(
          .wrong, "model", file, "changed",
          "it is not the file that run \(run) used, whose SHA-256 is \(sha256)")
      case .failure(let error): add(.wrong, "model", file, "missing", "\(error)")
      }
    }
  }

  // MARK: Originals

  private mutating func checkOriginals(
    _ manifest: [ManifestEntry], readsOriginals: Bool, jobs: Int, progress: any ProgressReporter
  ) throws {
    let states = Mutex([Int: (String, String)]())
    let done = Mutex(0)
    parallelFor(count: manifest.count, jobs: jobs) { range, _ in
      for i in range {
        let state = Self.state(of: manifest[i], readsOriginals: readsOriginals)
        states.withLock { $0[i] = state }
        let count = done.withLock { done -> Int in
          done += 1
          return done
        }
        progress.update("Checking originals", done: count, of: manifest.count)
      }
    }
    progress.finish()
    let found = states.withLock { $0 }
    for i in manifest.indices {
      guard let (state, message) = found[i] else {
        sound["original", default: 0] += 1
        continue
      }
      add(
        state == "unseen" ? .note : .wrong, "original", manifest[i].path, state, message)
    }
  }

  /// What is wrong with an original; `nil` where nothing is.
  private static func state(of entry: ManifestEntry, readsOriginals: Bool) -> (String, String)? {
    if entry.isImported {
      return ("unseen", "its faces were imported; the file itself was never read")
    }
    let path = FilePath(bytes: entry.location)
    guard let stamp = FileStamp(of: path) else {
      return ("missing", "it is not where it was: \(displayName(path))")
    }
    if !readsOriginals {
      return stamp.size == entry.bytes ? nil : ("changed", "it has another size")
    }
    do {
      let hash = try ContentHash.of(file: path)
      return hash == entry.sha256
        ? nil : ("changed", "its SHA-256 is \(hash), not \(entry.sha256)")
    } catch { return ("unreadable", "\(error)") }
  }

  /// The findings, and the count of what is in order.
  public var table: ResultTable {
    var table = ResultTable(columns: ["part", "name", "state", "message"])
    for finding in findings {
      table.append([
        .text(finding.part), .text(finding.name), .text(finding.state), .text(finding.message),
      ])
    }
    return table
  }

  /// In a sentence.
  public var summary: String {
    let parts = [
      ("original", "original", "originals"), ("model", "model file", "model files"),
      ("log", "entry of the log", "entries of the log"), ("stamp", "time stamp", "time stamps"),
    ].compactMap { key, one, many in
      sound[key].map { "\(Count.of($0, one, many))" }
    }
    let database = sound["database"] == nil ? [] : ["the database"]
    let good = (parts + database).joined(separator: ", ")
    let wrong = findings.count { $0.weight == .wrong }
    return "In order: \(good.isEmpty ? "nothing" : good). "
      + (wrong == 0 ? "Nothing is wrong." : "\(Count.of(wrong, "thing")) not as it should be.")
  }
}
