import ArgumentParser
import WhoWhere

struct GraphTop: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "top", abstract: "The most central persons.",
    discussion: "By constraint, the least constrained come first: those who link groups.")

  @Option(help: ArgumentHelp("What makes a person central.", valueName: "measure"))
  var by = PersonMeasure.betweenness

  @Option(help: ArgumentHelp("How many.", valueName: "n"))
  var limit = 20

  @OptionGroup var interval: IntervalOptions
  @OptionGroup(title: "Graph") var options: GraphOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard limit >= 1 else { throw ValidationError("--limit takes a number from 1.") }
  }

  func run() throws {
    try output.print(
      try options.graph(measuring: [by]).top(limit, by: by, draws: interval.draws))
  }
}
