import ArgumentParser
import SystemPackage
import WhoWhere

/// Which graph a command works on.
struct GraphOptions: ParsableArguments {
  @OptionGroup var caseOptions: CaseOptions

  @OptionGroup var file: InputOptions

  @OptionGroup var selection: SelectionOptions

  func validate() throws {
    try selection.validate(against: file.input)
  }

  /// The graph, after measures of which the case keeps the figures were noted there.
  func graph(measuring measures: [CentralityMeasure]) throws -> NamedGraph {
    let graph = try graph()
    // A case that cannot be written answers too, only later.
    if graph.isWholeCase { try? caseOptions.open().noteCentrality(measures, of: graph) }
    return graph
  }

  /// The graph.
  func graph() throws -> NamedGraph {
    if let document = try file.document() { return try NamedGraph(document) }
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
