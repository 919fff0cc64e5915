import CaseStore
import Domain
import Files
import GraphAnalysis
import GraphFormats
import Hummingbird
import WhoWhere

/// Which part of the people graph is wanted, in the words of `wwww graph`.
struct GraphWish: Sendable, Hashable {
  let filter: CasePages.Filter
  let minWeight: Double
  let minConfidence: Double
  let significance: Double?
  let unit: GraphSelection.Unit
  let includesArtefacts: Bool

  /// All of it.
  init() {
    (filter, minWeight, minConfidence, significance) = (CasePages.Filter(), 0, 0, nil)
    unit = .once
    includesArtefacts = false
  }

  /// - Throws: `HTTPError` 400 where a parameter makes no sense.
  init(_ request: Request) throws {
    filter = try request.filter()
    func number(_ name: String, in range: ClosedRange<Double>) throws -> Double? {
      guard let text = request.text(name) else { return nil }
      guard let value = Double(text), range.contains(value) else {
        throw HTTPError(
          .badRequest,
          message: "\(name) takes a number from \(range.lowerBound) to \(range.upperBound).")
      }
      return value
    }
    minWeight = try number("min-weight", in: 0...1e12) ?? 0
    minConfidence = try number("min-confidence", in: 0...1) ?? 0
    includesArtefacts = request.text("artefacts") == "true"
    significance = try number("significance", in: 1e-12...1)
    guard let unit = GraphSelection.Unit(request.text("within") ?? "once") else {
      throw HTTPError(
        .badRequest, message: "within takes once, a time such as 10s, frame or media.")
    }
    self.unit = unit
  }

  /// The graph as a document with places and colors.
  ///
  /// - Parameter isWhole: Whether all measures are wanted, as in a file, or what the page draws.
  /// - Returns: The document, and what was left out, in words.
  func document(of reviewed: ReviewedCase, isWhole: Bool) throws -> (GraphDocument, note: String?) {
    var selection = GraphSelection(
      unit: unit, minWeight: minWeight, significance: significance, minConfidence: minConfidence,
      event: try filter.event.map { Set(try reviewed.reader.event($0)) }, since: filter.since,
      until: filter.until, area: filter.area)
    selection.includesArtefacts = includesArtefacts
    let graphs = try CaseGraphs(of: reviewed.snapshot(), selection: selection)
    let artefacts = graphs.cooccurrence.artefactCount
    return (
      isWhole
        ? try graphs.peopleGraphDocument()
        : try graphs.peopleGraphDocument(measures: [.degree, .community], pairMeasures: []),
      artefacts > 0 ? "\(Count.of(artefacts, "probable artefact")) left out" : nil
    )
  }

  /// The document as the page draws it: persons with place, color and figures, links with evidence.
  func json(of document: GraphDocument, note: String?) throws -> String {
    func column(_ name: String, in columns: [AttributeColumn]) -> AttributeColumn? {
      columns.first { $0.name == name }
    }
    func cell(_ column: AttributeColumn?, _ index: Int) -> String {
      column.flatMap { JSONText.value($0, at: index) } ?? "null"
    }
    let nodes = document.nodeColumns
    let (person, name, faces) = (
      column("person", in: nodes), column("name", in: nodes), column("faces", in: nodes)
    )
    let unconfirmed = column("unconfirmed", in: nodes)
    let (degree, community, first, last) = (
      column("Degree", in: nodes), column("modularity_class", in: nodes),
      column("first", in: nodes), column("last", in: nodes)
    )
    let nodeTexts = document.nodeIDs.indices.map { i in
      let place = document.nodePositions?[i]
      let color = document.nodeColors?[i]
      return jsonObject([
        "person": cell(person, i), "name": cell(name, i), "faces": cell(faces, i),
        "unconfirmed": cell(unconfirmed, i), "degree": cell(degree, i),
        "community": cell(community, i),
        "x": JSONText.number(place?.x ?? 0), "y": JSONText.number(place?.y ?? 0),
        "color": quoted(color?.hex ?? "#888888"),
      ])
    }
    let edges = document.edgeColumns
    let (media, since, until, confidence) = (
      column("media", in: edges), column("first", in: edges), column("last", in: edges),
      column("confidence", in: edges)
    )
    let linkTexts = document.edgeSources.indices.map { i in
      jsonObject([
        "source": cell(person, Int(document.edgeSources[i])),
        "target": cell(person, Int(document.edgeTargets[i])),
        "weight": JSONText.number(document.edgeWeights?[i] ?? 1), "media": cell(media, i),
        "first": cell(since, i), "last": cell(until, i), "confidence": cell(confidence, i),
      ])
    }
    let dates = document.nodeIDs.indices.compactMap { first?.text(at: $0) }
    let ends = document.nodeIDs.indices.compactMap { last?.text(at: $0) }
    return jsonObject([
      "nodes": "[" + nodeTexts.joined(separator: ",\n") + "]",
      "links": "[" + linkTexts.joined(separator: ",\n") + "]",
      "first": dates.min().map(quoted) ?? "null", "last": ends.max().map(quoted) ?? "null",
      "note": note.map(quoted) ?? "null",
    ])
  }
}

/// Bytes that a writer wrote, in memory.
final class TextSink: ByteSink {
  private(set) var bytes: [UInt8] = []
  func write(_ part: UnsafeRawBufferPointer) { bytes.append(contentsOf: part) }
}
