import ArgumentParser
import Domain
import GraphAnalysis
import GraphFormats
import WhoWhere

extension WeightScheme: ExpressibleByArgument {}
extension GraphSelection.Unit: ExpressibleByArgument {}

/// Which part of a case becomes a graph, and what its weights mean.
struct SelectionOptions: ParsableArguments {
  @Option(
    help: """
      How links are weighted: by count of shared photos and videos, its ratio to all, newman (a \
      small picture counts more than a crowd), jaccard, overlap, cosine.
      """)
  var weights = WeightScheme.count

  @Option(
    help: """
      What makes two people a pair: once: a photo, or a moment of a video, shows both; frame: the \
      same, but each frame that was searched counts; 10s: a video shows both within this time; \
      media: a video shows both, at any time.
      """)
  var within = GraphSelection.Unit.once

  @Option(help: ArgumentHelp("Leave out links of smaller weight.", valueName: "weight"))
  var minWeight = 0.0

  @Option(
    help: ArgumentHelp(
      "Keep only pairs whose meetings chance does not explain: the largest p-value, such as 0.05, "
        + "corrected for the number of pairs.", valueName: "level"))
  var significance: Double?

  @Option(
    help: ArgumentHelp(
      "Leave out pairs that are less sure: the least probability that both were there, 0 to 1.",
      valueName: "probability"))
  var minConfidence = 0.0

  @Flag(
    help: """
      Take persons who are probably none, too: things taken for faces, or blurred and cut-off faces of \
      several people.
      """)
  var artefacts = false

  @Option(
    help: ArgumentHelp(
      "Leave out photos and videos of other events: a named event, a folder, or a span such "
        + "as 2024-05-01..2024-05-03.",
      valueName: "event"))
  var event: String?

  @Option(
    help: ArgumentHelp(
      "Leave out photos and videos from before: 2024, 2024-05, …", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Leave out photos and videos from after.", valueName: "time"))
  var until: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Leave out photos and videos from elsewhere: latitude,longitude,radius, as 48.1,11.5,3km.",
      valueName: "place"))
  var place: String?

  func validate() throws {
    for time in [since, until].compactMap({ $0 }) where !TimeSpan.isMoment(time) {
      throw ValidationError("\(time) is no time such as 2024, 2024-05 or 2024-05-01T18:30.")
    }
    guard minWeight >= 0 else { throw ValidationError("--min-weight takes a number from 0.") }
    guard (0...1).contains(minConfidence) else {
      throw ValidationError("--min-confidence takes a number from 0 to 1.")
    }
    if let significance, !(significance > 0 && significance <= 1) {
      throw ValidationError("--significance takes a number above 0, at most 1.")
    }
    if place != nil, area == nil {
      throw ValidationError(
        "--place takes latitude,longitude,radius, such as 48.2,16.37,5km or 48.2,16.37,300m: "
          + "latitude from -90 to 90, longitude from -180 to 180, a radius above 0.")
    }
  }

  /// Refuses a selection from a graph file, which has no media to select; one that says who is in
  /// what can be weighted and tested.
  func validate(against file: InputOptions) throws {
    guard file.input != nil, !isEverything else { return }
    let isOfProjection =
      event == nil && since == nil && until == nil && place == nil && within == .media
    guard file.bipartite && isOfProjection else {
      throw ValidationError(
        file.bipartite
          ? "Only --weights, --min-weight and --significance go with --bipartite."
          : "Only a case can be selected from; --input is taken as it is.")
    }
  }

  /// The graphs of a file that says who is in what.
  func bipartite(_ document: GraphDocument) throws -> BipartiteDocument {
    try BipartiteDocument(document, selection: selection)
  }

  private var area: Area? { Self.area(place) }

  /// The area that `place` names: latitude, longitude and radius; `nil` where it is none.
  static func area(_ place: String?) -> Area? {
    guard let place else { return nil }
    let parts = place.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.filter { !$0.isWhitespace }.lowercased()
    }
    guard parts.count == 3 else { return nil }
    let (radius, unit) =
      parts[2].hasSuffix("km")
      ? (parts[2].dropLast(2), 1.0)
      : parts[2].hasSuffix("m") ? (parts[2].dropLast(), 0.001) : (parts[2][...], 1.0)
    let numbers =
      parts.prefix(2).compactMap { Double($0) }
      + [Double(radius)].compactMap { $0.map { $0 * unit } }
    guard numbers.count == 3, (-90...90).contains(numbers[0]), (-180...180).contains(numbers[1]),
      numbers[2] > 0, numbers[2].isFinite
    else { return nil }
    return Area(
      center: Place(latitude: numbers[0], longitude: numbers[1]), kilometers: numbers[2])
  }

  /// Whether nothing is selected: the whole case, weighted by the number of shared photos and videos.
  private var isEverything: Bool { event == nil && selection == GraphSelection() }

  /// What is selected, in short facts for drawings.
  var notes: [String] {
    var facts: [String] = []
    if let event { facts.append("event \(event)") }
    if let since { facts.append("since \(since)") }
    if let until { facts.append("until \(until)") }
    if let place { facts.append("within \(place)") }
    if within == .frame { facts.append("together at one moment") }
    if weights != .count { facts.append("weights: \(weights.rawValue)") }
    if minWeight > 0 { facts.append("pairs of weight \(minWeight) or more") }
    if minConfidence > 0 { facts.append("pairs of confidence \(minConfidence) or more") }
    if let significance { facts.append("pairs that chance does not explain (p ≤ \(significance))") }
    return facts.isEmpty ? [] : ["Only: " + facts.joined(separator: "; ")]
  }

  /// The graphs of what is selected of a case.
  func source(_ caseOptions: CaseOptions) throws -> CaseGraphSource {
    try CaseGraphSource(case: caseOptions.path, selection: selection, event: event)
  }

  private var selection: GraphSelection {
    var selection = GraphSelection(
      weights: weights, unit: within, minWeight: minWeight, significance: significance,
      minConfidence: minConfidence, since: since, until: until, area: area)
    selection.includesArtefacts = artefacts
    return selection
  }

  /// Says in one line how many persons were left out as artefacts.
  static func note(artefacts: Int) {
    guard artefacts > 0 else { return }
    wwww.note(
      "\(Count.of(artefacts, "person is probably an artefact and", "persons are probably artefacts and")) "
        + "left out; --artefacts includes \(artefacts == 1 ? "it" : "them")")
  }
}
