import CaseStore
import Domain
import Foundation
import GraphAnalysis

/// Which part of a case becomes a graph, and what its weights mean.
public struct GraphSelection: Sendable, Equatable {
  /// What two persons must share to be linked, as text: `once`, `frame`, `media`, or a time such as
  /// `10s`.
  public enum Unit: Hashable, Sendable {
    /// A photo, or a moment of a video: a frame that shows both. Every photo and video counts once.
    case once
    /// The same, but every frame of a video counts that shows both.
    case frame
    /// A photo, or a video in which they come as near in time as this.
    case near(Milliseconds)
    /// A photo or a whole video.
    case media
  }

  /// What the weight of a pair says.
  public var weights: WeightScheme
  /// What a pair must share.
  public var unit: Unit
  /// Pairs of smaller weight are left out.
  public var minWeight: Double
  /// Where there is a level, only pairs are kept whose meetings chance does not explain: corrected
  /// p-values of the stochastic degree sequence model are at most this.
  public var significance: Double?
  /// Whether persons who are probably none are taken, too; see `Person.isArtefact`.
  public var includesArtefacts = false
  /// Pairs are left out of whom it is less probable that both were really there.
  public var minConfidence: Double
  /// Where there is an event, all other media are left out.
  public var event: Set<MediaID>?
  /// Media from before are left out, and so are undated ones: a date of which ISO 8601 dates are
  /// continuations, such as `2024-05`.
  public var since: String?
  /// Media from after are left out, and so are undated ones.
  public var until: String?
  /// Media from elsewhere are left out, and so are those without a position.
  public var area: Area?

  /// Everything, weighted by the number of photos and videos that show both at once, unless parameters say otherwise.
  public init(
    weights: WeightScheme = .count, unit: Unit = .once, minWeight: Double = 0,
    significance: Double? = nil, minConfidence: Double = 0, event: Set<MediaID>? = nil,
    since: String? = nil,
    until: String? = nil, area: Area? = nil
  ) {
    self.weights = weights
    self.unit = unit
    self.minWeight = minWeight
    self.significance = significance
    self.minConfidence = minConfidence
    self.event = event
    self.since = since
    self.until = until
    self.area = area
  }

  /// Whether only some media are taken.
  var isPartial: Bool { event != nil || since != nil || until != nil || area != nil }

  /// Whether a media is taken.
  func includes(_ media: Media) -> Bool {
    if let event, !event.contains(media.id) { return false }
    if since != nil || until != nil {
      guard let date = media.date else { return false }
      if let since, date < since { return false }
      if let until, date > until, !date.hasPrefix(until) { return false }
    }
    guard let area else { return true }
    return media.place.map(area.contains) ?? false
  }

  /// The most milliseconds between two persons of a video; `nil` where any number will do.
  var longestGap: Int? { unit.longestGap }

  /// The persons who share a unit, as chosen.
  ///
  /// - Parameter areTogether: Whether two persons who share a group share a unit.
  func projection(
    of memberships: BipartiteGraph, jobs: Int,
    where areTogether: ((_ a: Int, _ b: Int, _ group: Int) -> Bool)? = nil
  ) throws -> Projection {
    var people = Projection(of: memberships, weights: weights, jobs: jobs)
    if let areTogether {
      people = people.filteringEvidence { areTogether($0.source, $0.target, $1) }
    }
    if let significance {
      people = try Backbone(StochasticDegreeSequenceModel(), level: significance)
        .extract(from: people)
    }
    return minWeight > 0 ? people.filteringEdges { $0.weight >= minWeight } : people
  }
}

extension GraphSelection.Unit {
  /// The most milliseconds between two persons of a video; `nil` where any number will do.
  var longestGap: Int? {
    switch self {
    case .once, .frame: 0
    case .near(let gap): gap.count
    case .media: nil
    }
  }

  /// What makes two people a pair, for people who read a graph or a table.
  public var explanation: String {
    switch self {
    case .once: "A pair: shown at once by a photo, or by a moment of a video."
    case .frame:
      "A pair: shown at once by a photo, or by a moment of a video; every such moment counts."
    case .near(let gap): "A pair: shown by a photo, or within \(gap) by a video."
    case .media: "A pair: shown by the same photo or video, at whatever moments."
    }
  }
}

extension GraphSelection.Unit: LosslessStringConvertible {
  /// The unit as people write it.
  public var description: String {
    switch self {
    case .once: "once"
    case .frame: "frame"
    case .near(let gap): gap.description
    case .media: "media"
    }
  }

  /// The unit that `text` writes; `nil` where it is none.
  public init?(_ text: String) {
    switch text {
    case "once": self = .once
    case "frame": self = .frame
    case "media": self = .media
    default:
      guard let gap = Milliseconds(text) else { return nil }
      self = .near(gap)
    }
  }
}
