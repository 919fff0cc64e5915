import ArgumentParser
import SystemPackage
import WhoWhere

/// Which graph a command works on.
struct GraphOptions: ParsableArguments {
  @OptionGroup var caseOptions: CaseOptions

  @Option(
    help: ArgumentHelp("A GraphML or GEXF file to use instead of the case.", valueName: "file"))
  var input: String?

  @Option(
    help: ArgumentHelp("Leave out pairs of persons who share fewer media.", valueName: "n"))
  var minMedia = 1

  func validate() throws {
    guard input == nil || minMedia == 1 else {
      throw ValidationError("--min-media is for the case; a file has no media to count.")
    }
  }

  /// The graph.
  func graph() throws -> NamedGraph {
    if let input { return try NamedGraph(file: FilePath(input)) }
    let reader = try caseOptions.reader()
    let graph = try NamedGraph(of: reader, minMedia: minMedia)
    try noteWhatIsMissing(reader, unless: graph.graph.nodeCount > 0)
    return graph
  }
}
