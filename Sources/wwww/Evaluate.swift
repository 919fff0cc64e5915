import ArgumentParser
import SystemPackage
import WhoWhere

struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how well the persons of the case agree with your labels.",
    discussion: """
      The labels are a CSV file with the columns path and person, and where photos show several \
      faces top, right, bottom and left; without a box the labeled face is the one nearest to the \
      photo's center. Precision falls with strangers put together, recall with faces missed. A face \
      of nobody counts as a person of its own.
      """)

  @Option(help: ArgumentHelp("The file of labels.", valueName: "file.csv"))
  var labels: String

  @Option(help: ArgumentHelp("How many confusions to list, worst first.", valueName: "n"))
  var limit = 10

  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard limit >= 0 else { throw ValidationError("--limit takes a number from 0.") }
  }

  func run() throws {
    let evaluation = try Evaluation(
      of: try CaseSnapshot(of: try caseOptions.openToAsk()),
      labels: try LabelFile(FilePath(labels)),
      worst: limit)
    try output.print(evaluation.sections())
    try report(evaluation.failures)
  }
}
