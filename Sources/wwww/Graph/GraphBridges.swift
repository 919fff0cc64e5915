import ArgumentParser
import WhoWhere

struct GraphBridges: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bridges", abstract: "Links that alone hold two parts of the graph together.")

  @OptionGroup(title: "Graph") var options: GraphOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws { try output.print(try options.graph().bridges()) }
}
