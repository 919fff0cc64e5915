import ArgumentParser
import WhoWhere

struct GraphCommon: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "common", abstract: "Who was seen with both of two persons.")

  @Argument(help: "A person, by ID or name.", completion: Completions.persons)
  var first: String

  @Argument(help: "Another.", completion: Completions.persons)
  var second: String

  @OptionGroup(title: "Graph") var options: GraphOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let graph = try options.graph()
    try output.print(try graph.common(try graph.node(first), try graph.node(second)))
  }
}
