import CaseStore
import GraphAnalysis
import ParallelLoops

/// Who is in which media of a case, and so who was seen with whom.
public struct Cooccurrence: Sendable {
  /// The case, or the part of it that was selected.
  public let snapshot: CaseSnapshot
  /// Persons (members) and media (groups), as numbered in the snapshot.
  public let appearances: BipartiteGraph
  /// Persons who were seen together, weighted as the selection says. Its groups are the media, or
  /// the frames; see `evidence(ofEdge:)`.
  public let people: Projection
  /// What two persons must share to be linked.
  public let unit: GraphSelection.Unit
  /// The media of each group of `people`.
  private let mediaOfGroup: [Int]

  /// Projects `snapshot`, or what `selection` takes of it.
  ///
  /// - Throws: `GraphError` where there are more persons or media than 32-bit numbers.
  /// - Complexity: O(faces + Σ p²) for media, or frames, of p persons each.
  public init(
    in snapshot: CaseSnapshot, selection: GraphSelection = GraphSelection(), jobs: Int = allCores
  ) throws {
    let snapshot = selection.isPartial ? snapshot.selecting(selection.includes) : snapshot
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
      mediaOfGroup = Array(snapshot.media.indices)
      if let longest = selection.longestGap,
        snapshot.media.contains(where: { $0.kind == .video })
      {
        people = try selection.projection(of: appearances, jobs: jobs) { a, b, media in
          snapshot.media[media].kind == .photo
            || snapshot.meeting(of: a, b, in: media).gap <= longest
        }
      } else {
        people = try selection.projection(of: appearances, jobs: jobs)
      }
    case .frame:
      let frames = Frames(of: snapshot)
      mediaOfGroup = frames.media
      people = try selection.projection(
        of: BipartiteGraph(
          memberCount: snapshot.persons.count, groupCount: frames.media.count,
          memberships: frames.memberships), jobs: jobs)
    }
    guard selection.minConfidence > 0 else {
      self.people = people
      return
    }
    let groups = mediaOfGroup
    self.people = people.filteringEdges { edge in
      let evidence = Self.media(people.evidence(ofEdge: edge.id), groups)
      return snapshot.confidence(edge.source, edge.target, in: evidence) ?? 0
        >= selection.minConfidence
    }
  }

  /// How probable it is that both persons of an edge of `people` were really there; `nil` where it is
  /// not known how sure their faces are.
  public func confidence(ofEdge edge: Graph.Edge) -> Double? {
    snapshot.confidence(edge.source, edge.target, in: evidence(ofEdge: edge.id))
  }

  /// The media that prove an edge of `people`, in the order of the snapshot.
  public func evidence(ofEdge edge: Int) -> [Int] {
    Self.media(people.evidence(ofEdge: edge), mediaOfGroup)
  }
}

extension Cooccurrence {
  /// When a video shows both persons of an edge of `people`; no spans in a photo.
  func moments(ofEdge edge: Graph.Edge, in media: Int) -> Moments {
    snapshot.moments(of: edge.source, edge.target, in: media, gap: unit.longestGap)
  }

  /// The media of some groups, each once.
  private static func media(_ groups: some Sequence<Int32>, _ mediaOfGroup: [Int]) -> [Int] {
    var media: [Int] = []
    for group in groups where media.last != mediaOfGroup[Int(group)] {
      media.append(mediaOfGroup[Int(group)])
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
