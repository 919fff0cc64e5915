import ArgumentParser
import WhoWhere

struct CustodyLogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "List what was done with the case, oldest first.",
    discussion: """
      An action has an entry when it begins and one for its outcome. Details that were purged are \
      shown as forgotten.
      """)

  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    try output.print(try CustodyListing(try caseOptions.openToAsk()).log())
  }
}
