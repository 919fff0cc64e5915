import Files
import Foundation
import GraphFormats
import SystemPackage
import Testing

/// Files of other programs, and files that are none.
struct GraphReaderTests {
  private func read(_ name: String) throws -> GraphDocument {
    let url = Bundle.module.bundleURL.appendingPathComponent("Fixtures/\(name)")
    return try GraphReader().read(FilePath(url.path))
  }

  private func read(text: String, _ limits: GraphReadLimits = GraphReadLimits()) throws
    -> GraphDocument
  {
    var reader = GraphReader()
    reader.options.limits = limits
    return try reader.read(Array(text.utf8), named: "test.graphml")
  }

  @Test func manyAttributesOnATagTakeLinearTime() throws {
    let many = (0..<200_000).map { " a\($0)=\"\"" }.joined()
    let text =
      "<graphml>\n<graph edgedefault=\"directed\"><node id=\"a\"\(many)/></graph></graphml>"
    let time = try ContinuousClock().measure {
      let reading = try GraphReader().reading(Array(text.utf8), named: "x")
      #expect(reading.graph.nodeIDs == ["a"])
      #expect(reading.notes.map(\.count) == [200_000])
    }
    #expect(time < .seconds(20))
  }

  /// yEd keeps labels in its drawings.
  @Test func labelsAndPlacesOfYEd() throws {
    let text = """
      <graphml xmlns:y="http://www.yworks.com/xml/graphml">
        <key id="d0" for="node" yfiles.type="nodegraphics"/>
        <key id="d1" for="edge" yfiles.type="edgegraphics"/>
        <key id="d2" for="graphml" yfiles.type="resources"/>
        <graph edgedefault="directed">
          <node id="n0"><data key="d0"><y:ShapeNode>
            <y:Geometry x="100" y="-50" width="40" height="30"/><y:Fill color="#FFCC00"/>
            <y:NodeLabel>Ada<y:LabelModel><y:Smart/></y:LabelModel></y:NodeLabel>
            <y:NodeLabel>second</y:NodeLabel></y:ShapeNode></data></node>
          <node id="n1"><data key="d0"><y:ShapeNode>
            <y:Geometry x="0" y="0" width="10" height="10"/><y:NodeLabel/>
          </y:ShapeNode></data></node>
          <edge source="n0" target="n1"><data key="d1"><y:PolyLineEdge>
            <y:EdgeLabel>knows</y:EdgeLabel></y:PolyLineEdge></data></edge>
        </graph><data key="d2"><y:Resources/></data>
      </graphml>
      """
    let graph = try GraphReader().read(Array(text.utf8), named: "x")
    #expect(graph.nodeLabels == ["Ada", "n1"])
    #expect(graph.nodePositions == [Position(x: 120, y: 35), Position(x: 5, y: -5)])
    #expect(graph.edgeLabels == ["knows"])
    #expect(graph.nodeColors == [Color(255, 204, 0), nil])
    #expect(graph.nodeColumns.isEmpty)
  }

  @Test(arguments: [
    "networkx-karate.graphml", "networkx-karate-1.2.gexf", "networkx-karate-1.1.gexf",
    "gexf-inside.graphml",
  ])
  func networkx(name: String) throws {
    let graph = try read(name)
    #expect(graph.nodeCount == 34)
    #expect(graph.edgeCount == 78)
    #expect(!graph.isDirected)
    #expect(graph.nodeColumn("club")?.text(at: 0) == "Mr. Hi")
    #expect(graph.nodeColumn("club")?.text(at: 33) == "Officer")
    #expect(graph.edgeWeights?.reduce(0, +) == 231)
    #expect(graph.nodeLabels[7] == "7")
  }

  @Test func networkxMultigraph() throws {
    let graph = try read("networkx-multi.graphml")
    #expect(graph.isDirected)
    #expect(graph.edgeCount == 3)
    // networkx numbers parallel edges from 0 in every pair.
    #expect(graph.edgeIDs == nil)
    #expect(graph.hasParallelEdges)
    #expect(graph.edgeColumn("sure")?.values == .boolean([true, nil, nil]))
    #expect(graph.edgeColumn("count")?.values == .integer([1, 2, nil]))
  }

  @Test func networkxDynamics() throws {
    let graph = try read("networkx-dated.gexf")
    let spells = try #require(graph.nodeSpells)
    #expect(Array(spells[0]) == [Spell(start: 1_577_836_800_000, end: 1_609_459_200_000)])
    #expect(spells[1].count == 2)
    #expect(graph.edgeWeights == [3])
  }

  @Test func igraph() throws {
    let graph = try read("igraph.graphml")
    #expect(graph.nodeCount == 34)
    #expect(graph.nodeLabels[5] == "v5")
    #expect(graph.nodeColumn("flag")?.values == .boolean((0..<34).map { $0 % 2 == 0 }))
    // igraph writes 15 digits.
    #expect(graph.edgeWeights?[2] == 0.666666666666667)
  }

  @Test(arguments: ["networkit.graphml", "networkit.gexf"])
  func networkit(name: String) throws {
    let graph = try read(name)
    #expect(graph.nodeCount == 5)
    #expect(graph.edgeCount == 3)
    #expect(!graph.isDirected)
    #expect(graph.edgeWeights == [1.5, 2, 0.25] || graph.edgeWeights?.sorted() == [0.25, 1.5, 2])
  }

  @Test func gephiGraphML() throws {
    let graph = try read("gephi-style.graphml")
    #expect(graph.nodeLabels == ["One", "Two"])
    #expect(graph.edgeLabels == ["knows"])
    #expect(graph.edgeIDs == ["17"])
    #expect(graph.edgeWeights == [2])
    #expect(graph.nodeColors == [Color(10, 20, 30), Color(255, 0, 0)])
    #expect(graph.nodeSizes == [10, 4])
    #expect(graph.nodePositions?[1] == Position(x: 1.5, y: -2.25))
    #expect(graph.nodeColumns == [AttributeColumn("Modularity Class", integers: [3, 7])])
  }

  @Test func gephiGEXF() throws {
    let graph = try read("gephi-style.gexf")
    #expect(graph.isDirected)
    #expect(graph.nodeColumn("Tags")?.values == .string(["[a, b]", nil]))
    #expect(graph.nodeColumn("Rank")?.values == .double([0.5, 0.75]))
    #expect(graph.nodeColors == [Color(1, 2, 3, alpha: 0.5), Color(10, 11, 12)])
    #expect(graph.nodePositions?[1]?.z == 5)
    #expect(graph.nodeSpells.map { Array($0[0]) } == [Spell(at: 1_714_550_400_500)])
    #expect(graph.spellUnit == .milliseconds)
    #expect(graph.edgeKinds == ["knows"])
    #expect(graph.nodeSpells?[1].count == 2)
  }

  @Test func nestedGraphsAndForeignElements() throws {
    let graph = try read("nested-style.graphml")
    #expect(Set(graph.nodeIDs) == ["n0", "n0::n1"])
    #expect(graph.edgeCount == 1)
    #expect(graph.nodeColumns == [AttributeColumn("note", strings: ["a < b", nil])])
  }

  @Test func attributesWithReservedNamesGetAnother() throws {
    let graph = try read(
      text: """
        <graphml><key id="a" for="node" attr.name="id" attr.type="string"/>
        <graph edgedefault="undirected"><node id="x"><data key="a">1</data></node></graph></graphml>
        """)
    #expect(graph.nodeColumns == [AttributeColumn("id_attribute", strings: ["1"])])
    #expect(try written(graph, GraphMLWriter()).contains("id_attribute"))
  }

  static let broken: [(text: String, line: Int, reason: String)] = [
    ("", 1, "empty"),
    ("hello", 1, "no graph"),
    ("<graphml>\n<graph>", 2, "cut off"),
    ("<svg/>", 1, "neither GraphML nor GEXF"),
    ("<graphml/>", 1, "no <graph>"),
    ("<gexf/>", 1, "no <graph>"),
    (
      "<!DOCTYPE g [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><graphml>&e;</graphml>", 1,
      "entities"
    ),
    ("<graphml><graph><node id='a'/></grap></graphml>", 1, "closed by"),
    ("<graphml><graph>\n<node/></graph></graphml>", 2, "needs the attribute \"id\""),
    ("<graphml><graph><hyperedge/></graph></graphml>", 1, "hyperedges"),
    ("<graphml><graph><node id='a", 1, "cut off"),
    ("<graphml><graph><node id=a/></graph></graphml>", 1, "no quotes"),
  ]

  @Test(arguments: broken.indices)
  func brokenFiles(index: Int) throws {
    let (text, line, reason) = Self.broken[index]
    let error = try #require(throws: GraphReadError.self) { try read(text: text) }
    #expect(error.line == line)
    #expect(error.reason.contains(reason), "\(error)")
    #expect(error.description.contains("test.graphml"))
  }

  @Test func invalidUTF8() throws {
    let bytes =
      Array("<graphml><graph><node id='".utf8) + [0xC3, 0x28] + Array("'/></graph></graphml>".utf8)
    #expect(throws: GraphReadError.self) { try GraphReader().read(bytes, named: "x") }
  }

  @Test func otherEncodings() throws {
    let text =
      "<?xml version=\"1.0\" encoding=\"UTF-16\"?><graphml><graph><node id=\"é😀\"/></graph></graphml>"
    let units = text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let bytes: [UInt8] = [0xFF, 0xFE] + units
    #expect(try GraphReader().read(bytes, named: "x").nodeIDs == ["é😀"])
  }

  @Test func limits() throws {
    let text = try written(.sample, GraphMLWriter())
    for change: (inout GraphReadLimits) -> Void in [
      { $0.bytes = 100 }, { $0.nodes = 2 }, { $0.edges = 1 }, { $0.columns = 1 }, { $0.depth = 2 },
    ] {
      var limits = GraphReadLimits()
      change(&limits)
      #expect(throws: GraphReadError.self) { try read(text: text, limits) }
    }
    let deep = String(repeating: "<graph>", count: 200)
    #expect(throws: GraphReadError.self) { try read(text: "<graphml>" + deep) }
  }

  @Test func missingFile() {
    #expect(throws: FileError.self) { try GraphReader().read("/nonexistent/graph.gexf") }
  }
}
