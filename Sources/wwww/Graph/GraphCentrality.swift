import ArgumentParser
import WhoWhere

extension PersonMeasure: ExpressibleByArgument {
  public init?(argument: String) {
    guard let measure = PersonMeasure(named: argument), measure.scale != .group else { return nil }
    self = measure
  }

  public var defaultValueDescription: String { name }

  public static var allValueStrings: [String] { ranking.map(\.name) }
}

struct GraphCentrality: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "centrality", abstract: "Every person with measures of how central it is.",
    discussion: """
      Measures are \(PersonMeasure.ranking.map { "\($0.name) (\($0.summary))" }.joined(separator: "; ")).

      Above \(GraphMeasurement.exactBetweennessLimit) persons betweenness is estimated, to within \
      0.01.
      """)

  @Option(help: ArgumentHelp("A measure; may be given several times.", valueName: "measure"))
  var measure: [PersonMeasure] = [.degree, .strength, .betweenness, .closeness, .pagerank]

  @OptionGroup(title: "Graph") var options: GraphOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    try output.print(try options.graph(measuring: measure).centrality(measure))
  }
}
