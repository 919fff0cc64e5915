import CaseStore
import GraphAnalysis
import GraphFormats
import ParallelLoops
import SystemPackage

/// The graphs of a case, or of what is selected of it: the one road from a case to a graph.
public struct CaseGraphSource: Sendable {
  /// The graphs of a case.
  public enum Kind: String, Sendable, CaseIterable {
    /// Who was seen with whom.
    case people
    /// Who is in which picture.
    case faces
    /// Which pictures show the same people.
    case media
    /// Who was at which event.
    case events

    /// What an edge says, as a name of relationships for graph databases.
    public var relationship: String {
      switch self {
      case .people: "SEEN_WITH"
      case .faces: "APPEARS_IN"
      case .media: "SHOWS_SAME_PERSON_AS"
      case .events: "ATTENDED"
      }
    }
  }

  /// The case, for questions.
  public let reader: CaseReader
  /// What is taken of it.
  public let selection: GraphSelection
  private let folder: FilePath
  private let jobs: Int

  /// The graphs of the case in `folder`.
  ///
  /// - Parameters:
  ///   - selection: What is taken of it.
  ///   - event: Where there is one, media of other events are left out; see `CaseReader.event`.
  /// - Throws: `CaseError` where there is no usable case; `QueryError` with the candidates where there
  ///   is no such event, or more than one.
  public init(
    case folder: FilePath, selection: GraphSelection = GraphSelection(), event: String? = nil,
    jobs: Int = allCores
  ) throws {
    self.folder = folder
    self.jobs = jobs
    reader = try CaseReader(in: folder)
    var selection = selection
    if let event { selection.event = Set(try reader.event(event)) }
    self.selection = selection
  }

  /// The people graph, to be asked. That of a whole case comes from what the case keeps.
  ///
  /// - Parameter measures: What will be asked for: measures that are worth it are kept in the case.
  public func people(measuring measures: [PersonMeasure] = []) throws -> NamedGraph {
    guard selection == GraphSelection() else { return NamedGraph(of: try cooccurrence(), reader) }
    let graph = try NamedGraph(of: reader)
    // A case that cannot be written answers too, only later.
    if measures.contains(where: \.isKept) {
      try? SQLiteCase(reading: folder).keep(measures, of: graph, jobs: jobs)
    }
    return graph
  }

  /// The graphs, to be written or drawn.
  public func graphs() throws -> CaseGraphs {
    try CaseGraphs(
      of: snapshot(), selection: selection, jobs: jobs)
  }

  /// A graph as a document.
  ///
  /// - Parameters:
  ///   - isDynamic: Adds the moments of photos and videos.
  ///   - hasFullEvidence: Names all files that show two persons, by their paths.
  public func document(
    _ kind: Kind, isDynamic: Bool = false, hasFullEvidence: Bool = false
  ) throws -> GraphDocument {
    let graphs = try graphs()
    return switch kind {
    case .people:
      try graphs.peopleGraphDocument(isDynamic: isDynamic, hasFullEvidence: hasFullEvidence)
    case .faces: try graphs.faceGraphDocument(isDynamic: isDynamic)
    case .media: try graphs.mediaGraphDocument(isDynamic: isDynamic, jobs: jobs)
    case .events: try graphs.eventGraphDocument(isDynamic: isDynamic)
    }
  }

  /// The case, with how sure everything is; one that cannot be written tells what it knows.
  private func snapshot() throws -> CaseSnapshot {
    try? SQLiteCase(in: folder).measureConfidence(jobs: jobs)
    return try CaseSnapshot(of: SQLiteCase(reading: folder))
  }

  private func cooccurrence() throws -> Cooccurrence {
    try Cooccurrence(
      in: snapshot(), selection: selection, jobs: jobs)
  }
}
