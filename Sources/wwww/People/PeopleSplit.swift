import ArgumentParser

struct PeopleSplit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Say that some faces of a person are another person.",
    discussion: "The faces become a new person. `wwww people show` lists the faces of a person.")

  @Argument(help: "The person, by ID or name.")
  var person: String

  @Argument(help: ArgumentHelp("The numbers of the faces.", valueName: "face"))
  var faces: [Int64]

  @OptionGroup(title: "Decision") var options: DecisionOptions

  func validate() throws {
    guard !faces.isEmpty else { throw ValidationError("Give at least one face.") }
  }

  func run() throws {
    let decision = try options.curation().split(try options.person(person), faces: faces)
    let count = Set(faces).count
    print(
      "Decision \(decision.id): \(count == 1 ? "1 face is" : "\(count) faces are") now person "
        + "\(decision.content.other ?? -1).")
  }
}
