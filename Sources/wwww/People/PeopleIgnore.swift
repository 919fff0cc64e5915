import ArgumentParser

struct PeopleIgnore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ignore",
    abstract: "Put aside a person of no interest.",
    discussion: """
      The faces stay in the case, but belong to nobody and appear in no graph; so do faces that a \
      later clustering would add to them.
      """)

  @Argument(help: "The person, by ID or name.", completion: Completions.persons)
  var person: String

  @OptionGroup(title: "Decision") var options: DecisionOptions
  @OptionGroup(title: "Decision") var sameFrame: SameFrameOptions

  func run() throws {
    let decision = try options.curation(allowingSameFrame: sameFrame.allowSameFrame).ignore(
      try options.person(person))
    say("Decision \(decision.id): person \(decision.content.personNumber) is ignored.")
  }
}
