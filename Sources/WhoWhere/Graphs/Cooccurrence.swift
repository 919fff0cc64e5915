import CaseStore
import GraphAnalysis
import ParallelLoops

/// Who is in which media of a case, and so who was seen with whom.
public struct Cooccurrence: Sendable {
  /// The case, or the part of it that was selected.
  public let snapshot: CaseSnapshot
  /// The same with persons who are probably artefacts, whether or not the graph has them.
  public let everybody: CaseSnapshot
  /// Persons (members) and media (groups), as numbered in the snapshot.
  public let appearances: BipartiteGraph
  /// Persons who were seen together, weighted as the selection says. Its groups are the media, or
  /// the frames; see `evidence(ofEdge:)`.
  public let people: Projection
  /// What two persons must share to be linked.
  public let unit: GraphSelection.Unit
  /// The media of each group of `people`: several where they are one occasion.
  private let mediaOfGroup: [[Int]]
  /// The edges of `people`, where a group may be several media.
  private let ends: [Graph.Edge]?

  /// Projects `snapshot`, or what `selection` takes of it.
  ///
  /// - Throws: `GraphError` where there are more persons or media than 32-bit numbers.
  /// - Complexity: O(faces + Σ p²) for media, or frames, of p persons each.
  public init(
    in snapshot: CaseSnapshot, selection: GraphSelection = GraphSelection(), jobs: Int = allCores
  ) throws {
    everybody = selection.isPartial ? snapshot.selecting(selection.includes) : snapshot
    let snapshot =
      selection.includesArtefacts ? everybody : everybody.keeping(persons: { !$0.isArtefact })
    self.snapshot = snapshot
    unit = selection.unit
    appearances = try BipartiteGraph(
      memberCount: snapshot.persons.count, groupCount: snapshot.media.count,
      memberships: snapshot.appearances.lazy.flatMap { appearance in
        appearance.faces.map { _ in (appearance.person, appearance.media) }
      })
    let people: Projection
    switch selection.unit {
    case .once, .near, .media:
      let occasions = snapshot.occasions
      var members = [[Int]](repeating: [], count: snapshot.media.count)
      for (media, first) in occasions.enumerated() { members[first].append(media) }
      // The best copy comes first.
      for i in members.indices where members[i].count > 1 {
        members[i].sort {
          (snapshot.copies[snapshot.media[$0].id]?.rank ?? 0, $0)
            < (snapshot.copies[snapshot.media[$1].id]?.rank ?? 0, $1)
        }
      }
      mediaOfGroup = members
      let units =
        !snapshot.hasOccasions
        ? appearances
        : try BipartiteGraph(
          memberCount: snapshot.persons.count, groupCount: snapshot.media.count,
          memberships: snapshot.appearances.lazy.flatMap { appearance in
            appearance.faces.map { _ in (appearance.person, occasions[appearance.media]) }
          })
      if snapshot.hasOccasions || snapshot.media.contains(where: { $0.kind == .video }) {
        let longest = selection.longestGap
        people = try selection.projection(of: units, jobs: jobs) { a, b, occasion in
          members[occasion].count == 1 && snapshot.media[occasion].kind == .photo
            || members[occasion].contains {
              Self.areTogether(a, b, in: $0, of: snapshot, within: longest)
            }
        }
      } else {
        people = try selection.projection(of: units, jobs: jobs)
      }
    case .frame:
      let frames = Frames(of: snapshot)
      mediaOfGroup = frames.media.map { [$0] }
      people = try selection.projection(
        of: BipartiteGraph(
          memberCount: snapshot.persons.count, groupCount: frames.media.count,
          memberships: frames.memberships), jobs: jobs)
    }
    guard selection.minConfidence > 0 else {
      self.people = people
      ends = !snapshot.hasOccasions ? nil : Array(people.graph.edges)
      return
    }
    let groups = mediaOfGroup
    self.people = people.filteringEdges { edge in
      let evidence = Self.media(
        of: edge, people.evidence(ofEdge: edge.id), groups, snapshot, selection.longestGap)
      return snapshot.confidence(edge.source, edge.target, in: evidence) ?? 0
        >= selection.minConfidence
    }
    ends = !snapshot.hasOccasions ? nil : Array(self.people.graph.edges)
  }

  /// How probable it is that both persons of an edge of `people` were really there; `nil` where it is
  /// not known how sure their faces are.
  public func confidence(ofEdge edge: Graph.Edge) -> Double? {
    snapshot.confidence(edge.source, edge.target, in: evidence(ofEdge: edge.id))
  }

  /// How many persons were left out because they are probably artefacts.
  public var artefactCount: Int { everybody.persons.count - snapshot.persons.count }

  /// The media that prove an edge of `people`, in the order of the snapshot.
  public func evidence(ofEdge edge: Int) -> [Int] {
    guard let ends else { return Self.media(people.evidence(ofEdge: edge), mediaOfGroup) }
    return Self.media(
      of: ends[edge], people.evidence(ofEdge: edge), mediaOfGroup, snapshot, unit.longestGap)
  }
}

extension Cooccurrence {
  /// When a video shows both persons of an edge of `people`; no spans in a photo.
  func moments(ofEdge edge: Graph.Edge, in media: Int) -> Moments {
    snapshot.moments(of: edge.source, edge.target, in: media, gap: unit.longestGap)
  }

  /// Whether a media shows two persons together.
  private static func areTogether(
    _ a: Int, _ b: Int, in media: Int, of snapshot: CaseSnapshot, within longest: Int?
  ) -> Bool {
    let meeting = snapshot.meeting(of: a, b, in: media)
    guard meeting.areBothThere else { return false }
    guard let longest, snapshot.media[media].kind == .video else { return true }
    return meeting.gap <= longest
  }

  /// The media of some groups of one media each, each once.
  private static func media(_ groups: some Sequence<Int32>, _ mediaOfGroup: [[Int]]) -> [Int] {
    var media: [Int] = []
    for group in groups {
      for item in mediaOfGroup[Int(group)] where media.last != item { media.append(item) }
    }
    return media
  }

  /// The media of some groups that show both persons of an edge, each once.
  private static func media(
    of edge: Graph.Edge, _ groups: some Sequence<Int32>, _ mediaOfGroup: [[Int]],
    _ snapshot: CaseSnapshot, _ longest: Int?
  ) -> [Int] {
    var media: [Int] = []
    for group in groups {
      let members = mediaOfGroup[Int(group)]
      let shown =
        members.count == 1
        ? members
        : members.filter {
          areTogether(edge.source, edge.target, in: $0, of: snapshot, within: longest)
        }
      for item in shown where media.last != item { media.append(item) }
    }
    return media
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
