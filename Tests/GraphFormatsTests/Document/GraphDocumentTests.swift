import GraphFormats
import Testing

struct GraphDocumentTests {
  @Test func goodGraphs() throws {
    try GraphDocument.sample.validate()
    try GraphDocument(isDirected: true, nodeIDs: [], edgeSources: [], edgeTargets: []).validate()
    try GraphDocument(isDirected: true, nodeIDs: ["a"], edgeSources: [0], edgeTargets: [0])
      .validate()
  }

  static let faults: [(GraphDocumentError, @Sendable (inout GraphDocument) -> Void)] = [
    (.wrongLength(what: "node labels", count: 1, expected: 3), { $0.nodeLabels = ["a"] }),
    (.wrongLength(what: "edge weights", count: 0, expected: 2), { $0.edgeWeights = [] }),
    (.wrongLength(what: "edge targets", count: 1, expected: 2), { $0.edgeTargets = [0] }),
    (
      .wrongLength(what: "values in edge column count", count: 1, expected: 2),
      { $0.edgeColumns = [AttributeColumn("count", integers: [1])] }
    ),
    (
      .badColumnName("label", kind: "node"),
      { $0.nodeColumns[0].name = "label" }
    ),
    (.badColumnName("", kind: "edge"), { $0.edgeColumns[0].name = "" }),
    (
      .badColumnName("kind", kind: "node"),
      { $0.nodeColumns[1].name = "kind" }
    ),
    (.emptyIdentifier(kind: "node"), { $0.nodeIDs[1] = "" }),
    (.duplicateIdentifier("person:0", kind: "node"), { $0.nodeIDs[1] = "person:0" }),
    (
      .duplicateIdentifier("␁", kind: "node"),
      {
        $0.nodeIDs[0] = "\u{1}"
        $0.nodeIDs[1] = "␁"
      }
    ),
    (.duplicateIdentifier("x", kind: "edge"), { $0.edgeIDs = ["x", "x"] }),
    (.unknownNode(edge: "e1", node: 3, nodes: 3), { $0.edgeTargets[1] = 3 }),
    (.unknownNode(edge: "e0", node: -1, nodes: 3), { $0.edgeSources[0] = -1 }),
    (
      .badNumber(what: "weight", item: "edge e1", value: .infinity),
      { $0.edgeWeights![1] = .infinity }
    ),
    (.badNumber(what: "size", item: "node person:0", value: -1), { $0.nodeSizes = [-1, 0, 0] }),
  ]

  @Test(arguments: faults.indices)
  func everyFault(index: Int) {
    let (error, change) = Self.faults[index]
    var graph = GraphDocument.sample
    change(&graph)
    #expect(throws: error) { try graph.validate() }
    #expect(!error.description.isEmpty)
    // No writer may start on it.
    #expect(throws: error) { try written(graph, GraphMLWriter()) }
  }

  @Test func weightsOfNaN() {
    var graph = GraphDocument.sample
    graph.edgeWeights = [.nan, 1]
    #expect(throws: GraphDocumentError.self) { try graph.validate() }
  }

  @Test func parallelEdges() {
    func graph(_ isDirected: Bool) -> GraphDocument {
      GraphDocument(
        isDirected: isDirected, nodeIDs: ["a", "b"], edgeSources: [0, 1], edgeTargets: [1, 0])
    }
    #expect(graph(false).hasParallelEdges)
    #expect(!graph(true).hasParallelEdges)
    #expect(!GraphDocument.sample.hasParallelEdges)
  }
}
