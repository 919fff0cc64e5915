import ArgumentParser
import GraphAnalysis
import WhoWhere

extension EdgeLength: ExpressibleByArgument {}

struct GraphPath: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path",
    abstract: "The shortest chain of people between two, with the pictures that prove each step.")

  @Argument(
    help: "Where the chain begins: a person, by ID or name.", completion: Completions.persons)
  var from: String

  @Argument(help: "Where it ends.", completion: Completions.persons)
  var to: String

  @Option(help: "What makes a chain short: few hops, the weights, or their inverse (strong links).")
  var lengths = EdgeLength.hops

  @Option(help: ArgumentHelp("The most pictures that are named for each step.", valueName: "n"))
  var evidence = 3

  @OptionGroup(title: "Graph") var options: GraphOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard evidence >= 0 else { throw ValidationError("--evidence takes a number from 0.") }
  }

  func run() throws {
    let graph = try options.graph()
    let (first, second) = (try graph.node(from), try graph.node(to))
    let table = try graph.path(from: first, to: second, lengths: lengths, evidence: evidence)
    try output.print(
      table,
      emptiness: first == second
        ? "both are the same person" : "no chain leads from \(from) to \(to)")
  }
}
