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
  /// Persons who were seen together, weighted as the selection says. Its groups are the media, or
  /// the frames; see `evidence(ofEdge:)`.
  public let people: Projection
  /// Measures of the people graph.
  public let metrics: PeopleMetrics
  /// Measures of the people graph's edges.
  public let pairs: PairMetrics
  /// The media of each group of `people`.
  private let mediaOfGroup: [Int]
  private let jobs: Int

  /// Builds and measures the graphs of `snapshot`, or of what `selection` takes of it.
  ///
  /// - Throws: `GraphError` where there are more persons or media than 32-bit numbers.
  public init(
    of snapshot: CaseSnapshot, selection: GraphSelection = GraphSelection(), jobs: Int = allCores
  ) throws {
    let snapshot = selection.isPartial ? snapshot.selecting(selection.includes) : snapshot
    self.snapshot = snapshot
    appearances = try BipartiteGraph(
      memberCount: snapshot.persons.count, groupCount: snapshot.media.count,
      memberships: snapshot.appearances.lazy.flatMap { appearance in
        appearance.faces.map { _ in (appearance.person, appearance.media) }
      })
    switch selection.unit {
    case .media:
      mediaOfGroup = Array(snapshot.media.indices)
      people = try selection.projection(of: appearances, jobs: jobs)
    case .frame:
      let frames = Frames(of: snapshot)
      mediaOfGroup = frames.media
      people = try selection.projection(
        of: BipartiteGraph(
          memberCount: snapshot.persons.count, groupCount: frames.media.count,
          memberships: frames.memberships), jobs: jobs)
    }
    metrics = try PeopleMetrics(of: people.graph, jobs: jobs)
    pairs = try PairMetrics(of: people, jobs: jobs)
    self.jobs = jobs
  }

  /// The media that prove an edge of `people`, in the order of the snapshot.
  public func evidence(ofEdge edge: Int) -> [Int] {
    var media: [Int] = []
    for group in people.evidence(ofEdge: edge) where media.last != mediaOfGroup[Int(group)] {
      media.append(mediaOfGroup[Int(group)])
    }
    return media
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

/// The moments at which somebody was seen: photos, and single pictures of videos.
private struct Frames {
  /// The media of each frame, rising.
  var media: [Int] = []
  /// Who is in which frame.
  var memberships: [(Int, Int)] = []

  init(of snapshot: CaseSnapshot) {
    let seen = snapshot.appearances.flatMap { appearance in
      appearance.faces.map {
        (media: appearance.media, time: snapshot.faces.times[$0] ?? 0, person: appearance.person)
      }
    }.sorted { ($0.media, $0.time) < ($1.media, $1.time) }
    var last: (media: Int, time: Int)?
    for face in seen {
      if last == nil || last! != (face.media, face.time) {
        media.append(face.media)
        last = (face.media, face.time)
      }
      memberships.append((face.person, media.count - 1))
    }
  }
}
