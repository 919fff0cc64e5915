import ArgumentParser
import SystemPackage
import WhoWhere

/// Which graph a command works on.
struct GraphOptions: ParsableArguments {
  @OptionGroup var caseOptions: CaseOptions

  @Option(
    help: ArgumentHelp("A GraphML or GEXF file to use instead of the case.", valueName: "file"))
  var input: String?

  @OptionGroup var selection: SelectionOptions

  func validate() throws {
    try selection.validate(against: input)
  }

  /// The graph.
  func graph() throws -> NamedGraph {
    if let input { return try NamedGraph(file: FilePath(input)) }
    let reader = try caseOptions.reader()
    let graph =
      selection.isEverything
      ? try NamedGraph(of: reader)
      : NamedGraph(
        of: try Cooccurrence(
          in: CaseSnapshot(of: try caseOptions.open()), selection: selection.selection(from: reader)
        ), reader)
    try noteWhatIsMissing(reader, unless: graph.graph.nodeCount > 0)
    return graph
  }
}
