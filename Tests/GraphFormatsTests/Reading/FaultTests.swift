import GraphFormats
import Testing

/// A fault costs only itself, and is counted.
struct FaultTests {
  private func read(
    _ text: String, _ change: (inout GraphReadOptions) -> Void = { _ in }
  ) throws -> GraphReading {
    var options = GraphReadOptions()
    change(&options)
    return try GraphReader(options).reading(Array(text.utf8), named: "test")
  }

  private func gexf(_ nodes: String, _ edges: String = "", graph: String = "") -> String {
    "<gexf xmlns:viz='v'><graph \(graph)>\n<nodes>\(nodes)</nodes>\n<edges>\(edges)</edges></graph></gexf>"
  }

  /// What is wrong, and the kind of note that it makes; each file has the nodes a and b.
  static let faults: [(GraphReadNote.Kind, String)] = [
    (.badColor, "<viz:color r='300' g='0' b='0'/>"),
    (.badColor, "<viz:color hex='#12'/>"),
    (.badSize, "<viz:size value='NaN'/>"),
    (.badSize, "<viz:size value='-1'/>"),
    (.badSize, "<viz:size/>"),
    (.badPosition, "<viz:position x='1' y='2' z='None'/>"),
    (.badPosition, "<viz:position x='NaN' y='2'/>"),
    (.badTime, "<spell start='soon'/>"),
    (.undeclaredAttribute, "<attvalues><attvalue for='x' value='1'/></attvalues>"),
  ]

  @Test(arguments: faults.indices)
  func decorationsAndValues(index: Int) throws {
    let (kind, inside) = Self.faults[index]
    let text = gexf(
      "<node id='a'>\n\(inside)</node><node id='b'/>", "<edge source='a' target='b'/>")
    let reading = try read(text)
    #expect(reading.graph.nodeIDs == ["a", "b"])
    #expect(reading.graph.edgeCount == 1)
    #expect(reading.notes.map(\.kind) == [kind])
    #expect(reading.notes.first?.line == 3)
    let error = #expect(throws: GraphReadError.self) { try read(text) { $0.isStrict = true } }
    #expect(error?.line == 3)
  }

  @Test func oneNodeWithoutColorTakesNoOthers() throws {
    let graph = try read(
      gexf(
        """
        <node id='1'><viz:color r='1' g='2' b='3'/><viz:size value='4'/><viz:position x='1' y='2'/></node>
        <node id='2'/>
        """)
    ).graph
    #expect(graph.nodeColors == [Color(1, 2, 3), nil])
    #expect(graph.nodeSizes == [4, nil])
    #expect(graph.nodePositions == [Position(x: 1, y: 2), nil])
  }

  @Test(arguments: [
    ("hex='#f00'", Color(255, 0, 0)), ("hex='#ff000080'", Color(255, 0, 0, alpha: 128.0 / 255)),
    ("r='0.5' g='1.0' b='0'", Color(128, 255, 0)), ("r='12.0' g='0' b='255'", Color(12, 0, 255)),
    ("r='1' g='0' b='0'", Color(1, 0, 0)),
    ("r='1' g='2' b='3' a='0.25'", Color(1, 2, 3, alpha: 0.25)),
  ])
  func colors(attributes: String, color: Color) throws {
    let graph = try read(gexf("<node id='a'><viz:color \(attributes)/></node>")).graph
    #expect(graph.nodeColors == [color])
  }

  @Test func aNodeThatIsDeclaredTwiceIsOne() throws {
    let reading = try read(
      """
      <graphml><key id='k' for='node' attr.name='n' attr.type='int'/>
      <key id='l' for='node' attr.name='m' attr.type='int'/><graph edgedefault='undirected'>
      <node id='a'><data key='k'>1</data></node><node id='b'/>
      <node id='a'><data key='l'>2</data></node></graph></graphml>
      """)
    #expect(reading.graph.nodeIDs == ["a", "b"])
    #expect(
      reading.graph.nodeColumns == [
        AttributeColumn("n", integers: [1, nil]), AttributeColumn("m", integers: [2, nil]),
      ])
    #expect(reading.notes.map(\.description) == ["1 node declared more than once, merged (line 4)"])
  }

  @Test func edgesToUndeclaredNodes() throws {
    let text = gexf("<node id='a'/>", "<edge source='a' target='b'/><edge source='a' target='a'/>")
    let added = try read(text)
    #expect(added.graph.nodeIDs == ["a", "b"])
    #expect(added.notes.map(\.kind) == [.undeclaredNode])
    let dropped = try read(text) { $0.undeclaredNodes = .drop }
    #expect(dropped.graph.nodeIDs == ["a"])
    #expect(dropped.graph.edgeCount == 1)
    #expect(dropped.notes.map(\.kind) == [.edgeLeftOut])
    let error = #expect(throws: GraphReadError.self) {
      try read(text) { $0.undeclaredNodes = .refuse }
    }
    #expect(error?.line == 3)
  }

  @Test func mixedDirections() throws {
    let text = gexf(
      "<node id='a'/><node id='b'/>",
      "<edge id='1' source='a' target='b' type='directed' weight='2'/>"
        + "<edge id='2' source='b' target='a' type='undirected' weight='3'/>")
    let directed = try read(text)
    #expect(directed.graph.isDirected)
    #expect(directed.graph.edgeSources == [0, 1, 0])
    #expect(directed.graph.edgeTargets == [1, 0, 1])
    #expect(directed.graph.edgeWeights == [2, 3, 3])
    #expect(directed.notes.map(\.kind) == [.undirectedEdge])
    let undirected = try read(text) { $0.mixedDirections = .undirected }
    #expect(!undirected.graph.isDirected)
    #expect(undirected.graph.edgeCount == 2)
    #expect(throws: GraphReadError.self) { try read(text) { $0.mixedDirections = .refuse } }
  }

  @Test func mutualEdgesLeadBothWays() throws {
    let edges = "<edge source='a' target='b' type='mutual'/><edge source='b' target='a'/>"
    let directed = try read(
      gexf("<node id='a'/><node id='b'/>", edges, graph: "defaultedgetype='directed'"))
    #expect(directed.graph.edgeSources == [0, 1, 1])
    #expect(directed.notes.isEmpty)
    let undirected = try read(gexf("<node id='a'/><node id='b'/>", edges))
    #expect(!undirected.graph.isDirected)
    #expect(undirected.graph.edgeCount == 2)
  }

  @Test func valuesThatAreNoNumbers() throws {
    let reading = try read(
      """
      <graphml><key id='k' for='node' attr.name='n' attr.type='int'/>
      <key id='w' for='edge' attr.name='weight' attr.type='double'/><graph edgedefault='undirected'>
      <node id='a'><data key='k'>null</data></node><node id='b'><data key='k'>7</data></node>
      <edge source='a' target='b'><data key='w'>NaN</data></edge></graph></graphml>
      """)
    #expect(reading.graph.nodeColumns == [AttributeColumn("n", integers: [nil, 7])])
    #expect(reading.graph.edgeWeights == [1] || reading.graph.edgeWeights == nil)
    #expect(reading.notes.map(\.kind) == [.badValue, .badWeight])
  }

  @Test func documentTypesAreSkipped() throws {
    let reading = try read(
      "<!DOCTYPE graphml SYSTEM \"http://example.com/graphml.dtd\">\n"
        + "<graphml><graph><node id='&lt;&#233;&eacute;'/></graph></graphml>")
    #expect(reading.graph.nodeIDs == ["<é&eacute;"])
    #expect(reading.notes.map(\.kind) == [.documentType, .unknownEntity])
  }

  /// Cytoscape, Constellation and Neo4j give a key of nodes and a key of edges one identifier.
  @Test func keysOfOneIdentifierBelongToTheirKind() throws {
    let graph = try read(
      """
      <graphml><key id='name' for='node' attr.name='name' attr.type='string'/>
      <key id='name' for='edge' attr.name='name' attr.type='string'/>
      <key id='name' for='graph' attr.name='name' attr.type='string'/>
      <graph edgedefault='directed'><data key='name'>All</data>
      <node id='1'><data key='name'>Ada</data></node><node id='2'><data key='name'>Ben</data></node>
      <edge source='1' target='2'><data key='name'>knows</data></edge></graph></graphml>
      """
    ).graph
    #expect(graph.nodeLabels == ["Ada", "Ben"])
    #expect(graph.edgeColumn("name")?.values == .string(["knows"]))
    #expect(graph.graphColumns == [AttributeColumn("name", strings: ["All"])])
  }

  @Test func weightsAreFoundWhereProgramsPutThem() throws {
    func weights(_ key: String, _ value: String) throws -> [Double]? {
      try read(
        """
        <graphml><key id='d0' for='edge' \(key)/><graph edgedefault='directed'><node id='a'/>
        <edge source='a' target='a'><data key='d0'>\(value)</data></edge></graph></graphml>
        """
      ).graph.edgeWeights
    }
    #expect(try weights("attr.name='Weight' attr.type='float'", "2.5") == [2.5])
    #expect(try weights("attr.name='weight'", "3") == [3])
    #expect(try weights("attr.name='WEIGHT' attr.type='string'", " 4 ") == [4])
    #expect(try weights("attr.name='weight' attr.type='string'", "heavy") == nil)
  }

  @Test func valuesThatChangeOverTime() throws {
    let text = gexf(
      "<node id='a'/>",
      """
      <edge source='a' target='a'><attvalues>
      <attvalue for='w' value='5' start='2004' end='2008'/>
      <attvalue for='w' value='2' start='2000' end='2004'/></attvalues></edge>
      """, graph: "mode='dynamic' timeformat='double'"
    ).replacing(
      "<nodes>",
      with:
        "<attributes class='edge' mode='dynamic'><attribute id='w' title='Weight' type='float'/></attributes><nodes>"
    )
    #expect(try read(text).graph.edgeWeights == [5])
    #expect(try read(text) { $0.time = "2001" }.graph.edgeWeights == [2])
    #expect(try read(text) { $0.time = "2006" }.graph.edgeWeights == [5])
    #expect(try read(text) { $0.time = "2030" }.graph.edgeWeights == [5])
  }

  @Test func timesThatAreNumbersStayNumbers() throws {
    let text = gexf(
      "<node id='a' start='0.25' end='0.75'/>", graph: "mode='dynamic' timeformat='double'")
    let graph = try read(text).graph
    #expect(graph.spellUnit == .plain)
    #expect(graph.nodeSpells.map { Array($0[0]) } == [Spell(start: 0.25, end: 0.75)])
    let back = try written(graph, GEXFWriter())
    #expect(back.contains("timeformat=\"double\""))
    #expect(back.contains("start=\"0.25\" end=\"0.75\""))
  }

  @Test func labels() throws {
    let graph = try read(
      gexf(
        """
        <node id='1' label='Ada'><attvalues><attvalue for='l' value='other'/></attvalues></node>
        <node id='2' label=''/>
        """
      ).replacing(
        "<nodes>",
        with:
          "<attributes class='node'><attribute id='l' title='label' type='string'/></attributes><nodes>"
      )
    ).graph
    #expect(graph.nodeLabels == ["Ada", "2"])
    #expect(graph.nodeColumns == [AttributeColumn("label_attribute", strings: ["other", nil])])
  }

  @Test func identifiersStayText() throws {
    let graph = try read(
      gexf("<node id='06'/><node id='6'/><node id='+6'/><node id='e\u{301}'/><node id='é'/>")
    ).graph
    #expect(
      graph.nodeIDs.map { Array($0.utf8) }
        == ["06", "6", "+6", "e\u{301}", "é"].map { Array($0.utf8) })
  }

  @Test func attributesByPosition() throws {
    let reading = try read(
      gexf("<node id='a'><attvalues><attvalue id='0' value='x'/></attvalues></node>").replacing(
        "<nodes>",
        with:
          "<attributes class='node'><attribute id='job' title='Job' type='string'/></attributes><nodes>"
      ))
    #expect(reading.graph.nodeColumns == [AttributeColumn("Job", strings: ["x"])])
    #expect(reading.notes.map(\.kind) == [.attributeByPosition])
  }

  @Test func placesOnTheGlobe() throws {
    let graph = try read(
      """
      <graphml><key id='a' for='node' attr.name='Latitude' attr.type='double'/>
      <key id='o' for='node' attr.name='Longitude' attr.type='double'/><graph edgedefault='directed'>
      <node id='v'><data key='a'>48.2</data><data key='o'>16.4</data></node><node id='u'/></graph></graphml>
      """
    ).graph
    #expect(graph.nodePositions == [Position(x: 16.4, y: 48.2), nil])
    #expect(graph.nodeColumns.map(\.name) == ["Latitude", "Longitude"])
  }

  /// Through GEXF and GraphML, what only one of them has words for.
  @Test(arguments: [GEXFWriter() as any GraphWriter, GraphMLWriter()])
  func decorationsComeBack(writer: any GraphWriter) throws {
    var graph = GraphDocument(
      isDirected: true, nodeIDs: ["a", "b", "c"], edgeSources: [0, 1], edgeTargets: [1, 2])
    graph.nodeShapes = ["square", nil, "disc"]
    graph.nodeParents = [nil, 0, 0]
    graph.nodeColors = [Color(1, 2, 3, alpha: 0.5), nil, Color(4, 5, 6)]
    graph.edgeColors = [nil, Color(7, 8, 9)]
    graph.edgeThicknesses = [2.5, nil]
    graph.edgeShapes = ["dashed", nil]
    graph.edgeKinds = [nil, "knows"]
    let back = try read(try written(graph, writer))
    #expect(back.graph == graph)
    #expect(back.notes.isEmpty)
  }

  @Test func dataOfTheGraphComesBack() throws {
    var graph = GraphDocument(isDirected: true, nodeIDs: ["a"], edgeSources: [], edgeTargets: [])
    graph.graphColumns = [
      AttributeColumn("source", strings: ["a < b"]), AttributeColumn("year", integers: [1999]),
    ]
    #expect(try read(try written(graph, GraphMLWriter())).graph == graph)
  }
}
