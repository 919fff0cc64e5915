import ArgumentParser
import WhoWhere

extension CentralityMeasure: ExpressibleByArgument {}

struct GraphCentrality: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "centrality", abstract: "Every person with measures of how central it is.",
    discussion: """
      Above \(CentralityMeasure.exactBetweennessLimit) persons betweenness is estimated, to within \
      0.01.
      """)

  @Option(help: ArgumentHelp("A measure; may be given several times.", valueName: "measure"))
  var measure: [CentralityMeasure] = [.degree, .strength, .betweenness, .closeness, .pagerank]

  @OptionGroup(title: "Graph") var options: GraphOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    try output.print(try options.graph(measuring: measure).centrality(measure))
  }
}
