import Drawing
import Foundation
import GraphFormats
import SystemPackage
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The program that draws stands beside the tests.
struct DiagramTests {
  static let process = DrawingProcess(
    executable: FilePath(
      Bundle.module.bundleURL.deletingLastPathComponent().appendingPathComponent(
        DrawingProcess.programName
      ).path))

  /// A PNG of four by four gray pixels.
  private static let pixel = [UInt8](
    Data(
      base64Encoded:
        "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAAAAACMmsGiAAAAEElEQVR4nGNsYGBgYGJAIQAJ5ACIUhZOXwAAAABJRU5ErkJggg=="
    )!)

  private func svg(_ diagram: Diagram) throws -> String {
    String(decoding: try diagram.render(.svg, with: Self.process), as: UTF8.self)
      .replacing("&#45;", with: "-")
  }

  @Test(arguments: Diagram.Engine.allCases)
  func everyEngine(engine: Diagram.Engine) throws {
    var diagram = Diagram(.sample, engine: engine)
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
    var diagram = Diagram(.sample)
    diagram.portraits = [0: Self.pixel]
    let first = try diagram.render(format, with: Self.process)
    let start = String(decoding: first.prefix(5), as: UTF8.self)
    #expect(
      start.hasPrefix(["svg": "<?xml", "png": "\u{FFFD}PNG", "pdf": "%PDF-"][format.rawValue]!))
    #expect(try diagram.render(format, with: Self.process) == first)
  }

  @Test func picturesAreEmbedded() throws {
    var diagram = Diagram(.sample)
    diagram.portraits = [0: Self.pixel]
    let text = try svg(diagram)
    #expect(text.contains("data:image/png;base64," + Data(Self.pixel).base64EncodedString()))
    #expect(!text.contains(".png"))
  }

  @Test func nothingLeaksAndNothingRuns() throws {
    var graph = GraphDocument(
      isDirected: false, nodeIDs: HostileText.samples.indices.map { "\($0)" }, edgeSources: [0],
      edgeTargets: [1])
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
    var diagram = Diagram(.sample)
    diagram.maximumEdges = -1
    diagram.sizeColumn = "nothing"
    diagram.communityColumn = "nothing"
    #expect(try svg(diagram).contains("Ada"))
  }
}

struct DOTWriterTests {
  @Test(arguments: 0..<20)
  func graphvizReadsWhatIsWritten(seed: Int) throws {
    let graph = GraphDocument.random(seed: UInt64(seed), withSpells: false)
    let dot = try written(graph, DOTWriter())
    let plain = try DiagramTests.process.draw(dot, as: .graph(engine: "nop", format: "dot"))
    let edges = String(decoding: plain, as: UTF8.self)
    #expect(edges.hasPrefix(graph.isDirected ? "digraph" : "graph"))
  }
}
