import ArgumentParser
import GraphFormats
import WhoWhere

extension CaseGraphSource.Kind: ExpressibleByArgument {}

/// Which graph is written or drawn.
struct DocumentOptions: ParsableArguments {
  @Option(
    help: """
      people: who was seen with whom. faces: who is in which picture. media: which pictures show \
      the same people. events: who was at which event.
      """)
  var graph = CaseGraphSource.Kind.people

  @OptionGroup var caseOptions: CaseOptions

  @OptionGroup var file: InputOptions

  @OptionGroup var selection: SelectionOptions

  func validate() throws {
    try selection.validate(against: file)
  }

  /// What Neo4j calls the graph's edges.
  var relationship: String {
    file.input == nil ? graph.relationship : "LINKED_TO"
  }

  /// The graph as a document.
  func document(isDynamic: Bool, hasFullEvidence: Bool) throws -> GraphDocument {
    guard let document = try file.document() else {
      return try selection.source(caseOptions).document(
        graph, isDynamic: isDynamic, hasFullEvidence: hasFullEvidence)
    }
    return file.bipartite ? try selection.bipartite(document).document(graph) : document
  }
}
