import CaseStore
import GraphAnalysis
import GraphFormats
import ParallelLoops

/// The graphs of a case with all their measures, for documents, drawings and tables.
public struct CaseGraphs: Sendable {
  /// Who was seen with whom.
  public let cooccurrence: Cooccurrence
  /// Measures of the people graph.
  public let metrics: PeopleMetrics
  /// Measures of the people graph's edges.
  public let pairs: PairMetrics
  private let jobs: Int

  /// Builds and measures the graphs of `snapshot`, or of what `selection` takes of it.
  ///
  /// - Throws: `GraphError` where there are more persons or media than 32-bit numbers.
  public init(
    of snapshot: CaseSnapshot, selection: GraphSelection = GraphSelection(), jobs: Int = allCores
  ) throws {
    cooccurrence = try Cooccurrence(in: snapshot, selection: selection, jobs: jobs)
    metrics = try PeopleMetrics(of: cooccurrence.people.graph, jobs: jobs)
    pairs = try PairMetrics(of: cooccurrence.people, jobs: jobs)
    self.jobs = jobs
  }

  /// What the graphs were made from.
  public var snapshot: CaseSnapshot { cooccurrence.snapshot }
  /// Persons (members) and media (groups), as numbered in the snapshot.
  public var appearances: BipartiteGraph { cooccurrence.appearances }
  /// Persons who were seen together.
  public var people: Projection { cooccurrence.people }

  /// What the graphs were made from, in short facts for drawings.
  public var notes: [String] {
    let dates = snapshot.dates(of: snapshot.media.indices)
    let days = Set([dates.first, dates.last].compactMap { $0?.prefix(10) }).sorted()
    return [
      "\(snapshot.media.count) media, \(Count.of(snapshot.faces.count, "face")), "
        + Count.of(snapshot.persons.count, "person")
    ] + (days.isEmpty ? [] : [days.joined(separator: " to ")])
  }

  /// Places for the nodes of the people graph.
  func peoplePositions() throws -> [Position] {
    try GraphLayout.positions(of: people.graph, jobs: jobs)
  }

  /// Places for persons and, after them, all media.
  func appearancePositions() throws -> [Position] {
    try GraphLayout.positions(of: appearances.graph(), jobs: jobs)
  }

  /// When a media was taken, as a moment of a dynamic graph.
  func spells(of media: some Sequence<Int>) -> [Spell] {
    media.compactMap { snapshot.media[$0].date.flatMap(TimeText.milliseconds) }
      .sorted().map { Spell(at: $0) }
  }
}
