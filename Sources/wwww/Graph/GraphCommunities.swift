import ArgumentParser
import GraphAnalysis
import WhoWhere

struct GraphCommunities: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "communities", abstract: "Groups of persons who were mostly seen together.",
    discussion: """
      Leiden and Louvain maximize modularity; in a directed graph with its directions (Leicht and \
      Newman). labels is label propagation. `inside` and `outside` are the weights of a person's links within the community and to others.
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

  @Option(
    help: ArgumentHelp(
      """
      How many seeds leiden tries, of which the best counts. (default: until more do not help, at \
      most 100 in small graphs and 2 in large ones)
      """, valueName: "n"))
  var seeds: Int?

  @OptionGroup(title: "Graph") var options: GraphOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard resolution > 0, resolution <= 1000 else {
      throw ValidationError("--resolution takes a number above 0, at most 1000; 1 is usual.")
    }
    guard (1...1_000_000).contains(seeds ?? 1) else {
      throw ValidationError("--seeds takes a number from 1 to 1000000.")
    }
  }

  func run() throws {
    let graph = try options.graph()
    let detection: any CommunityDetection =
      switch method {
      case .leiden: Leiden(resolution: resolution, seeds: seeds, seed: seed)
      case .louvain: Louvain(resolution: resolution, seed: seed)
      case .labels: LabelPropagation(seed: seed)
      }
    try output.print(graph.communities(try detection.partition(of: graph.graph)))
  }
}
