import ArgumentParser
import WhoWhere

extension PersonMeasure: ExpressibleByArgument {
  public init?(argument: String) {
    guard let measure = PersonMeasure(named: argument), measure.scale != .group else { return nil }
    self = measure
  }

  public var defaultValueDescription: String { name }

  public static var allValueStrings: [String] { ranking.map(\.name) }

  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

struct GraphCentrality: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "centrality", abstract: "How central every person is, by several measures.",
    discussion: """
      Measures are \(PersonMeasure.ranking.map { "\($0.name) (\($0.summary))" }.joined(separator: "; ")).

      In a directed graph, closeness, harmonic, eigenvector and pagerank count the links that lead to \
      a node; clustering ignores directions (networkx tells triangles apart by them). Closeness in a graph of several parts is scaled by the part that is reached (Wasserman and \
      Faust, as in networkx; Gephi measures each part for itself). Eigenvector has length 1 (networkx; \
      in Gephi the largest is 1) and is 0 in a directed graph without cycles.

      Above \(GraphMeasurement.exactBetweennessLimit) persons betweenness is estimated, to within \
      0.01.
      """)

  @Option(help: ArgumentHelp("A measure; may be given several times.", valueName: "measure"))
  var measure: [PersonMeasure] = [.degree, .strength, .betweenness, .closeness, .pagerank]

  @OptionGroup var interval: IntervalOptions
  @OptionGroup(title: "Graph") var options: GraphOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let (table, failures) = try options.graph(measuring: measure).centrality(
      measure, draws: interval.draws)
    try output.print(table)
    for failure in failures { note(failure) }
  }
}
