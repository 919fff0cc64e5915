import GraphFormats
import Testing

struct GraphMLWriterTests {
  @Test func wholeDocument() throws {
    var graph = GraphDocument.sample
    graph.nodeColors = [Color(1, 2, 3), Color(4, 5, 6), Color(7, 8, 9)]
    let expected = """
      <?xml version="1.0" encoding="UTF-8"?>
      <graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
       <desc>Who is where</desc>
       <key id="label" for="node" attr.name="label" attr.type="string"/>
       <key id="r" for="node" attr.name="r" attr.type="long"/>
       <key id="g" for="node" attr.name="g" attr.type="long"/>
       <key id="b" for="node" attr.name="b" attr.type="long"/>
       <key id="kind" for="node" attr.name="kind" attr.type="string"/>
       <key id="modularity_class" for="node" attr.name="modularity_class" attr.type="long"/>
       <key id="weight" for="edge" attr.name="weight" attr.type="double"/>
       <key id="count" for="edge" attr.name="count" attr.type="long"/>
       <graph id="G" edgedefault="undirected">
        <node id="person:0">
         <data key="label">Ada</data>
         <data key="r">1</data>
         <data key="g">2</data>
         <data key="b">3</data>
         <data key="kind">person</data>
         <data key="modularity_class">0</data>
        </node>
        <node id="person:1">
         <data key="label">Grace</data>
         <data key="r">4</data>
         <data key="g">5</data>
         <data key="b">6</data>
         <data key="kind">person</data>
         <data key="modularity_class">1</data>
        </node>
        <node id="media:a">
         <data key="label">IMG_1.jpg</data>
         <data key="r">7</data>
         <data key="g">8</data>
         <data key="b">9</data>
         <data key="kind">photo</data>
        </node>
        <edge id="e0" source="person:0" target="media:a">
         <data key="weight">2.0</data>
         <data key="count">2</data>
        </edge>
        <edge id="e1" source="person:1" target="media:a">
         <data key="weight">1.0</data>
         <data key="count">1</data>
        </edge>
       </graph>
      </graphml>

      """
    #expect(try written(graph, GraphMLWriter()) == expected)
  }

  @Test func emptyGraph() throws {
    let graph = GraphDocument(isDirected: true, nodeIDs: [], edgeSources: [], edgeTargets: [])
    let text = try written(graph, GraphMLWriter())
    #expect(text.contains("edgedefault=\"directed\""))
    #expect(try GraphReader().read(Array(text.utf8), named: "x") == graph)
  }

  /// The schema takes name tokens only; people and programs should still find a name.
  @Test func namesOfAttributesAreTokensAndSurvive() throws {
    var graph = GraphDocument.sample
    graph.nodeColumns = ["Weighted Degree", "Weighted_Degree", "a<b>", "ä:1.x-y"].map {
      AttributeColumn($0, integers: [1, 2, nil])
    }
    let text = try written(graph, GraphMLWriter())
    let expected = """
       <key id="weighted_degree" for="node" attr.name="Weighted_Degree" attr.type="long">
        <desc>Weighted Degree</desc>
       </key>
       <key id="node_weighted_degree" for="node" attr.name="Weighted_Degree_2" attr.type="long">
        <desc>Weighted_Degree</desc>
       </key>
       <key id="a_b_" for="node" attr.name="a_b_" attr.type="long">
        <desc>a&lt;b&gt;</desc>
       </key>
       <key id="ä:1.x-y" for="node" attr.name="ä:1.x-y" attr.type="long"/>
      """
    #expect(text.contains(expected))
    let names = try GraphReader().read(Array(text.utf8), named: "x").nodeColumns.map(\.name)
    #expect(names == ["Weighted Degree", "Weighted_Degree_2", "a<b>", "ä:1.x-y"])
  }

  /// Gephi puts "Infinity" in the place of "INF" wherever a value has it.
  @Test func onlyInfiniteNumbersSayINF() throws {
    var graph = GraphDocument.sample
    graph.nodeLabels = ["INFO.jpg", "xINF", "INF"]
    graph.nodeColumns = [AttributeColumn("x", doubles: [.infinity, -.infinity, .nan])]
    let text = try written(graph, GraphMLWriter())
    let values = text.split(separator: "<data key=\"").dropFirst()
      .map { $0.split(separator: "</data>")[0].drop { $0 != ">" }.dropFirst() }
      .filter { $0.contains("INF") }
    // Labels are safe from that.
    #expect(values == ["INFO.jpg", "INF", "xINF", "-INF", "INF"])
    let read = try GraphReader().read(Array(text.utf8), named: "x")
    #expect(read.nodeLabels == graph.nodeLabels)
  }

  /// igraph reads no file with a subnormal number.
  @Test func numbersThatAreAlmostZeroAreZero() throws {
    var graph = GraphDocument.sample
    graph.nodeColumns = [
      AttributeColumn(
        "x", doubles: [.leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude])
    ]
    let text = try written(graph, GraphMLWriter())
    let read = try GraphReader().read(Array(text.utf8), named: "x")
    #expect(read.nodeColumns == [AttributeColumn("x", doubles: [0, 0, .leastNormalMagnitude])])
  }

  /// Gephi takes the identifiers d3 and d7 for yEd's labels.
  @Test func noIdentifierThatGephiTakesForAnother() throws {
    var graph = GraphDocument.sample
    graph.nodeColumns = (0..<20).map { AttributeColumn("column \($0)", integers: [1, 2, 3]) }
    #expect(!(try written(graph, GraphMLWriter())).contains("id=\"d"))
  }
}
