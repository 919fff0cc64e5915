import ArgumentParser
import WhoWhere

struct PeopleDecisions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decisions",
    abstract: "List what was decided about persons, when and by whom.")

  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    try output.print(try PersonListing(try caseOptions.reader()).decisions())
  }
}
