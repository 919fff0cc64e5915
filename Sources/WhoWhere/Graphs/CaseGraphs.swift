import CaseStore
import GraphAnalysis
import GraphFormats
import ParallelLoops

/// The graphs of a case, for documents, drawings and tables. Measures are computed when they are first
/// asked for.
public struct CaseGraphs: Sendable {
  /// Who was seen with whom.
  public let cooccurrence: Cooccurrence
  /// Measures of the people graph.
  public let measurement: GraphMeasurement
  let jobs: Int

  /// Builds the graphs of `snapshot`, or of what `selection` takes of it.
  ///
  /// - Throws: `GraphError` where there are more persons or media than 32-bit numbers.
  public init(
    of snapshot: CaseSnapshot, selection: GraphSelection = GraphSelection(), jobs: Int = allCores
  ) throws {
    cooccurrence = try Cooccurrence(in: snapshot, selection: selection, jobs: jobs)
    measurement = GraphMeasurement(
      of: cooccurrence.people.graph, measuresEdges: true, jobs: jobs)
    self.jobs = jobs
  }

  /// What the graphs were made from, without artefacts.
  public var snapshot: CaseSnapshot { cooccurrence.snapshot }
  /// Persons (members) and media (groups), as numbered in the snapshot.
  public var appearances: BipartiteGraph { cooccurrence.appearances }
  /// Persons who were seen together.
  public var people: Projection { cooccurrence.people }

  /// The values of a measure of persons, all missing where the graph has no such measure.
  func values(of measure: PersonMeasure) throws -> [Double?] {
    try Self.missing(people.graph.nodeCount) { try measurement.values(of: measure) }
  }

  /// The values of a measure of pairs, all missing where the graph has no such measure.
  func values(of measure: PairMeasure) throws -> [Double?] {
    try Self.missing(people.graph.edgeCount) { try measure.compute(people, measurement) }
  }

  /// Components of exactly equal weight have no first among them, and some graphs fit no model of
  /// chance: then a measure has no values.
  private static func missing(_ count: Int, _ values: () throws -> [Double?]) throws -> [Double?] {
    do { return try values() } catch GraphError.noConvergence {
      return [Double?](repeating: nil, count: count)
    }
  }

  /// What the graphs were made from, in short facts for drawings: of the files that were taken, not
  /// of the whole case.
  public var notes: [String] {
    let media = snapshot.media
    let kinds = [("photo", Media.Kind.photo), ("video", .video)].compactMap { name, kind in
      let count = media.count { $0.kind == kind }
      return count == 0 ? nil : Count.of(count, name)
    }
    let faces = snapshot.faceMedia.count { $0 >= 0 }
    let dates = snapshot.dates(of: media.indices)
    let days = Set([dates.first, dates.last].compactMap { $0?.prefix(10) }).sorted()
    let dated = media.count { $0.date != nil }
    let part = dated == media.count ? "" : " (\(dated) of \(media.count) dated)"
    let artefacts = cooccurrence.artefactCount
    let omission =
      artefacts == 0
      ? [] : ["left out: \(Count.of(artefacts, "probable artefact")) (blurred, cut off or no face)"]
    let together =
      media.contains { $0.kind == .video } ? [cooccurrence.unit.explanation.lowercasedFirst] : []
    return [
      (kinds + [Count.of(faces, "face"), Count.of(snapshot.persons.count, "person", "people")])
        .joined(separator: ", ")
    ] + together + (days.isEmpty ? ["none is dated"] : [days.joined(separator: " to ") + part])
      + omission
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

  /// Dates, or seconds of videos where nothing has a date.
  var spellUnit: SpellUnit {
    let isDated = snapshot.media.contains { $0.date != nil }
    return isDated || !snapshot.media.contains { $0.kind == .video } ? .milliseconds : .plain
  }

  /// When somebody was where, in the order of time: at the moment of a photo, and in the spans of time of
  /// a video.
  func spells(of appearances: some Sequence<CaseSnapshot.Appearance>) -> [Spell] {
    appearances.flatMap { spells(in: $0.media, snapshot.moments(of: $0)) }.ordered
  }

  /// Spans of a video in time, or the moment of a photo; none where that is not known.
  func spells(in media: Int, _ moments: Moments) -> [Spell] {
    if spellUnit == .plain {
      return moments.spans.map { Spell(start: Double($0.start) / 1000, end: Double($0.end) / 1000) }
    }
    guard let date = snapshot.media[media].date.flatMap(TimeText.milliseconds) else { return [] }
    guard !moments.spans.isEmpty else { return [Spell(at: date)] }
    return moments.spans.map {
      Spell(start: Double(date) + Double($0.start), end: Double(date) + Double($0.end))
    }
  }

  /// All of a video; nothing for a photo.
  func whole(of media: Int) -> Moments {
    guard let length = snapshot.videos[snapshot.media[media].id]?.duration else {
      return Moments([], gap: 0)
    }
    return Moments([(0, length)], gap: 0)
  }
}

extension String {
  /// As a fact among others: without a capital and a period.
  fileprivate var lowercasedFirst: String {
    prefix(1).lowercased() + (hasSuffix(".") ? dropFirst().dropLast() : dropFirst())
  }
}

extension [Spell] {
  /// In the order of time, each once.
  var ordered: [Spell] {
    sorted { ($0.start ?? 0, $0.end ?? 0) < ($1.start ?? 0, $1.end ?? 0) }
      .reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }
}
