import ArgumentParser
import WhoWhere

struct PeopleMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Say that two or more persons are one.",
    discussion: """
      The one with a name stays, else the one with the lowest ID. The decision outlives every \
      clustering; `wwww people undo` takes it back.
      """)

  @Argument(help: "The persons, by ID or name.", completion: Completions.persons)
  var persons: [String]

  @OptionGroup(title: "Decision") var options: DecisionOptions
  @OptionGroup(title: "Decision") var sameFrame: SameFrameOptions

  func validate() throws {
    guard persons.count > 1 else { throw ValidationError("Give two persons or more.") }
  }

  func run() throws {
    let ids = try persons.map(options.person)
    let decision = try options.curation(allowingSameFrame: sameFrame.allowSameFrame).merge(ids)
    let kept = decision.content.person
    let gone = Set(ids).filter { $0 != kept }.sorted().map { "person \($0)" }
    say(
      "Decision \(decision.id): \(gone.joined(separator: ", ")) "
        + "\(gone.count == 1 ? "is" : "are") now part of person \(decision.content.personNumber).")
  }
}
