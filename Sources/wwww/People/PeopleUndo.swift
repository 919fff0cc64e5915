import ArgumentParser
import Domain
import WhoWhere

struct PeopleUndo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take a decision back.",
    discussion: "It stays on record as undone. `wwww people decisions` lists all.")

  @Argument(help: "The decision's number. (default: the last that stands)")
  var decision: DecisionID?

  @OptionGroup(title: "Decision") var options: DecisionOptions

  func run() throws {
    print("Undone: \(TerminalText.line(try options.curation().undo(decision).title))")
  }
}
