import Files
import Foundation
import GRDB
import SystemPackage

/// Opens the database file of a case.
///
/// To write, the file is made and brought up to date by one program at a time, and for nobody but
/// its owner. To read, nothing is ever written: where SQLite would need to make files beside a
/// database in write-ahead mode and may not, the file is opened as one that nobody changes, and a
/// case of an older version is brought up to date in a copy.
///
/// References: SQLite's "Write-Ahead Logging", read-only databases; `immutable` of "URI Filenames".
enum CaseDatabase {
  /// The file's name in the case's folder.
  static let fileName = "case.sqlite"

  /// What the name of the folder that holds a locked case ends with.
  static let encryptedSuffix = ".encrypted"

  /// How long others may take to bring a case up to date.
  private static let patience = 600.0

  /// Opens the database of the case in `folder` to write.
  ///
  /// - Parameter isNew: Whether it is made where there is none.
  /// - Throws: `CaseError`; `FileError` where the folder cannot be written.
  static func toWrite(in folder: FilePath, isNew: Bool) throws -> DatabasePool {
    let file = folder.appending(fileName)
    if isNew {
      try refuseLocked(folder)
      try makePrivateFolder(folder)
    } else {
      try requireCase(in: folder)
    }
    guard let lock = try CaseLock(.opening, in: folder, seconds: patience) else {
      throw CaseError.busy(activity: "another wwww is bringing this case up to date")
    }
    return try withExtendedLifetime(lock) {
      if isNew { try makePrivateFile(file) }
      return try explaining(file) {
        let pool = try DatabasePool(
          path: file.string, configuration: configuration(waitingIn: folder))
        try refuseNewer(pool, file)
        try Schema.bringUpToDate(pool)
        return pool
      }
    }
  }

  /// Opens the database of the case in `folder` to read.
  ///
  /// - Parameter prepare: What each connection needs.
  /// - Throws: `CaseError`.
  static func toRead(
    in folder: FilePath, prepare: @escaping @Sendable (Database) throws -> Void = { _ in }
  ) throws -> DatabaseQueue {
    try requireCase(in: folder)
    let file = folder.appending(fileName)
    return try explaining(file) {
      var queue = try readable(file, prepare)
      try refuseNewer(queue, file)
      if try !queue.read(Schema.isCurrent) {
        // Somebody may be about to make it.
        _ = try? CaseLock(.opening, in: folder, seconds: patience)
        queue = try readable(file, prepare)
        if try !queue.read(Schema.isCurrent) {
          queue = try migratedCopy(of: queue, prepare)
        }
      }
      return queue
    }
  }

  /// Whether the case in `folder` can be written to, and is of this version.
  static func isWritable(in folder: FilePath) -> Bool {
    let file = folder.appending(fileName)
    guard access(file.string, W_OK) == 0, access(folder.string, W_OK) == 0 else { return false }
    let isCurrent = try? readable(file) { _ in }.read(Schema.isCurrent)
    return isCurrent == true
  }

  /// What another program does to the case in `folder` now, in a sentence; `nil` where that is not
  /// known.
  static func activity(in folder: FilePath) -> String? {
    let own = CaseWaiting.ownRuns(in: folder).map(\.description).joined(separator: ", ")
    guard (try? CaseLock(.running, in: folder)) == nil,
      let queue = try? readable(folder.appending(fileName), { _ in }),
      let run = try? queue.read({ db in
        try Row.fetchOne(
          db,
          sql: """
            SELECT command, started FROM run_record
            WHERE finished IS NULL AND id NOT IN (\(own)) ORDER BY id DESC LIMIT 1
            """)
      })
    else { return nil }
    let doing = ["index": "indexing", "cluster": "clustering", "import": "importing into"]
    let command: String = run["command"]
    return
      "another wwww is \(doing[command] ?? "working on") this case since \(run["started"] ?? "")"
  }

  private static func configuration(
    isReadOnly: Bool = false, waitingIn folder: FilePath? = nil
  ) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = folder.map { CaseWaiting.mode(in: $0) } ?? .timeout(30)
    return configuration
  }

  private static func readable(
    _ file: FilePath, _ prepare: @escaping @Sendable (Database) throws -> Void
  ) throws -> DatabaseQueue {
    var configuration = configuration(isReadOnly: true)
    configuration.prepareDatabase(prepare)
    func open(_ path: String) throws -> DatabaseQueue {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { _ = try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
      return queue
    }
    do { return try open(file.string) } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_PERM:
        // What stands in a journal beside it would be missed.
        if (FileStamp(of: journal(of: file))?.size ?? 0) > 0 {
          guard let copy = try recoveredCopy(of: file, prepare) else { throw error }
          return copy
        }
        guard let absolute = absolutePath(file) else { throw error }
        return try open("file:" + percentEncoded(absolute) + "?immutable=1")
      default: throw error
      }
    }
  }

  private static func journal(of file: FilePath) -> FilePath { FilePath(file.string + "-wal") }

  /// A copy in which the journal is taken in, without a name, so that it is gone with the connection;
  /// `nil` where somebody writes all the while.
  private static func recoveredCopy(
    of file: FilePath, _ prepare: @escaping @Sendable (Database) throws -> Void
  ) throws -> DatabaseQueue? {
    for _ in 0..<5 {
      let folder = try TemporaryDirectory()
      let target = folder.path.appending(fileName)
      func stamps() -> [FileStamp?] { [file, journal(of: file)].map { FileStamp(of: $0) } }
      let before = stamps()
      for (from, to) in [(file, target), (journal(of: file), journal(of: target))] {
        try FileManager.default.copyItem(atPath: from.string, toPath: to.string)
        chmod(to.string, 0o600)
      }
      guard stamps() == before else { continue }
      let copy = try DatabaseQueue(path: target.string, configuration: configuration())
      try copy.inDatabase { db in
        try db.execute(sql: "PRAGMA temp_store = memory; PRAGMA journal_mode = memory")
        try prepare(db)
        try db.execute(sql: "PRAGMA query_only = 1")
      }
      return copy
    }
    return nil
  }

  private static func percentEncoded(_ path: FilePath) -> String {
    path.bytes.map { byte in
      let scalar = Unicode.Scalar(byte)
      return scalar.properties.isAlphabetic && byte < 0x80 || "/._-0123456789".utf8.contains(byte)
        ? String(scalar) : "%" + String(Int(byte) + 0x100, radix: 16).dropFirst().uppercased()
    }.joined()
  }

  /// A copy that is brought up to date, without a name, so that it is gone with the connection.
  private static func migratedCopy(
    of queue: DatabaseQueue, _ prepare: @escaping @Sendable (Database) throws -> Void
  ) throws -> DatabaseQueue {
    let folder = try TemporaryDirectory()
    let file = folder.path.appending(fileName)
    try makePrivateFile(file)
    let copy = try DatabaseQueue(path: file.string, configuration: configuration())
    try queue.backup(to: copy)
    try copy.inDatabase { db in
      try db.execute(sql: "PRAGMA temp_store = memory; PRAGMA journal_mode = memory")
    }
    try Schema.bringUpToDate(copy)
    try copy.inDatabase { db in
      try prepare(db)
      try db.execute(sql: "PRAGMA query_only = 1")
    }
    return copy
  }

  private static func requireCase(in folder: FilePath) throws {
    let file = folder.appending(fileName)
    guard FileManager.default.fileExists(atPath: file.string) else {
      try refuseLocked(folder)
      throw CaseError.noCase(folder: displayName(folder))
    }
  }

  /// A locked case is none to be made anew.
  private static func refuseLocked(_ folder: FilePath) throws {
    let absolute = absolutePath(folder) ?? folder
    let locked = FilePath(bytes: absolute.bytes + Array(encryptedSuffix.utf8))
    if isAbsent(folder.appending(fileName)), !isAbsent(locked) {
      throw CaseError.locked(folder: displayName(folder))
    }
  }

  /// Leaves write-ahead mode, which needs the file for itself.
  static func settle(in folder: FilePath) throws {
    try requireCase(in: folder)
    let file = folder.appending(fileName)
    do {
      var configuration = configuration()
      configuration.busyMode = .timeout(2)
      let queue = try DatabaseQueue(path: file.string, configuration: configuration)
      let mode = try queue.inDatabase {
        try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE")
      }
      try queue.close()
      if mode != "delete" { throw CaseError.busy(activity: "another program has this case open") }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      throw CaseError.busy(activity: "another program has this case open")
    }
  }

  private static func refuseNewer(_ database: any DatabaseReader, _ file: FilePath) throws {
    if try database.read(Schema.migrator.hasBeenSuperseded) {
      throw CaseError.newer(file: displayName(file))
    }
  }

  private static func explaining<Result>(_ file: FilePath, _ body: () throws -> Result) throws
    -> Result
  {
    do { return try body() } catch let error as DatabaseError {
      let explained = CaseError.explaining(error)
      throw explained as? CaseError
        ?? CaseError.unusable(file: displayName(file), reason: error.message ?? "\(error)")
    }
  }

  /// Whatever the umask, what a case holds is for its owner alone.
  private static func makePrivateFolder(_ folder: FilePath) throws {
    let isNew = isAbsent(folder)
    try makeDirectory(folder)
    if isNew { chmod(folder.string, 0o700) }
  }

  private static func makePrivateFile(_ file: FilePath) throws {
    let descriptor = open(file.string, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      fchmod(descriptor, 0o600)
      close(descriptor)
    } else if errno != EEXIST {
      throw FileError(.create, displayName(file), Errno(rawValue: errno))
    }
  }
}
