import CaseStore
import Deterministic
import GraphAnalysis

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
  }
}
