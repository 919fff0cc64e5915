import Files
import Foundation
import SystemPackage

/// Drawing in a child process of its own, within bounds of time and memory.
///
/// Graphviz is not thread-safe, leaks, may take any time or memory on an unlucky graph, and shares
/// names with other libraries; it and Pango bring dozens of libraries along. So a small program,
/// `wwww-render`, does nothing but draw: it gets a description on standard input and writes the
/// drawing to standard output.
///
/// ```swift
/// let svg = try DrawingProcess().draw(
///   "graph { a -- b }", as: .graph(engine: "neato", format: "svg"))
/// ```
public struct DrawingProcess: Sendable {
  /// The name of the program that draws.
  public static let programName = "wwww-render"

  /// What there is to draw.
  public enum Task: Sendable, Equatable {
    /// A graph in DOT, with a layout engine and an output format of Graphviz.
    case graph(engine: String, format: String)
    /// Pages in JSON, an array of `SheetPage`; `png` draws the first, `pdf` all.
    case sheet(format: String)
    /// A `Canvas` in JSON.
    case canvas(format: String)
    /// The widths of texts, a JSON array, in a size of 1.
    case measure
    /// A graph in DOT, which becomes node-link JSON.
    case parse

    /// The task that the program's arguments name; `nil` where they name none.
    public init?(arguments: [String]) {
      switch (arguments.first, arguments.count) {
      case ("graph", 3): self = .graph(engine: arguments[1], format: arguments[2])
      case ("sheet", 2): self = .sheet(format: arguments[1])
      case ("canvas", 2): self = .canvas(format: arguments[1])
      case ("measure", 1): self = .measure
      case ("parse", 1): self = .parse
      default: return nil
      }
    }

    var arguments: [String] {
      switch self {
      case .graph(let engine, let format): ["graph", engine, format]
      case .sheet(let format): ["sheet", format]
      case .canvas(let format): ["canvas", format]
      case .measure: ["measure"]
      case .parse: ["parse"]
      }
    }

    /// For messages.
    var name: String {
      switch self {
      case .graph(let engine, _): engine
      case .sheet: "the sheet"
      case .canvas: "the drawing"
      case .measure: "measuring of text"
      case .parse: "reading DOT"
      }
    }
  }

  /// The program to start.
  public var executable: FilePath
  /// The longest that one drawing may take, in seconds.
  public var seconds: Int
  /// The largest address space of the child, in bytes.
  public var memory: Int

  /// A process of `wwww-render`, which stands beside this program unless `executable` says
  /// otherwise.
  public init(executable: FilePath? = nil, seconds: Int = 120, memory: Int = 4 << 30) {
    self.executable = executable ?? Self.besideThisProgram
    self.seconds = seconds
    self.memory = memory
  }

  private static var besideThisProgram: FilePath {
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath().path ?? ""
    return FilePath(program).removingLastComponent().appending(programName)
  }

  /// Draws `description`.
  ///
  /// - Parameters:
  ///   - description: A graph in DOT, or pages of a sheet in JSON.
  ///   - task: Which of them, and how it is drawn.
  ///   - files: Pictures by the name under which `description` uses them.
  /// - Returns: The drawing.
  /// - Throws: `DrawingError`; `FileError` where the temporary directory cannot be written.
  public func draw(
    _ description: String, as task: Task, files: [String: [UInt8]] = [:]
  ) throws -> [UInt8] {
    let directory = try TemporaryDirectory()
    try directory.write(Array(description.utf8), to: "in")
    for (name, bytes) in files { try directory.write(bytes, to: name) }
    let status = try wait(for: try spawn(task, in: directory.path), what: task.name)
    guard status == 0 else {
      if directory.isDiskFull {
        throw FileError(.write, displayName(directory.path), .noSpace)
      }
      let messages = try readFile(directory.path.appending("messages"))
      throw failure(status: status, messages: messages, what: task.name)
    }
    return try readFile(directory.path.appending("out"))
  }

  private func spawn(_ task: Task, in directory: FilePath) throws -> pid_t {
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
      [executable.string, directory.string, String(memory), String(seconds), String(getpid())]
      + task.arguments
    // The same bytes on every machine: no locale, no date of today in PDF.
    var environment = ProcessInfo.processInfo.environment
    environment["LC_ALL"] = "C"
    environment["SOURCE_DATE_EPOCH"] = "0"
    environment["SERVER_NAME"] = nil
    var argv = arguments.map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    // The signals that this program waits for end the child as usual.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var child: pid_t = 0
    let result = posix_spawn(&child, executable.string, &actions, &attributes, &argv, &envp)
    guard result == 0 else {
      throw DrawingError.cannotStart(
        "\(displayName(executable)): \(String(cString: strerror(result)))")
    }
    Leftovers.add(child: child)
    return child
  }

  private func wait(for child: pid_t, what: String) throws -> Int32 {
    defer { Leftovers.remove(child: child) }
    let deadline = ContinuousClock.now + .seconds(seconds)
    var status: Int32 = 0
    while true {
      let result = waitpid(child, &status, WNOHANG)
      if result == child { return status }
      if result < 0, errno != EINTR {
        throw DrawingError.cannotStart(String(cString: strerror(errno)))
      }
      if ContinuousClock.now >= deadline {
        kill(child, SIGKILL)
        waitpid(child, &status, 0)
        throw DrawingError.tooSlow(what: what, seconds: seconds)
      }
      usleep(2000)
    }
  }

  /// An exit status in the high byte, a signal in the low seven bits.
  private func failure(status: Int32, messages: [UInt8], what: String) -> DrawingError {
    let signal = status & 0x7F
    if signal == SIGXCPU { return .tooSlow(what: what, seconds: seconds) }
    if signal != 0 { return .died(what: what, reason: "signal \(signal)") }
    let lines = displayName(bytes: messages).split(separator: "\n")
    let reason = lines.last { $0.contains("rror") } ?? lines.last
    return .refused(reason.map(String.init) ?? "exit status \(status >> 8)")
  }
}
