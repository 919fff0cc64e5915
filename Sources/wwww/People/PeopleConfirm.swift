import ArgumentParser
import Domain
import WhoWhere

struct PeopleConfirm: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm",
    abstract: "Say that you looked at faces of a person and that they are right.",
    discussion: """
      Confirmed faces stay together whatever a clustering says. Several people can confirm the same \
      faces; `wwww people show` lists by whom each was confirmed.
      """)

  @Argument(help: "The person, by ID or name.", completion: Completions.persons)
  var person: String

  @Argument(help: ArgumentHelp("The numbers of the faces. (default: all)", valueName: "face"))
  var faces: [FaceID] = []

  @OptionGroup(title: "Decision") var options: DecisionOptions
  @OptionGroup(title: "Decision") var sameFrame: SameFrameOptions

  func run() throws {
    let decision = try options.curation(allowingSameFrame: sameFrame.allowSameFrame).confirm(
      try options.person(person), faces: faces)
    let count = decision.content.faces.count(where: \.isSubject)
    say(
      "Decision \(decision.id): \(Count.of(count, "face")) of person \(decision.content.personNumber) "
        + "confirmed by \(TerminalText.line(decision.content.author)).")
  }
}
