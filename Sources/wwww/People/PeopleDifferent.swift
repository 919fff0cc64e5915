import ArgumentParser
import WhoWhere

struct PeopleDifferent: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "different",
    abstract: "Say that two persons are not one.",
    discussion: "Later clusterings keep them apart, and the question is not asked again.")

  @Argument(help: "A person, by ID or name.", completion: Completions.persons)
  var first: String

  @Argument(help: "The other.", completion: Completions.persons)
  var second: String

  @OptionGroup(title: "Decision") var options: DecisionOptions
  @OptionGroup(title: "Decision") var sameFrame: SameFrameOptions

  func run() throws {
    let decision = try options.curation(allowingSameFrame: sameFrame.allowSameFrame).compare(
      try options.person(first), try options.person(second), .different)
    say(
      "Decision \(decision.id): person \(decision.content.personNumber) and person \(decision.content.otherNumber) are different people."
    )
  }
}
