import CaseStore
import Domain
import Foundation
import GraphAnalysis

/// Which part of a case becomes a graph, and what its weights mean.
public struct GraphSelection: Sendable, Equatable {
  /// What two persons must share to be linked.
  public enum Unit: String, Sendable, CaseIterable {
    /// A photo or video.
    case media
    /// A photo, or one moment of a video.
    case frame
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

  /// Everything, weighted by the number of shared media, unless parameters say otherwise.
  public init(
    weights: WeightScheme = .count, unit: Unit = .media, minWeight: Double = 0,
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

  /// The persons who share a unit, as chosen.
  func projection(of memberships: BipartiteGraph, jobs: Int) throws -> Projection {
    var people = Projection(of: memberships, weights: weights, jobs: jobs)
    if let significance {
      people = try Backbone(StochasticDegreeSequenceModel(), level: significance)
        .extract(from: people)
    }
    return minWeight > 0 ? people.filteringEdges { $0.weight >= minWeight } : people
  }
}
