import GraphFormats
import Testing

struct LinkTableTests {
  @Test func aRowALinkAndNobodyDisappears() throws {
    var graph = GraphDocument(
      isDirected: false, nodeIDs: ["person:0", "person:1", "@ada"], edgeSources: [0],
      edgeTargets: [1])
    graph.nodeLabels = ["Ada", "=1+1", "@ada"]
    graph.nodeColumns = [AttributeColumn("kind", strings: ["person", "person", nil])]
    graph.edgeWeights = [2]
    graph.edgeColumns = [
      AttributeColumn("confidence", doubles: [0.5]), AttributeColumn("evidence", strings: ["a; b"]),
    ]
    #expect(
      try written(graph, LinkTable(relationship: "SEEN_WITH")) == """
        from_type,from_id,from_label,to_type,to_id,to_label,link,weight,confidence,first,last,evidence
        person,person:0,Ada,person,person:1,'=1+1,seen with,2.0,0.5,,,a; b
        node,@ada,'@ada,,,,,,,,,

        """)
  }
}
