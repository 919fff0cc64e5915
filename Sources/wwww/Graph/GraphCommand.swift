import ArgumentParser

struct GraphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract:
      "Who was seen with whom: figures, central people, communities, paths between people, files.",
    discussion: """
      Works on the people graph of the case, whose weights count the photos and videos that show both persons, \
      or on any graph file given with --input: GraphML, GEXF, GML, Pajek, DOT, JSON, lists of edges.
      """,
    subcommands: [
      GraphStats.self, GraphCentrality.self, GraphTop.self, GraphCommunities.self, GraphEgo.self,
      GraphPath.self, GraphCommon.self, GraphBridges.self, GraphExport.self, GraphRender.self,
    ])
}
