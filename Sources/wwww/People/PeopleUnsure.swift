import ArgumentParser
import WhoWhere

struct PeopleUnsure: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unsure",
    abstract: "Say that nobody can tell whether two persons are one.",
    discussion: "Nothing changes, but the question is not asked again.")

  @Argument(help: "A person, by ID or name.", completion: Completions.persons)
  var first: String

  @Argument(help: "The other.", completion: Completions.persons)
  var second: String

  @OptionGroup(title: "Decision") var options: DecisionOptions
  @OptionGroup(title: "Decision") var sameFrame: SameFrameOptions

  func run() throws {
    let decision = try options.curation(allowingSameFrame: sameFrame.allowSameFrame).compare(
      try options.person(first), try options.person(second), .unsure)
    say(
      "Decision \(decision.id): whether person \(decision.content.personNumber) and person \(decision.content.otherNumber) are one cannot be told."
    )
  }
}
