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
    let selection = selection.selection
    let graph =
      selection == GraphSelection()
      ? try NamedGraph(of: reader)
      : NamedGraph(
        of: try CaseGraphs(of: CaseSnapshot(of: try caseOptions.open()), selection: selection),
        reader)
    try noteWhatIsMissing(reader, unless: graph.graph.nodeCount > 0)
    return graph
  }
}
