import ArgumentParser
import CaseStore
import Foundation
import WhoWhere

/// What stands before the subcommand.
enum LeadingArguments {
  /// Takes `--case DIR` away from before the subcommand: it counts as `$WWWW_CASE`, so that the same
  /// option after the subcommand still comes first.
  static func taken(from arguments: [String]) throws -> [String] {
    guard let first = arguments.first else { return arguments }
    if first == "--case" {
      guard arguments.count > 1 else { throw ValidationError("--case needs a folder.") }
      setenv("WWWW_CASE", arguments[1], 1)
      return Array(arguments.dropFirst(2))
    }
    if first.hasPrefix("--case=") {
      setenv("WWWW_CASE", String(first.dropFirst("--case=".count)), 1)
      return Array(arguments.dropFirst())
    }
    return arguments
  }

  /// Refuses a word that is no subcommand, and says which was probably meant.
  static func checkCommand(_ arguments: [String], of root: any ParsableCommand.Type) throws {
    var command = root
    for word in arguments {
      let subcommands = command.configuration.subcommands
      guard !word.hasPrefix("-"), word != "help", !subcommands.isEmpty else { return }
      let names = subcommands.map { $0._commandName }
      if let index = names.firstIndex(of: word) {
        command = subcommands[index]
        continue
      }
      let path = command == root ? "wwww" : "wwww \(command._commandName)"
      let guess = similar(to: word, among: names, limit: 1).first
      throw ValidationError(
        "There is no command `\(path) \(TerminalText.line(word))`."
          + (guess.map { " Did you mean `\(path) \($0)`?" } ?? " `\(path) --help` lists them."))
    }
  }
}
