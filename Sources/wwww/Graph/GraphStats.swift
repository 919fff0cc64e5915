import ArgumentParser
import WhoWhere

struct GraphStats: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Figures of the whole graph.")

  @OptionGroup(title: "Graph") var options: GraphOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws { try output.print(try options.graph().statistics()) }
}
