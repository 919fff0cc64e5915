import ArgumentParser
import WhoWhere

struct GraphEgo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ego", abstract: "A person, everybody around, and how they are linked.",
    discussion: "One row a link, with a picture that proves it; nearest first, then strongest.")

  @Argument(help: "The person, by ID or name.", completion: Completions.persons)
  var person: String

  @Option(help: ArgumentHelp("How many links away others may be.", valueName: "n"))
  var radius = 1

  @OptionGroup(title: "Graph") var options: GraphOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard radius >= 1 else { throw ValidationError("--radius takes a number from 1.") }
  }

  func run() throws {
    let graph = try options.graph()
    try output.print(try graph.ego(around: try graph.node(person), radius: radius))
  }
}
