import ArgumentParser

struct PeopleReject: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: "Say that some faces are not this person's.",
    discussion: """
      The faces become nobody's; the next `wwww cluster` may find whose they are, but never this \
      person's.
      """)

  @OptionGroup var subject: FaceArguments
  @OptionGroup(title: "Decision") var options: DecisionOptions
  @OptionGroup(title: "Decision") var sameFrame: SameFrameOptions

  func run() throws {
    let decision = try options.curation(allowingSameFrame: sameFrame.allowSameFrame).reject(
      try options.person(subject.person), faces: subject.faces)
    say(
      "Decision \(decision.id): \(subject.facesAre) not person "
        + "\(decision.content.personNumber).")
  }
}
