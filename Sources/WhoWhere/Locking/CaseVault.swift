import CaseStore
import Files
import Foundation
import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// A case in an encrypted folder, which is mounted while the case is in use.
///
/// The encrypted folder `CASE.encrypted` lies beside the case's own. Unlocked, it is mounted at the
/// case's folder through FUSE, and every program of this user sees the case there; locked, that folder is
/// empty. gocryptfs encrypts each file with AES-256-GCM under a key that the passphrase opens (scrypt).
/// The passphrase goes to it through a pipe, never through arguments, environment or files.
///
/// Reference: gocryptfs(1).
public struct CaseVault {
  /// What becomes of a case.
  public enum State: Sendable, Equatable {
    /// It lies open on the disk.
    case plain
    /// Its encrypted folder is mounted.
    case unlocked
    /// It is encrypted, and not to be seen.
    case locked
    /// There is none.
    case missing
  }

  /// Why a case is not locked or unlocked.
  public enum Problem: Error, Equatable, CustomStringConvertible {
    /// A program that is needed is not installed.
    case notInstalled(String)
    /// FUSE cannot be used here.
    case noFUSE(String)
    /// The passphrase is wrong.
    case wrongPassphrase
    /// The passphrase is empty.
    case noPassphrase
    /// There is nothing to unlock.
    case notLocked(String)
    /// It is locked already.
    case locked(String)
    /// Files of the case are open.
    case inUse(String)
    /// Something stands in the way.
    case inTheWay(String)
    /// The encrypted copy is not the same.
    case differs(String)
    /// What the other program said.
    case failed(String)

    public var description: String {
      switch self {
      case .notInstalled(let program):
        "\(program) is not installed; `apt-get install gocryptfs fuse3` brings it"
      case .noFUSE(let reason): "encrypted folders need FUSE, which cannot be used here: \(reason)"
      case .wrongPassphrase: "the passphrase is wrong"
      case .noPassphrase: "the passphrase is empty"
      case .notLocked(let folder): "there is no locked case at \(folder)"
      case .locked(let folder): "the case \(folder) is locked already"
      case .inUse(let folder):
        "the case \(folder) is in use; close what has files of it open, such as `wwww review`"
      case .inTheWay(let path): "\(path) is in the way; move it elsewhere"
      case .differs(let file): "the encrypted copy of \(file) is not the same; nothing was removed"
      case .failed(let message): message
      }
    }
  }

  /// The case's folder.
  public let folder: FilePath
  /// The encrypted folder.
  public var encrypted: FilePath { sibling(CaseStore.SQLiteCase.encryptedSuffix) }
  private var unfinished: FilePath { sibling(".encrypting") }
  private var remains: FilePath { sibling(".plain") }

  /// The vault of the case in `folder`.
  public init(of folder: FilePath) {
    self.folder = absolutePath(folder) ?? folder
  }

  private func sibling(_ suffix: String) -> FilePath {
    FilePath(bytes: folder.bytes + Array(suffix.utf8))
  }

  /// How the case lies there.
  public var state: State {
    if isMounted { return .unlocked }
    if !isAbsent(folder.appending(SQLiteCase.fileName)) { return .plain }
    return isAbsent(encrypted.appending("gocryptfs.conf")) ? .missing : .locked
  }

  /// Locks the case: unmounts it; or, where it lies open, encrypts it first, compares the copy, and
  /// overwrites and removes what lay open.
  ///
  /// - Parameter passphrase: Asked for only where the case is encrypted for the first time.
  /// - Throws: `Problem`; `CaseError.busy` where another program has the case open; `FileError`.
  /// - Complexity: O(bytes of the case) the first time.
  public func lock(passphrase: () throws -> [UInt8]) throws {
    try removeRemains()
    switch state {
    case .locked: throw Problem.locked(displayName(folder))
    case .missing: throw CaseError.noCase(folder: displayName(folder))
    case .unlocked: try unmount(folder)
    case .plain:
      guard isAbsent(encrypted) else { throw Problem.inTheWay(displayName(encrypted)) }
      try SQLiteCase.settle(in: folder)
      try encrypt(with: Self.checked(try passphrase()))
      // From here on the encrypted copy counts.
      try rename(folder, to: remains)
      try makePrivate(folder)
      try rename(unfinished, to: encrypted)
      try removeRemains()
    }
  }

  /// Mounts the case, to be used like any other until it is locked.
  ///
  /// - Throws: `Problem`; `FileError`.
  public func unlock(passphrase: () throws -> [UInt8]) throws {
    try removeRemains()
    guard state == .locked else { throw Problem.notLocked(displayName(folder)) }
    if isAbsent(folder) { try makePrivate(folder) }
    try mount(encrypted, at: folder, Self.checked(try passphrase()))
  }

  private static func checked(_ passphrase: [UInt8]) throws -> [UInt8] {
    guard !passphrase.isEmpty else { throw Problem.noPassphrase }
    return passphrase
  }

  // MARK: Encrypting

  private func encrypt(with passphrase: [UInt8]) throws {
    try? FileManager.default.removeItem(atPath: unfinished.string)
    try makePrivate(unfinished)
    let point = sibling(".mount")
    try makePrivate(point)
    defer { rmdir(point.string) }
    do {
      try run("gocryptfs", ["-init", "-q", "-nosyslog", "--", unfinished.string], passphrase)
      try mount(unfinished, at: point, passphrase)
      do {
        try copy(folder, to: point)
      } catch {
        try? unmount(point)
        throw error
      }
      try unmount(point)
    } catch {
      try? FileManager.default.removeItem(atPath: unfinished.string)
      throw error
    }
  }

  /// Copies every file, and compares the copies.
  private func copy(_ from: FilePath, to: FilePath) throws {
    let names = try FileManager.default.subpathsOfDirectory(atPath: from.string)
    for name in names {
      let (source, target) = (from.pushing(FilePath(name)), to.pushing(FilePath(name)))
      try FileManager.default.createDirectory(
        atPath: target.removingLastComponent().string, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      var status = stat()
      guard lstat(source.string, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      try FileManager.default.copyItem(atPath: source.string, toPath: target.string)
      guard try ContentHash.of(file: source) == ContentHash.of(file: target) else {
        throw Problem.differs(displayName(source))
      }
    }
  }

  /// Overwrites and removes what lay open before.
  private func removeRemains() throws {
    guard !isAbsent(remains) else { return }
    guard state == .locked || state == .unlocked else {
      // Stopped between two renames: the encrypted copy has not its name yet.
      if !isAbsent(unfinished), isAbsent(encrypted) { try rename(unfinished, to: encrypted) }
      guard state == .locked || state == .unlocked else {
        throw Problem.inTheWay(displayName(remains))
      }
      return try removeRemains()
    }
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    for name in try FileManager.default.subpathsOfDirectory(atPath: remains.string) {
      let path = remains.pushing(FilePath(name))
      let descriptor = open(path.string, O_WRONLY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      var left = FileStamp(of: path)?.size ?? 0
      while left > 0 {
        let count = write(descriptor, zeros, min(left, zeros.count))
        guard count > 0 else { break }
        left -= count
      }
      fsync(descriptor)
    }
    try FileManager.default.removeItem(atPath: remains.string)
  }

  private func rename(_ from: FilePath, to: FilePath) throws {
    guard Glibc.rename(from.string, to.string) == 0 else {
      throw FileError(.rename, displayName(from), Errno(rawValue: errno))
    }
  }

  private func makePrivate(_ path: FilePath) throws {
    guard mkdir(path.string, 0o700) == 0 || errno == EEXIST else {
      throw FileError(.create, displayName(path), Errno(rawValue: errno))
    }
    chmod(path.string, 0o700)
  }

  // MARK: Mounting

  /// Whether something encrypted is mounted at the case's folder; see proc(5), mountinfo.
  private var isMounted: Bool {
    guard let bytes = try? readFile("/proc/self/mountinfo") else { return false }
    // Spaces in names are written as octal numbers.
    let name = folder.string.replacing("\\", with: "\\134").replacing(" ", with: "\\040")
      .replacing("\t", with: "\\011").replacing("\n", with: "\\012")
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").contains { line in
      let fields = line.split(separator: " ")
      return fields.count > 4 && fields[4] == name[...] && line.contains(" - fuse.gocryptfs ")
    }
  }

  private func mount(_ encrypted: FilePath, at point: FilePath, _ passphrase: [UInt8]) throws {
    guard access("/dev/fuse", R_OK | W_OK) == 0 else {
      throw Problem.noFUSE("/dev/fuse is missing or may not be opened")
    }
    try run(
      "gocryptfs", ["-q", "-nosyslog", "--", encrypted.string, point.string], passphrase)
  }

  private func unmount(_ point: FilePath) throws {
    do { try run("fusermount3", ["-u", "--", point.string], []) } catch Problem.failed(let said) {
      throw said.lowercased().contains("busy") ? Problem.inUse(displayName(folder)) : .failed(said)
    }
  }

  /// Runs another program, with `input` on its standard input.
  private func run(_ program: String, _ arguments: [String], _ input: [UInt8]) throws {
    guard
      let folder = ["/usr/bin", "/usr/local/bin", "/bin"]
        .first(where: { access($0 + "/" + program, X_OK) == 0 })
    else { throw Problem.notInstalled(program) }
    // A file, not a pipe: what stays in the background would keep it open.
    let temporary = try TemporaryDirectory()
    let said = temporary.path.appending("said").string
    _ = FileManager.default.createFile(atPath: said, contents: nil)
    let line = input + [0x0A]
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Problem.failed("no pipe for \(program)") }
    // Whatever else is started meanwhile must not hold it open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // Not Foundation's Process: it waits for what the program leaves in the background, too.
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    posix_spawn_file_actions_addopen(&actions, 1, said, O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let texts = ([program] + arguments).map { strdup($0) }
    let environment = [strdup("PATH=/usr/bin:/bin:/usr/sbin:/sbin")]
    defer { for text in texts + environment { free(text) } }
    var child = pid_t()
    let failure = posix_spawn(
      &child, folder + "/" + program, &actions, nil, texts + [nil], environment + [nil])
    close(ends[0])
    defer { if failure != 0 { close(ends[1]) } }
    guard failure == 0 else { throw Problem.failed("\(program) does not start") }
    // A few bytes, for which a pipe always has room; whoever does not read them is no harm.
    signal(SIGPIPE, SIG_IGN)
    _ = line.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
    close(ends[1])
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    guard status != 0 else { return }
    // gocryptfs(1), exit codes.
    if program == "gocryptfs", (status >> 8) & 0xFF == 12 { throw Problem.wrongPassphrase }
    let text = String(
      decoding: (try? Data(contentsOf: URL(fileURLWithPath: said))) ?? Data(), as: UTF8.self
    )
    .split(separator: "\n").map { String($0) }
    let reason = text.last { !$0.isEmpty } ?? "\(program) failed"
    if program == "gocryptfs", reason.lowercased().contains("fuse") || reason.contains("fusermount")
    {
      throw Problem.noFUSE(reason)
    }
    throw Problem.failed("\(program): \(reason)")
  }
}
