import ArgumentParser
import WhoWhere

struct PeopleSame: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "same",
    abstract: "Say that two persons are one: the answer to a suggestion.",
    discussion: "They are merged as by `wwww people merge`.")

  @Argument(help: "A person, by ID or name.", completion: Completions.persons)
  var first: String

  @Argument(help: "The other.", completion: Completions.persons)
  var second: String

  @OptionGroup(title: "Decision") var options: DecisionOptions
  @OptionGroup(title: "Decision") var sameFrame: SameFrameOptions

  func run() throws {
    let decision = try options.curation(allowingSameFrame: sameFrame.allowSameFrame).merge(
      [try options.person(first), try options.person(second)], as: .same)
    say(
      "Decision \(decision.id): person \(decision.content.otherNumber) is now part of person "
        + "\(decision.content.personNumber).")
  }
}
