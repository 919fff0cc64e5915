import ArgumentParser
import GraphAnalysis
import WhoWhere

struct GraphCommunities: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "communities", abstract: "Groups of persons who were mostly seen together.",
    discussion: """
      `inside` and `outside` are the weights of a person's links within the community and to others.
      """)

  enum Method: String, ExpressibleByArgument, CaseIterable {
    case leiden, louvain, labels
  }

  @Option(help: "How they are found.")
  var method = Method.leiden

  @Option(help: "Above 1 for smaller communities, below for larger; not for labels.")
  var resolution = 1.0

  @Option(help: "The seed of random choices.")
  var seed: UInt64 = 1

  @OptionGroup(title: "Graph") var options: GraphOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let graph = try options.graph()
    let detection: any CommunityDetection =
      switch method {
      case .leiden: Leiden(resolution: resolution, seed: seed)
      case .louvain: Louvain(resolution: resolution, seed: seed)
      case .labels: LabelPropagation(seed: seed)
      }
    try output.print(graph.communities(try detection.partition(of: graph.graph)))
  }
}
