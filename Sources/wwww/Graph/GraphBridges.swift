import ArgumentParser
import WhoWhere

struct GraphBridges: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bridges", abstract: "Links whose removal splits the graph.",
    discussion: """
      Directions are ignored: two arcs that lead to and fro are one link and can be a bridge, where \
      networkx takes them for two and finds none.
      """)

  @OptionGroup(title: "Graph") var options: GraphOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws { try output.print(try options.graph().bridges()) }
}
