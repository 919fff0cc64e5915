import Foundation
import TestSupport
import Testing

/// Every subcommand explains itself and all its options.
@Suite struct HelpTests {
  private struct Dump: Decodable { let command: Command }

  private struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let subcommands: [Command]?
    let arguments: [Argument]?

    func all(_ path: [String] = []) -> [(path: [String], command: Command)] {
      let own = path + [commandName]
      return [(own, self)] + (subcommands ?? []).flatMap { $0.all(own) }
    }
  }

  private struct Argument: Decodable {
    let shouldDisplay: Bool
    let valueName: String?
    let abstract: String?
  }

  @Test func everyCommandHasHelp() throws {
    let folder = try TemporaryFolder()
    let run = CommandLine(folder: folder.path)
    let dump = try run(["--experimental-dump-help"])
    #expect(dump.status == 0)
    let commands = try JSONDecoder().decode(Dump.self, from: Data(dump.output.utf8)).command.all()
      .filter { !$0.path.contains("help") }
    #expect(commands.count > 30)
    for (path, command) in commands {
      let name = path.joined(separator: " ")
      #expect(command.abstract?.isEmpty == false, "\(name) says what it does")
      for argument in command.arguments ?? [] where argument.shouldDisplay {
        #expect(argument.abstract?.isEmpty == false, "\(name): \(argument.valueName ?? "?")")
      }
      let help = try run(path.dropFirst() + ["--help"])
      #expect(help.status == 0 && help.errors.isEmpty)
      #expect(help.output.contains("USAGE: \(name)"))
      #expect(
        try run(["help"] + path.dropFirst()).output == help.output, "help \(name)")
    }
  }

  @Test func tellsItsVersion() throws {
    let folder = try TemporaryFolder()
    let version = try CommandLine(folder: folder.path)(["--version"])
    #expect(version.status == 0)
    #expect(version.output.trimmingCharacters(in: .whitespacesAndNewlines).contains("."))
  }
}
