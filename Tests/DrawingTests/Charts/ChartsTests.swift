import Drawing
import GraphFormats
import Testing

/// Timelines, maps and matrices: everybody who has something to show is in them, the rest is told.
struct ChartsTests {
  private static let process = DrawingProcessTests.process

  /// Three persons in two photos; the second photo has neither a date nor a place.
  private static var people: GraphDocument {
    var graph = GraphDocument(
      isDirected: false, nodeIDs: ["person:0", "person:1", "person:2"], edgeSources: [0, 1],
      edgeTargets: [1, 2])
    graph.nodeLabels = ["Ada", "王小明", "محمد"]
    graph.nodeSpells = SpellColumn([
      [Spell(at: 1_714_554_000_000)], [Spell(at: 1_714_554_000_000)], [],
    ])
    graph.edgeSpells = SpellColumn([[Spell(at: 1_714_554_000_000)], []])
    graph.edgeWeights = [2, 1]
    graph.edgeColumns = [AttributeColumn("confidence", doubles: [1, 0.3])]
    return graph
  }

  private func text(_ canvas: Canvas) throws -> String {
    String(decoding: try canvas.render(.svg), as: UTF8.self)
  }

  @Test func timeline() throws {
    let svg = try text(try Timeline(Self.people).canvas(with: Self.process))
    #expect(svg.contains("2024-05-01") && svg.contains("09:00"))
    #expect(svg.contains(">Ada<") && svg.contains(">王小明<") && !svg.contains(">محمد<"))
    #expect(svg.contains("Without a date, and not drawn: 1 person."))
    #expect(svg.contains("Ada – 王小明"))
    var undated = Self.people
    undated.nodeSpells = nil
    #expect(throws: DrawingError.self) { try Timeline(undated).canvas(with: Self.process) }
  }

  @Test func matrix() throws {
    let svg = try text(try AdjacencyMatrix(Self.people).canvas(with: Self.process))
    // Each link is above and below the diagonal.
    #expect(svg.split(separator: "class=\"edge\"").count - 1 == 4)
    #expect(svg.contains("A white dot: the link is less sure"))
  }

  @Test func map() throws {
    var graph = GraphDocument(
      isDirected: false, nodeIDs: ["person:0", "person:1", "photo:a", "photo:b", "photo:c"],
      edgeSources: [0, 1, 0, 1], edgeTargets: [2, 2, 3, 4])
    graph.nodeLabels = ["Ada", "Grace", "a.jpg", "b.jpg", "c.jpg"]
    graph.nodeColumns = [
      AttributeColumn("kind", strings: ["person", "person", "photo", "photo", "photo"]),
      AttributeColumn("latitude", doubles: [nil, nil, 48.1, 52.5, nil]),
      AttributeColumn("longitude", doubles: [nil, nil, 11.6, 13.4, nil]),
    ]
    let svg = try text(try PlaceMap(graph).canvas(with: Self.process))
    #expect(svg.contains("2 people in 1 photos and videos"))
    #expect(svg.contains("1 seen at both places"))
    #expect(svg.contains("With a position: 2 of 3 photos and videos"))
    graph.nodeColumns.removeLast()
    #expect(throws: DrawingError.self) { try PlaceMap(graph).canvas(with: Self.process) }
  }

  @Test(arguments: Canvas.Format.allCases)
  func everyFormatTwice(format: Canvas.Format) throws {
    let canvas = try Timeline(Self.people).canvas(with: Self.process)
    let first = try canvas.render(format, with: Self.process)
    #expect(!first.isEmpty)
    #expect(try canvas.render(format, with: Self.process) == first)
  }

  /// No label of a crowded graph lies on a foreign node, on a foreign line or on another label.
  @Test func labelsMisleadNobody() throws {
    let count = 120
    var sources: [Int32] = []
    var targets: [Int32] = []
    for node in 1..<count {
      for step in [1, 7, 31] where (node * step) % 3 != 1 {
        sources.append(Int32(node))
        targets.append(Int32((node * step + step) % node))
      }
    }
    var graph = GraphDocument(
      isDirected: false, nodeIDs: (0..<count).map { "n\($0)" }, edgeSources: sources,
      edgeTargets: targets)
    graph.nodeLabels = (0..<count).map { "Somebody called \($0)" }
    let canvas = try Diagram(graph, engine: .neato).canvas(with: Self.process)
    var circles: [String: (x: Double, y: Double, radius: Double)] = [:]
    var labels: [(node: String, x: Double, y: Double, width: Double, height: Double)] = []
    for item in canvas.items {
      switch (item.kind, item.shape) {
      case ("node", .circle(let x, let y, let radius)): circles[item.id ?? ""] = (x, y, radius)
      case ("label", .text(_, let x, let y, let size, _, _, let length, _)):
        labels.append((String((item.id ?? "").dropFirst()), x, y, length, size))
      default: break
      }
    }
    #expect(circles.count > 80)
    #expect(labels.count >= circles.count * 9 / 10)
    for (index, label) in labels.enumerated() {
      for (node, circle) in circles where node != label.node {
        let dx = max(0, abs(circle.x - label.x) - label.width / 2)
        let dy = max(0, abs(circle.y - label.y) - label.height * 0.45)
        #expect((dx * dx + dy * dy).squareRoot() >= circle.radius - 0.5)
      }
      for other in labels[(index + 1)...] {
        let isApart =
          abs(label.x - other.x) >= (label.width + other.width) / 2 - 0.5
          || abs(label.y - other.y) >= (label.height + other.height) * 0.45
        #expect(isApart, "\(label.node) \(other.node)")
      }
    }
  }
}
