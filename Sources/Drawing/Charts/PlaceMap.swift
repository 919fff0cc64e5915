import Foundation
import GraphFormats

/// Who was seen where: a circle for every place, as large as many people were seen there, over a
/// net of degrees and, where the map is of countries, their outlines.
///
/// Works on the face graph: nodes with `latitude` and `longitude` are photos and videos, their
/// neighbors are the people in them. Near positions are one place. Lines join places at which the
/// same people were seen. What has no position is counted, not drawn.
///
/// The projection is equirectangular, true to scale along the middle parallel.
public struct PlaceMap: Sendable {
  /// The graph.
  public var graph: GraphDocument
  /// The outlines of countries, if there are any.
  public var outlines: Outlines?
  /// Short facts for below the title.
  public var notes: [String] = []

  /// A map of `graph`.
  public init(_ graph: GraphDocument, outlines: Outlines? = nil) {
    self.graph = graph
    self.outlines = outlines
  }

  /// Positions that are taken for one.
  private struct Place {
    var latitude, longitude: Double
    var media: [Int]
    var people: Set<Int> = []
  }

  /// Below this span, in degrees, outlines would be wrong by more than they show.
  private static let leastSpanOfOutlines = 3.0
  private static let width = 960.0

  /// The drawing.
  ///
  /// - Throws: `GraphDocumentError` where the graph is not valid; `DrawingError`, also where nothing
  ///   has a position; `FileError`.
  public func canvas(with process: DrawingProcess = DrawingProcess()) throws -> Canvas {
    try graph.validate()
    let positions = self.positions
    guard !positions.isEmpty else {
      throw DrawingError.refused(
        "no photo or video has a position; a map needs latitude and longitude")
    }
    let frame = MapFrame(
      latitudes: positions.map(\.latitude), longitudes: positions.map(\.longitude),
      width: Self.width)
    let places = places(positions, frame)
    let (margin, size) = (24.0, 12.0)
    let heading = Heading("Where people were seen", notes: notes, width: Self.width, size: size)
    let hasOutlines = outlines != nil && frame.span >= Self.leastSpanOfOutlines
    let legend = Legend(
      [], sentences(places, positions.count, hasOutlines), width: Self.width, size: 10)
    let top = 2 * margin + heading.height
    var canvas = Canvas(
      width: Self.width + 2 * margin, height: top + frame.height + legend.height + 2 * margin)
    canvas.title = "Where people were seen"
    heading.draw(on: &canvas, x: margin, y: margin)
    canvas.add(
      .rectangle(x: margin, y: top, width: Self.width, height: frame.height, corner: 0),
      Canvas.Style(fill: hasOutlines ? "#eaf1f6" : "#f7f7f4", stroke: "#c8c8c8", width: 0.7))
    if hasOutlines, let outlines {
      for shape in outlines.rings {
        let points = frame.clipped(shape.map { frame.point(latitude: $0.y, longitude: $0.x) })
        guard points.count > 2 else { continue }
        canvas.add(
          .area([points.map { Canvas.Point($0.x + margin, $0.y + top) }]),
          Canvas.Style(fill: "#fbfaf5", stroke: "#b9b2a4", width: 0.6))
      }
    }
    frame.drawGraticule(on: &canvas, left: margin, top: top)
    try draw(places, frame, left: margin, top: top, process, on: &canvas)
    legend.draw(on: &canvas, x: margin, y: top + frame.height + margin)
    return canvas
  }

  private var positions: [(node: Int, latitude: Double, longitude: Double)] {
    guard let latitudes = graph.nodeColumn("latitude"),
      let longitudes = graph.nodeColumn("longitude")
    else { return [] }
    return (0..<graph.nodeCount).compactMap { node in
      guard let latitude = latitudes.number(at: node), let longitude = longitudes.number(at: node),
        (-90...90).contains(latitude), (-180...180).contains(longitude)
      else { return nil }
      return (node, latitude, longitude)
    }
  }

  /// Positions nearer than a fortieth of the map are one place, the first of them its center.
  private func places(
    _ positions: [(node: Int, latitude: Double, longitude: Double)], _ frame: MapFrame
  ) -> [Place] {
    var places: [Place] = []
    var points: [Canvas.Point] = []
    var placeOfNode: [Int: Int] = [:]
    for (node, latitude, longitude) in positions {
      let point = frame.point(latitude: latitude, longitude: longitude)
      let near = points.firstIndex {
        hypot($0.x - point.x, $0.y - point.y) < Self.width / 40
      }
      if let near {
        places[near].media.append(node)
      } else {
        points.append(point)
        places.append(Place(latitude: latitude, longitude: longitude, media: [node]))
      }
      placeOfNode[node] = near ?? places.count - 1
    }
    for edge in 0..<graph.edgeCount {
      let (a, b) = (Int(graph.edgeSources[edge]), Int(graph.edgeTargets[edge]))
      if let place = placeOfNode[b], placeOfNode[a] == nil { places[place].people.insert(a) }
      if let place = placeOfNode[a], placeOfNode[b] == nil { places[place].people.insert(b) }
    }
    return places
  }

  /// Places as nodes of a graph of their own, labeled as in other drawings.
  private func draw(
    _ places: [Place], _ frame: MapFrame, left: Double, top: Double, _ process: DrawingProcess,
    on canvas: inout Canvas
  ) throws {
    var pairs: [(Int32, Int32)] = []
    var shared: [Double] = []
    for a in places.indices {
      for b in places.indices where b > a {
        let common = places[a].people.intersection(places[b].people).count
        guard common > 0 else { continue }
        pairs.append((Int32(a), Int32(b)))
        shared.append(Double(common))
      }
    }
    var document = GraphDocument(
      isDirected: false, nodeIDs: places.indices.map { "place:\($0)" },
      edgeSources: pairs.map(\.0), edgeTargets: pairs.map(\.1))
    document.nodeLabels = places.map(label)
    document.nodeColumns = [AttributeColumn("people", integers: places.map(\.people.count))]
    document.nodeColors = places.map(color)
    var diagram = Diagram(document)
    diagram.sizeColumn = "people"
    diagram.drawsUnlinked = true
    diagram.maximumNodes = .max
    let scene = DiagramScene(diagram, DiagramSelection(diagram))
    let centers = places.map { place in
      let point = frame.point(latitude: place.latitude, longitude: place.longitude)
      return Canvas.Point(point.x + left, point.y + top)
    }
    let strongest = shared.max() ?? 1
    let sureness = sureness(of: places)
    for (pair, weight) in zip(pairs, shared) {
      let (a, b) = (sureness[Int(pair.0)], sureness[Int(pair.1)])
      let confidence = DiagramScene.Confidence(
        places[Int(pair.0)].people.intersection(places[Int(pair.1)].people)
          .compactMap { person in a[person].flatMap { first in b[person].map { first * $0 } } }
          .max())
      let width = 0.5 + 2.5 * (weight / strongest).squareRoot()
      canvas.add(
        .line([centers[Int(pair.0)], centers[Int(pair.1)]]),
        Canvas.Style(
          stroke: "#505050", width: width, dash: confidence.dash(width: width), opacity: 0.35),
        kind: "edge", title: "\(Int(weight)) seen at both places")
    }
    let ruler = try TextRuler(scene.labelTexts, with: process)
    let frame = DiagramLabels.Box(
      Canvas.Point(left + Self.width / 2, top + frame.height / 2), Self.width / 2, frame.height / 2)
    let labels = DiagramLabels(scene, at: centers, fontSize: 11, ruler, within: frame)
    for label in labels.labels {
      if let leader = label.leader {
        canvas.add(.line([leader.from, leader.to]), Canvas.Style(stroke: "#222222", width: 0.7))
      }
    }
    // The smaller ones on top.
    for (number, node) in scene.nodes.enumerated().sorted(by: { $0.1.size > $1.1.size }) {
      canvas.add(
        .circle(x: centers[number].x, y: centers[number].y, radius: node.size / 2),
        Canvas.Style(fill: node.color.hex, stroke: "#ffffff", width: 1, opacity: 0.9),
        id: "n\(number)", kind: "node", title: title(places[number]))
    }
    for label in labels.labels {
      canvas.add(
        .text(
          label.text, x: label.center.x, y: label.center.y, size: label.fontSize, isBold: false,
          anchor: .middle, length: label.width, angle: 0),
        Canvas.Style(fill: label.isInside ? "#ffffff" : "#1a1a1a"), kind: "label")
    }
  }

  /// How sure it is that each person was at each place: as sure as in the surest picture of it.
  private func sureness(of places: [Place]) -> [[Int: Double]] {
    guard let column = graph.edgeColumn("confidence") else { return places.map { _ in [:] } }
    var placeOfMedia: [Int: Int] = [:]
    for (number, place) in places.enumerated() {
      for media in place.media { placeOfMedia[media] = number }
    }
    var sureness = places.map { _ in [Int: Double]() }
    for edge in 0..<graph.edgeCount {
      let ends = (Int(graph.edgeSources[edge]), Int(graph.edgeTargets[edge]))
      for (person, media) in [ends, (ends.1, ends.0)] {
        guard let place = placeOfMedia[media], placeOfMedia[person] == nil,
          let sure = column.number(at: edge)
        else { continue }
        sureness[place][person] = max(sureness[place][person] ?? 0, sure)
      }
    }
    return sureness
  }

  /// The people of a place, those seen in most pictures of it first.
  private func people(_ place: Place) -> [Int] {
    let media = Set(place.media)
    var counts: [Int: Int] = [:]
    for edge in 0..<graph.edgeCount {
      let (a, b) = (Int(graph.edgeSources[edge]), Int(graph.edgeTargets[edge]))
      if media.contains(b) { counts[a, default: 0] += 1 }
      if media.contains(a) { counts[b, default: 0] += 1 }
    }
    return counts.filter { place.people.contains($0.key) }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  private func label(_ place: Place) -> String {
    let people = people(place)
    guard let first = people.first else { return "unidentified" }
    let name = CleanText.shortened(graph.nodeLabels[first], to: 18)
    return people.count == 1 ? name : "\(name) +\(people.count - 1)"
  }

  private func title(_ place: Place) -> String {
    let people = people(place)
    let names = people.prefix(20).map { graph.nodeLabels[$0] }.joined(separator: ", ")
    return "\(people.count) people in \(place.media.count) photos and videos\n"
      + "\(place.latitude), \(place.longitude)\n\(names)" + (people.count > 20 ? ", …" : "")
  }

  /// The color that most people of a place have.
  private func color(_ place: Place) -> Color {
    guard let colors = graph.nodeColors else { return CommunityPalette.colors[0] }
    var counts: [Color: Int] = [:]
    for person in place.people {
      counts[colors[person] ?? CommunityPalette.other, default: 0] += 1
    }
    return counts.max { ($0.value, $1.key.hex) < ($1.value, $0.key.hex) }?.key
      ?? CommunityPalette.other
  }

  private func sentences(_ places: [Place], _ positioned: Int, _ hasOutlines: Bool) -> [String] {
    let kinds = graph.nodeColumn("kind")
    let media = (0..<graph.nodeCount).count { kinds?.text(at: $0) ?? "person" != "person" }
    var sentences = [
      "A circle: a place, as large as many people were seen there; its name is the person seen there "
        + "most and the number of others. A line: people who were seen at both places. "
        + "Color: the community of most. Where a name would cover another place, it is left out."
    ]
    if media > positioned {
      sentences.append(
        "With a position: \(positioned) of \(media) photos and videos that show people.")
    }
    if hasOutlines { sentences.append("Outlines of countries: Natural Earth, 1:110 million.") }
    return sentences
  }
}
