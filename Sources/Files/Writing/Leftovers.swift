import Foundation
import Synchronization
import SystemPackage

/// What the program must not leave behind: temporary files and folders, and child processes.
///
/// Whoever makes one says so before; where the program is stopped by a signal, all are done away
/// with, and what a program that was killed left behind goes at the next start.
public enum Leftovers {
  private struct Known {
    var paths: Set<FilePath> = []
    var children: Set<pid_t> = []
  }

  private static let known = Mutex(Known())

  /// The beginning of the names of temporary folders and files, before the number of the process.
  static let folderPrefix = "wwww-"
  static let filePrefix = ".wwww-"

  /// Notes a temporary file or folder that is about to be made.
  static func add(_ path: FilePath) { known.withLock { _ = $0.paths.insert(path) } }
  /// Forgets one that is gone.
  static func remove(_ path: FilePath) { known.withLock { _ = $0.paths.remove(path) } }

  /// Notes a child process.
  public static func add(child: pid_t) { known.withLock { _ = $0.children.insert(child) } }
  /// Forgets a child process that has ended.
  public static func remove(child: pid_t) { known.withLock { _ = $0.children.remove(child) } }

  /// Where the handler of signals tells which one came; set before there is a handler.
  private nonisolated(unsafe) static var doorbell: CInt = -1

  /// From now on an interruption (SIGINT, SIGTERM, SIGHUP) ends the program at once: with `message`
  /// on standard error, without child processes, and without temporary files. What the shell set to
  /// be ignored, as under `nohup`, still is.
  ///
  /// Signals are handled, not blocked and waited for: libraries start threads before `main`, which
  /// would take them.
  public static func clearWhenInterrupted(saying message: String) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    // Children do not get them.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    doorbell = ends[1]
    // Who started this program may have had them blocked.
    var handled = sigset_t()
    sigemptyset(&handled)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&handled, signal) }
    pthread_sigmask(SIG_UNBLOCK, &handled, nil)
    for signal in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      sigaction(signal, nil, &action)
      let isIgnored = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
      if isIgnored { continue }
      action.__sigaction_handler.sa_handler = { signal in
        let before = errno
        var byte = UInt8(truncatingIfNeeded: signal)
        _ = write(Leftovers.doorbell, &byte, 1)
        errno = before
      }
      action.sa_flags = SA_RESTART
      sigemptyset(&action.sa_mask)
      sigaction(signal, &action, nil)
    }
    Thread.detachNewThread { [bell = ends[0]] in
      var signal: UInt8 = 0
      while read(bell, &signal, 1) != 1 { guard errno == EINTR else { return } }
      // Nothing is begun any more: the lock is kept.
      known.withLock { known in
        for child in known.children { kill(child, SIGKILL) }
        // Until they are gone, children and other threads may still put something in.
        for _ in 0..<50 {
          known.paths = known.paths.filter { path in
            try? FileManager.default.removeItem(atPath: path.string)
            return !isAbsent(path)
          }
          if known.paths.isEmpty { break }
          usleep(10_000)
        }
        let line = (isatty(STDERR_FILENO) == 1 ? "\r\u{1B}[K" : "") + message + "\n"
        _ = Array(line.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        _exit(128 + CInt(signal))
      }
    }
  }

  /// Removes temporary folders of programs that were killed.
  public static func sweepTemporaryFolders() {
    let base = TemporaryDirectory.base
    for name in names(in: base) where isOrphan(name, prefix: folderPrefix) {
      let path = base.appending(name).string
      var status = stat()
      guard lstat(path, &status) == 0, status.st_uid == geteuid(),
        status.st_mode & S_IFMT == S_IFDIR
      else { continue }
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  /// Removes unfinished files of programs that were killed from `folder`.
  static func sweepFiles(in folder: OpenFolder) {
    for name in names(in: folder.path) where name.hasSuffix(".part") {
      if isOrphan(name, prefix: filePrefix) { unlinkat(folder.descriptor, name, 0) }
    }
  }

  private static func names(in folder: FilePath) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
  }

  /// Whether a name has the number of a process that is no more.
  private static func isOrphan(_ name: String, prefix: String) -> Bool {
    guard name.hasPrefix(prefix) else { return false }
    let parts = name.dropFirst(prefix.count).split(separator: "-")
    guard parts.count == 2, let process = pid_t(parts[0]), process > 0 else { return false }
    return kill(process, 0) != 0 && errno == ESRCH
  }
}
