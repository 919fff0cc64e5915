import ArgumentParser
import Domain
import WhoWhere

struct PeopleAssign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign",
    abstract: "Give faces, of nobody or of others, to a person.",
    discussion: """
      The faces are the person's from now on, whatever a clustering says. `wwww people show` and \
      `wwww media` list the numbers of faces.
      """)

  @Argument(
    help: ArgumentHelp(
      "The numbers of the faces, then the person by ID or name, or the word new.",
      valueName: "face… person|new"))
  var words: [String]

  @OptionGroup(title: "Decision") var options: DecisionOptions
  @OptionGroup(title: "Decision") var sameFrame: SameFrameOptions

  func validate() throws {
    guard words.count > 1 else {
      throw ValidationError("Give at least one face, then a person or the word new.")
    }
    for word in words.dropLast() where FaceID(word) == nil {
      throw ValidationError("“\(word)” is no number of a face.")
    }
  }

  func run() throws {
    let faces = words.dropLast().compactMap { FaceID($0) }
    let person = words[words.count - 1] == "new" ? nil : try options.person(words[words.count - 1])
    let decision = try options.curation(allowingSameFrame: sameFrame.allowSameFrame).assign(
      faces, to: person)
    say(
      "Decision \(decision.id): \(Count.of(Set(faces).count, "face is", "faces are")) now person "
        + "\(decision.content.personNumber).")
  }
}
