import ArgumentParser

struct PeopleReject: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: "Say that some faces are not this person's.",
    discussion: """
      The faces become nobody's; the next `wwww cluster` may find whose they are, but never this \
      person's.
      """)

  @Argument(help: "The person, by ID or name.")
  var person: String

  @Argument(help: ArgumentHelp("The numbers of the faces.", valueName: "face"))
  var faces: [Int64]

  @OptionGroup(title: "Decision") var options: DecisionOptions

  func validate() throws {
    guard !faces.isEmpty else { throw ValidationError("Give at least one face.") }
  }

  func run() throws {
    let decision = try options.curation().reject(try options.person(person), faces: faces)
    let count = Set(faces).count
    print(
      "Decision \(decision.id): \(count == 1 ? "1 face is" : "\(count) faces are") not person "
        + "\(decision.content.person).")
  }
}
