import ArgumentParser

struct PeopleSplit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Say that some faces of a person are another person.",
    discussion: "The faces become a new person. `wwww people show` lists the faces of a person.")

  @OptionGroup var subject: FaceArguments
  @OptionGroup(title: "Decision") var options: DecisionOptions
  @OptionGroup(title: "Decision") var sameFrame: SameFrameOptions

  func run() throws {
    let decision = try options.curation(allowingSameFrame: sameFrame.allowSameFrame).split(
      try options.person(subject.person), faces: subject.faces)
    say(
      "Decision \(decision.id): \(subject.facesAre) now person "
        + "\(decision.content.other ?? -1).")
  }
}
