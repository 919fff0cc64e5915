import ArgumentParser
import GraphFormats
import ParallelLoops
import SystemPackage
import WhoWhere

/// Which graph is written or drawn.
struct DocumentOptions: ParsableArguments {
  enum Graph: String, ExpressibleByArgument, CaseIterable {
    case people, faces, media
  }

  @Option(
    help: """
      people: who was seen with whom. faces: who is in which picture. media: which pictures show \
      the same people.
      """)
  var graph = Graph.people

  @OptionGroup var caseOptions: CaseOptions

  @OptionGroup var file: InputOptions

  @OptionGroup var selection: SelectionOptions

  func validate() throws {
    try selection.validate(against: file.input)
  }

  /// What Neo4j calls the graph's edges.
  var relationship: String {
    if file.input != nil { return "LINKED_TO" }
    return switch graph {
    case .people: "SEEN_WITH"
    case .faces: "APPEARS_IN"
    case .media: "SHOWS_SAME_PERSON_AS"
    }
  }

  /// The graph as a document.
  func document(isDynamic: Bool) throws -> GraphDocument {
    if let document = try file.document() { return document }
    let graphs = try selection.graphs(of: caseOptions)
    return switch graph {
    case .people: try graphs.peopleGraphDocument(isDynamic: isDynamic)
    case .faces: try graphs.faceGraphDocument(isDynamic: isDynamic)
    case .media: try graphs.mediaGraphDocument(jobs: allCores)
    }
  }
}
