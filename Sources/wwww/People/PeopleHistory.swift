import ArgumentParser
import Domain
import WhoWhere

struct PeopleHistory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "List the clusterings of the case, or what two of them make differently.",
    discussion: """
      `wwww people undo` takes the last one back. The last 20 are kept with what they made of each \
      face, so that they can be compared.
      """)

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Compare two clusterings, by number.", valueName: "n n"))
  var diff: [RunID] = []

  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard diff.isEmpty || diff.count == 2 else {
      throw ValidationError("--diff takes the numbers of two clusterings.")
    }
  }

  func run() throws {
    let history = ClusteringHistory(of: try caseOptions.openToAsk())
    try output.print(
      diff.isEmpty
        ? try history.table()
        : PersonMoves.table(try history.difference(from: diff[0], to: diff[1])))
  }
}
