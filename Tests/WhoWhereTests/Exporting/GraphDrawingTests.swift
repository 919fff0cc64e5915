import GraphFormats
import Testing
import WhoWhere

@Suite struct GraphDrawingTests {
  /// Two triangles on a bridge.
  private func triangles(isDirected: Bool = false) -> GraphDocument {
    GraphDocument(
      isDirected: isDirected, nodeIDs: (0..<6).map { "n\($0)" },
      edgeSources: [0, 1, 2, 3, 4, 5, 2], edgeTargets: [1, 2, 0, 4, 5, 3, 3])
  }

  @Test func findsCommunitiesWhereAFileNamesNone() {
    let diagram = GraphDrawing.graph(triangles(), notes: ["a file"])
    #expect(diagram.notes == ["a file"])
    let column = diagram.communityColumn.flatMap(diagram.graph.nodeColumn)
    #expect(
      column?.values == .integer([0, 0, 0, 1, 1, 1])
        || column?.values == .integer([1, 1, 1, 0, 0, 0]))
  }

  @Test func keepsWhatTheFileSays() throws {
    var named = triangles()
    named.nodeColumns = [AttributeColumn("modularity_class", integers: [5, 5, 5, 5, 5, 5])]
    #expect(GraphDrawing.graph(named, notes: []).graph == named)
    #expect(GraphDrawing.graph(named, notes: []).communityColumn == "modularity_class")
    var texts = triangles()
    texts.nodeColumns = [
      AttributeColumn("modularity_class", strings: ["a", "a", "a", "b", "b", "b"])
    ]
    #expect(GraphDrawing.graph(texts, notes: []).communityColumn == nil)
    #expect(GraphDrawing.graph(triangles(isDirected: true), notes: []).communityColumn != nil)
    // Weights without meaning for communities.
    var negative = triangles()
    negative.edgeWeights = [-1, 1, 1, 1, 1, 1, 1]
    #expect(GraphDrawing.graph(negative, notes: []).graph == negative)
  }
}
