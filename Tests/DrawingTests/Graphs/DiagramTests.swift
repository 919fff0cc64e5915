import Drawing
import Foundation
import GraphFormats
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Graphs, drawn by the program that stands beside the tests.
struct DiagramTests {
  private static let process = DrawingProcessTests.process

  /// A PNG of four by four gray pixels.
  private static let pixel = [UInt8](
    Data(
      base64Encoded:
        "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAAAAACMmsGiAAAAEElEQVR4nGNsYGBgYGJAIQAJ5ACIUhZOXwAAAABJRU5ErkJggg=="
    )!)

  private static var sample: GraphDocument {
    var graph = GraphDocument(
      isDirected: false, nodeIDs: ["person:0", "person:1", "media:a"], edgeSources: [0, 1],
      edgeTargets: [2, 2])
    graph.title = "Who is where"
    graph.nodeLabels = ["Ada", "Grace", "IMG_1.jpg"]
    graph.edgeWeights = [2, 1]
    graph.nodeColumns = [
      AttributeColumn("kind", strings: ["person", "person", "photo"]),
      AttributeColumn("modularity_class", integers: [0, 1, nil]),
    ]
    graph.edgeColumns = [AttributeColumn("count", integers: [2, 1])]
    return graph
  }

  private func svg(_ diagram: Diagram) throws -> String {
    String(decoding: try diagram.render(.svg, with: Self.process), as: UTF8.self)
      .replacing("&#45;", with: "-")
  }

  @Test(arguments: Diagram.Engine.allCases)
  func everyEngine(engine: Diagram.Engine) throws {
    var diagram = Diagram(Self.sample, engine: engine)
    diagram.communityColumn = "modularity_class"
    diagram.notes = ["2024-05-01"]
    let text = try svg(diagram)
    for part in [
      "Ada", "IMG_1.jpg", "Who is where", "2024-05-01", "2 people", "1 photo", "count: 2",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test(arguments: Diagram.Format.allCases)
  func everyFormatTwice(format: Diagram.Format) throws {
    var diagram = Diagram(Self.sample)
    diagram.portraits = [0: Self.pixel]
    let first = try diagram.render(format, with: Self.process)
    let start = String(decoding: first.prefix(5), as: UTF8.self)
    #expect(
      start.hasPrefix(["svg": "<?xml", "png": "\u{FFFD}PNG", "pdf": "%PDF-"][format.rawValue]!))
    #expect(try diagram.render(format, with: Self.process) == first)
  }

  @Test func picturesAreEmbedded() throws {
    var diagram = Diagram(Self.sample)
    diagram.portraits = [0: Self.pixel]
    let text = try svg(diagram)
    #expect(text.contains("data:image/png;base64," + Data(Self.pixel).base64EncodedString()))
    #expect(!text.contains(".png"))
  }

  @Test func nothingLeaksAndNothingRuns() throws {
    var graph = GraphDocument(
      isDirected: false, nodeIDs: HostileText.samples.indices.map { "\($0)" },
      edgeSources: HostileText.samples.indices.dropFirst().map { Int32($0 - 1) },
      edgeTargets: HostileText.samples.indices.dropFirst().map { Int32($0) })
    graph.nodeLabels = HostileText.samples
    graph.title = HostileText.samples.joined()
    graph.nodeColumns = [
      AttributeColumn("URL", strings: HostileText.samples),
      AttributeColumn("image", strings: HostileText.samples.map { _ in "/etc/passwd" }),
    ]
    var diagram = Diagram(graph)
    diagram.notes = HostileText.samples
    let text = try svg(diagram)
    let document = try XMLDocument(xmlString: text, options: [])
    let nodes = try document.nodes(forXPath: "//*")
    #expect(!nodes.isEmpty)
    for case let element as XMLElement in nodes {
      #expect(!["script", "a", "foreignObject", "iframe"].contains(element.localName ?? ""))
      for attribute in element.attributes ?? [] {
        #expect(!(attribute.localName ?? "").hasPrefix("on"))
        #expect(attribute.localName != "href" || attribute.stringValue!.hasPrefix("data:image/png"))
      }
    }
    #expect(!text.contains("<!DOCTYPE"))
    #expect(!text.contains("wwww-"))
    let titles = try document.nodes(forXPath: "//*[local-name()='title']").compactMap(\.stringValue)
    #expect(titles.contains { $0.hasPrefix("C:\\photos\\a") })
    #expect(titles.contains { $0.hasPrefix("<b>bold</b>") })
  }

  @Test func oddGraphs() throws {
    func graph(_ nodes: Int, _ edges: [(Int32, Int32)]) -> GraphDocument {
      GraphDocument(
        isDirected: true, nodeIDs: (0..<nodes).map { "\($0)" }, edgeSources: edges.map(\.0),
        edgeTargets: edges.map(\.1))
    }
    for (nodes, edges) in [
      (0, []), (1, []), (1, [(Int32(0), Int32(0))]), (30, []),
      (200, (1..<200).map { (Int32(0), Int32($0)) }),
    ] {
      #expect(try svg(Diagram(graph(nodes, edges))).contains("</svg>"))
    }
  }

  @Test func aboveTheCapTheStrongestAreDrawn() throws {
    var graph = GraphDocument(
      isDirected: false, nodeIDs: (0..<100).map { "\($0)" },
      edgeSources: (0..<99).map { Int32($0) },
      edgeTargets: (1..<100).map { Int32($0) })
    graph.edgeWeights = (0..<99).map(Double.init)
    var diagram = Diagram(graph)
    diagram.maximumNodes = 10
    let text = try svg(diagram)
    #expect(text.contains("Drawn: the strongest 10 of 100 nodes"))
    #expect(text.contains("id=\"n98\""))
    #expect(!text.contains("id=\"n50\""))
  }

  @Test func unknownColumnsAndNegativeCapsAreNoReasonToFail() throws {
    var diagram = Diagram(Self.sample)
    diagram.maximumEdges = -1
    diagram.sizeColumn = "nothing"
    diagram.communityColumn = "nothing"
    #expect(try svg(diagram).contains("Ada"))
  }

  /// A ring whose links are weaker than many others still holds together.
  @Test func everyDrawnNodeKeepsItsStrongestLink() throws {
    let count = 60
    var sources: [Int32] = []
    var targets: [Int32] = []
    var weights: [Double] = []
    for node in 0..<count {
      sources.append(Int32(node))
      targets.append(Int32((node + 1) % count))
      weights.append(1)
    }
    for first in 0..<10 {
      for second in 0..<first {
        sources.append(Int32(first))
        targets.append(Int32(second))
        weights.append(9)
      }
    }
    var graph = GraphDocument(
      isDirected: false, nodeIDs: (0..<count).map { "\($0)" }, edgeSources: sources,
      edgeTargets: targets)
    graph.edgeWeights = weights
    var diagram = Diagram(graph)
    diagram.maximumEdges = count - 1
    let text = try svg(diagram)
    // A spanning tree has one edge less than nodes.
    #expect(text.components(separatedBy: "class=\"edge\"").count - 1 == count - 1)
    #expect(text.components(separatedBy: "class=\"node\"").count > count)
    for node in 11..<count {
      #expect(text.contains("\(node) – ") || text.contains(" – \(node)"), "\(node) has no link")
    }
  }

  @Test func placesOfTheFile() throws {
    var graph = GraphDocument(
      isDirected: true, nodeIDs: ["a", "b", "c"], edgeSources: [0, 1], edgeTargets: [1, 2])
    graph.nodePositions = [Position(x: 0, y: 0), Position(x: 5, y: 0), nil]
    let diagram = Diagram(graph, engine: .file)
    #expect(diagram.hasPlaces)
    #expect(try svg(diagram).components(separatedBy: "class=\"edge\"").count == 3)
  }

  @Test func dotBecomesNodeLink() throws {
    let dot = """
      /* c */ strict digraph "G" { a [label="A\\nB", pos="1,2!"]; "06" -> a [weight=2.5, key=k]; 6 -> a }
      """
    var options = GraphReadOptions()
    options.parseDOT = { try Self.process.draw(String(decoding: $0, as: UTF8.self), as: .parse) }
    let graph = try GraphReader(options).read(Array(dot.utf8), named: "x")
    #expect(graph.isDirected)
    #expect(graph.nodeIDs == ["a", "06", "6"])
    #expect(graph.nodeLabels == ["A\nB", "06", "6"])
    #expect(graph.nodePositions == [Position(x: 1, y: 2), nil, nil])
    #expect(graph.edgeWeights == [2.5, 1])
    #expect(throws: GraphReadError.self) {
      try GraphReader(options).read(Array("digraph { a -> ".utf8), named: "x")
    }
  }

  /// Broken DOT becomes a valid graph or an error with a reason.
  @Test func brokenDOT() {
    let seed = Array(
      """
      digraph "G" { graph [label="x"]; node [shape=box]
        a [label=<b<i>c</i>>, pos="1,2!"]; "06" -> a [weight=2.5]; subgraph cluster_1 { b -> {c; d} } }
      """.utf8)
    var options = GraphReadOptions()
    options.parseDOT = { try Self.process.draw(String(decoding: $0, as: UTF8.self), as: .parse) }
    var texts: [[UInt8]] = (0..<40).map { Array(seed.prefix($0 * seed.count / 40)) }
    for token in [
      "{", "}", "\"", "<", "->", "--", "\0", "\u{FEFF}", "1e999", "subgraph", "/*", "//",
    ] {
      let place = token.utf8.count * 17 % seed.count
      texts.append(Array(seed[..<place]) + Array(token.utf8) + Array(seed[place...]))
    }
    texts.append(Array(("graph { " + String(repeating: "{ ", count: 20_000)).utf8))
    texts.append(Array(("graph { a [label=\"" + String(repeating: "x", count: 1_000_000)).utf8))
    for text in texts {
      do {
        try GraphReader(options).read(text, named: "fuzz").validate()
      } catch let error as GraphReadError {
        #expect(!error.reason.isEmpty)
      } catch { Issue.record(error) }
    }
  }
}
