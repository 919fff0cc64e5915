import ArgumentParser

struct PeopleMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Say that two persons are one.",
    discussion: """
      The one with a name stays, else the one with the lower ID. The decision outlives every \
      clustering; `wwww people undo` takes it back.
      """)

  @Argument(help: "A person, by ID or name.")
  var first: String

  @Argument(help: "The other.")
  var second: String

  @OptionGroup(title: "Decision") var options: DecisionOptions
  @OptionGroup(title: "Decision") var sameFrame: SameFrameOptions

  func run() throws {
    let decision = try options.curation(allowingSameFrame: sameFrame.allowSameFrame).merge(
      try options.person(first), try options.person(second))
    print(
      "Decision \(decision.id): person \(decision.content.other.map(\.description) ?? "") is now part of person "
        + "\(decision.content.person).")
  }
}
