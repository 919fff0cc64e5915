import CGraphviz
import Files
import Foundation
import SystemPackage

/// Graphviz as a library, in a child process of its own.
///
/// Graphviz is not thread-safe, leaks, may take any time or memory on an unlucky graph, and shares
/// names with other libraries. So a small program, `wwww-render`, does nothing but call `runChild`:
/// DOT text goes in on standard input, the drawing comes out on standard output.
public struct GraphvizRenderer: Sendable {
  /// The name of the program that calls `runChild`.
  public static let childName = "wwww-render"

  /// The program to start.
  public var executable: FilePath
  /// The longest that one drawing may take, in seconds.
  public var seconds: Int
  /// The largest address space of the child, in bytes.
  public var memory: Int

  /// A renderer that starts `wwww-render`, which stands beside this program unless `executable`
  /// says otherwise.
  public init(executable: FilePath? = nil, seconds: Int = 120, memory: Int = 4 << 30) {
    self.executable = executable ?? Self.besideThisProgram
    self.seconds = seconds
    self.memory = memory
  }

  private static var besideThisProgram: FilePath {
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath().path ?? ""
    return FilePath(program).removingLastComponent().appending(childName)
  }

  /// Lays out and draws `dot` in a child process.
  ///
  /// - Parameters:
  ///   - dot: A graph in DOT.
  ///   - engine: A Graphviz layout engine: `sfdp`, `nop`, …
  ///   - format: A Graphviz output format: `svg`, `png`, `pdf`, `plain`, …
  ///   - images: PNG files by the name under which `dot` uses them.
  /// - Throws: `GraphvizError`; `FileError` where the temporary directory cannot be written.
  public func renderInChild(
    _ dot: String, engine: String, format: String, images: [String: [UInt8]] = [:]
  ) throws -> [UInt8] {
    let directory = try TemporaryDirectory()
    try writeAtomically(Array(dot.utf8), to: directory.path.appending("in"))
    for (name, png) in images { try writeAtomically(png, to: directory.path.appending(name)) }
    let child = try spawn(engine: engine, format: format, in: directory.path)
    let status = try wait(for: child, engine: engine)
    guard status == 0 else {
      let messages = try contents(of: directory.path.appending("messages"))
      throw failure(status: status, messages: messages, engine: engine)
    }
    return try contents(of: directory.path.appending("out"))
  }

  /// What the child does with its arguments; returns the exit status.
  public static func runChild(_ arguments: [String]) -> Int32 {
    guard arguments.count == 5, let memory = UInt(arguments[3]), let seconds = UInt(arguments[4])
    else {
      FileHandle.standardError.write(
        Data("\(childName) is started by wwww's drawing commands only\n".utf8))
      return 64
    }
    // Bounds that hold even when the parent is gone.
    limit(__rlimit_resource_t(RLIMIT_AS.rawValue), memory)
    // The signal that says so comes at the soft bound, the one that kills at the hard one.
    limit(__rlimit_resource_t(RLIMIT_CPU.rawValue), seconds, hard: seconds + 5)
    guard chdir(arguments[0]) == 0 else {
      perror(arguments[0])
      return 1
    }
    var dot = Array(FileHandle.standardInput.readDataToEndOfFile()).map { CChar(bitPattern: $0) }
    dot.append(0)
    return draw(dot, engine: arguments[1], format: arguments[2])
  }

  private static func draw(_ dot: [CChar], engine: String, format: String) -> Int32 {
    guard let context = gvContext() else { return 1 }
    defer { gvFreeContext(context) }
    guard let graph = dot.withUnsafeBufferPointer({ agmemread($0.baseAddress) }) else { return 1 }
    defer { agclose(graph) }
    guard gvLayout(context, graph, engine) == 0 else { return 1 }
    defer { gvFreeLayout(context, graph) }
    guard let output = fdopen(STDOUT_FILENO, "w"), gvRender(context, graph, format, output) == 0
    else { return 1 }
    return fclose(output) == 0 ? 0 : 1
  }

  private static func limit(_ resource: __rlimit_resource_t, _ value: UInt, hard: UInt? = nil) {
    var limit = rlimit(rlim_cur: value, rlim_max: hard ?? value)
    setrlimit(resource, &limit)
  }

  private func spawn(engine: String, format: String, in directory: FilePath) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, name, flags) in [
      (STDIN_FILENO, "in", O_RDONLY), (STDOUT_FILENO, "out", O_WRONLY | O_CREAT),
      (STDERR_FILENO, "messages", O_WRONLY | O_CREAT),
    ] {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, directory.appending(name).string, flags, 0o600)
    }
    let arguments =
      [executable.string, directory.string, engine, format]
      + [String(memory), String(seconds)]
    // The same bytes on every machine: no locale, no date of today in PDF.
    var environment = ProcessInfo.processInfo.environment
    environment["LC_ALL"] = "C"
    environment["SOURCE_DATE_EPOCH"] = "0"
    environment["SERVER_NAME"] = nil
    var argv = arguments.map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var child: pid_t = 0
    let result = posix_spawn(&child, executable.string, &actions, nil, &argv, &envp)
    guard result == 0 else {
      throw GraphvizError.cannotStart(
        "\(displayName(executable)): \(String(cString: strerror(result)))")
    }
    return child
  }

  private func wait(for child: pid_t, engine: String) throws -> Int32 {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var status: Int32 = 0
    while true {
      let result = waitpid(child, &status, WNOHANG)
      if result == child { return status }
      if result < 0, errno != EINTR {
        throw GraphvizError.cannotStart(String(cString: strerror(errno)))
      }
      if ContinuousClock.now >= deadline {
        kill(child, SIGKILL)
        waitpid(child, &status, 0)
        throw GraphvizError.tooSlow(engine: engine, seconds: seconds)
      }
      usleep(2000)
    }
  }

  /// An exit status in the high byte, a signal in the low seven bits.
  private func failure(status: Int32, messages: [UInt8], engine: String) -> GraphvizError {
    let signal = status & 0x7F
    if signal == SIGXCPU { return .tooSlow(engine: engine, seconds: seconds) }
    if signal != 0 { return .died(engine: engine, reason: "signal \(signal)") }
    let lines = displayName(bytes: messages).split(separator: "\n")
    let reason = lines.last { $0.contains("rror") } ?? lines.last
    return .refused(reason.map(String.init) ?? "exit status \(status >> 8)")
  }

  private func contents(of file: FilePath) throws -> [UInt8] {
    do {
      let descriptor = try FileDescriptor.open(file, .readOnly)
      defer { try? descriptor.close() }
      var bytes: [UInt8] = []
      let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
      defer { chunk.deallocate() }
      while case let count = try descriptor.read(into: chunk), count > 0 {
        bytes.append(contentsOf: chunk[..<count])
      }
      return bytes
    } catch let error as Errno { throw FileError(.read, displayName(file), error) }
  }
}

/// A directory that only this user can read and that vanishes with its last owner.
private final class TemporaryDirectory {
  let path: FilePath

  init() throws {
    let base = FilePath(ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp")
    let template = base.appending("wwww-XXXXXX").string
    var name = Array(template.utf8CString)
    guard mkdtemp(&name) != nil else {
      throw FileError(.create, displayName(base), Errno(rawValue: errno))
    }
    path = FilePath(platformString: name)
  }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }
}
