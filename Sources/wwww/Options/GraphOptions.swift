import ArgumentParser
import SystemPackage
import WhoWhere

/// Which graph a command works on.
struct GraphOptions: ParsableArguments {
  @OptionGroup var caseOptions: CaseOptions

  @OptionGroup var file: InputOptions

  @OptionGroup var selection: SelectionOptions

  func validate() throws {
    try selection.validate(against: file)
  }

  /// The graph.
  ///
  /// - Parameter measures: What will be asked for.
  func graph(measuring measures: [PersonMeasure] = []) throws -> NamedGraph {
    if let document = try file.document() {
      return try NamedGraph(
        file.bipartite ? selection.bipartite(document).document(.people) : document)
    }
    let source = try selection.source(caseOptions)
    let graph = try source.people(measuring: measures)
    SelectionOptions.note(artefacts: try graph.artefactCount())
    try noteWhatIsMissing(source.reader, unless: graph.graph.nodeCount > 0)
    return graph
  }
}
