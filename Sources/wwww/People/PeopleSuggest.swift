import ArgumentParser
import WhoWhere

extension Suggestion.Kind: ExpressibleByArgument {}

struct PeopleSuggest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest",
    abstract: "List what is probably wrong, likeliest first, with the commands that correct it.",
    discussion: """
      same: two persons are probably one. unassigned: a face of nobody probably belongs to somebody. \
      misplaced: a face probably does not belong where it is. mixed: a person is probably two people, \
      with the faces of the second. What was answered is not asked again. Parts that a person with a \
      name lost come first.
      """)

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Only these kinds. (default: all)", valueName: "kind"))
  var kind: [Suggestion.Kind] = []

  @Option(help: ArgumentHelp("The most suggestions.", valueName: "n"))
  var limit = 50

  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard limit >= 1 else { throw ValidationError("--limit takes a number from 1.") }
  }

  func run() throws {
    let queue = try SuggestionQueue(of: try caseOptions.open())
    let kinds = Set(kind.isEmpty ? Suggestion.Kind.allCases : kind)
    try output.print(Suggestion.table(queue.first(limit, of: kinds)))
  }
}
