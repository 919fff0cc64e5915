import ArgumentParser
import Foundation
import Review
import WhoWhere

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Look at the case and decide, in a browser on this machine.",
    discussion: """
      Prints an address for each author; whoever opens it can see the case and decide under that \
      name. The page is served to this machine alone: for a colleague elsewhere, let them forward \
      the port with ssh -L PORT:127.0.0.1:PORT. Ctrl-C stops it.
      """)

  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  @Option(help: ArgumentHelp("The port to listen on; 0 takes a free one.", valueName: "n"))
  var port: UInt16 = 0

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Who decides; may be given several times. (default: $USER, else unknown)",
      valueName: "name"))
  var authors: [String] = []

  @Flag(help: "Do not open a browser.")
  var noOpen = false

  @OptionGroup(title: "Models") var models: ModelOptions

  func validate() throws {
    guard authors.allSatisfy({ !$0.allSatisfy(\.isWhitespace) }) else {
      throw ValidationError("--as takes a name.")
    }
    guard Set(authors).count == authors.count else {
      throw ValidationError("--as takes each name only once.")
    }
  }

  func run() throws {
    let user = ProcessInfo.processInfo.environment["USER"] ?? ""
    let server = try ReviewServer(
      of: caseOptions.path, authors: authors.isEmpty ? [user.isEmpty ? "unknown" : user] : authors,
      models: try? models.library())
    try waiting {
      try await server.run(port: Int(port)) { addresses in
        for (author, address) in addresses {
          say("\(TerminalText.line(author)): \(address)")
        }
        say("Ctrl-C stops the page.")
        fflush(nil)
        if !noOpen, let address = addresses.first?.address { openBrowser(at: address) }
      }
    }
  }
}

/// Runs an asynchronous task to its end.
private func waiting(_ task: @escaping @Sendable () async throws -> Void) throws {
  let done = DispatchSemaphore(value: 0)
  nonisolated(unsafe) var failure: (any Error)?
  Task {
    do { try await task() } catch { failure = error }
    done.signal()
  }
  done.wait()
  if let failure { throw failure }
}

/// Opens the desktop's browser where there is a desktop.
private func openBrowser(at address: String) {
  let environment = ProcessInfo.processInfo.environment
  guard environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil else { return }
  let opener = Process()
  opener.executableURL = URL(fileURLWithPath: "/usr/bin/xdg-open")
  opener.arguments = [address]
  opener.standardOutput = FileHandle.nullDevice
  opener.standardError = FileHandle.nullDevice
  try? opener.run()
}
