import CaseStore
import Deterministic
import GraphAnalysis
import GraphFormats

/// The graphs of a case: who is in which media, and who was seen with whom.
public struct CaseGraphs: Sendable {
  /// What the graphs were made from.
  public let snapshot: CaseSnapshot
  /// Persons (members) and media (groups), as numbered in the snapshot.
  public let appearances: BipartiteGraph
  /// Persons who were in the same media; weights count the media, evidence names them.
  public let people: Projection
  /// Measures of the people graph.
  public let metrics: PeopleMetrics
  private let jobs: Int

  /// Builds and measures the graphs of `snapshot`.
  ///
  /// - Throws: `GraphError` where there are more persons or media than 32-bit numbers.
  public init(of snapshot: CaseSnapshot, jobs: Int = allCores) throws {
    self.snapshot = snapshot
    appearances = try BipartiteGraph(
      memberCount: snapshot.persons.count, groupCount: snapshot.media.count,
      memberships: snapshot.appearances.lazy.flatMap { appearance in
        appearance.faces.map { _ in (appearance.person, appearance.media) }
      })
    people = Projection(of: appearances, weights: .count, jobs: jobs)
    metrics = try PeopleMetrics(of: people.graph, jobs: jobs)
    self.jobs = jobs
  }

  /// What the graphs were made from, in short facts for drawings.
  public var notes: [String] {
    let dates = snapshot.dates(of: snapshot.media.indices)
    let days = Set([dates.first, dates.last].compactMap { $0?.prefix(10) }).sorted()
    return [
      "\(snapshot.media.count) media, \(snapshot.faces.count) faces, "
        + "\(snapshot.persons.count) persons"
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
