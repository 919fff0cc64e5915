import ArgumentParser
import CaseStore
import Domain
import Foundation
import Synchronization
import SystemPackage
import WhoWhere

/// Writes every command that works on a case to that case's custody log. This is the one place that does:
/// a command begins when it asks where its case is, and ends when the program does.
enum CommandLog {
  private static let action = Mutex<LoggedAction?>(nil)
  private static let asked = Mutex((name: "", arguments: [String]()))

  /// Notes what was asked of the command `root`.
  static func note(arguments: [String], of root: any ParsableCommand.Type) {
    asked.withLock { $0 = (name(of: arguments, in: root), arguments) }
  }

  /// Notes that the command begins to work on the case in `folder`; once.
  static func begin(on folder: FilePath) {
    let begun = action.withLock { action -> LoggedAction? in
      guard action == nil else { return nil }
      let (name, arguments) = asked.withLock { $0 }
      action = LoggedAction(name, arguments: arguments, on: folder, by: author(in: arguments))
      return action
    }
    guard let begun else { return }
    if let day = begun.retention { wwww.note(Retention.reminder(day)) }
    if begun.hasUnfinishedPurge {
      wwww.note("a purge of this case was stopped; `wwww purge --finish` finishes it")
    }
  }

  /// Notes what a listing told.
  static func note(_ table: ResultTable) {
    action.withLock { $0 }?.note(rows: table.rows.count, persons: table.persons)
  }

  /// Notes whom something is about.
  static func note(persons: [PersonID]) { action.withLock { $0 }?.note(persons: persons) }

  /// Notes that the command is over, and lets go of the case, whose journal is then taken in.
  static func end(status: Int32) {
    let ended = action.withLock { action in
      defer { action = nil }
      return action
    }
    guard let action = ended else { return }
    action.end(status: Int(status))
    // A full disk is named once, by what failed.
    if let problem = action.problem, status == 0 || problem != "\(CaseError.diskFull)" {
      wwww.note("this was not written to the case's custody log: \(problem)")
    }
  }

  /// The command's name, with that of its subcommand: "people merge".
  private static func name(of arguments: [String], in root: any ParsableCommand.Type) -> String {
    var command = root
    var names: [String] = []
    for word in arguments {
      guard
        let next = command.configuration.subcommands.first(where: { $0._commandName == word })
      else { break }
      names.append(word)
      command = next
    }
    return names.joined(separator: " ")
  }

  /// Who acts: what `--author` says, or who the user is.
  private static func author(in arguments: [String]) -> String {
    for (index, word) in arguments.enumerated() {
      if word == "--author", index + 1 < arguments.count { return arguments[index + 1] }
      if word.hasPrefix("--author=") { return String(word.dropFirst("--author=".count)) }
    }
    return LoggedAction.user
  }
}
