import Files
import GraphFormats
import TestSupport
import Testing

/// What a writer says it has no place for is what does not come back, and nothing else.
struct GraphPartTests {
  private static let writers: [any GraphWriter] = [GraphMLWriter(), GEXFWriter()]

  private static var everything: GraphDocument {
    var graph = GraphDocument(
      isDirected: true, nodeIDs: ["a", "b"], edgeSources: [0, 1], edgeTargets: [1, 0])
    graph.title = "Title"
    graph.graphColumns = [AttributeColumn("source_of_it", strings: ["an archive"])]
    graph.nodeColumns = [AttributeColumn("age", integers: [1, 2])]
    graph.nodeColors = [Color(1, 2, 3), nil]
    graph.nodeSizes = [1, 2]
    graph.nodePositions = [Position(x: 1, y: 2, z: 3), Position(x: 2, y: 3, z: 4)]
    graph.nodeShapes = ["disc", "square"]
    graph.nodeParents = [nil, 0]
    graph.nodeSpells = SpellColumn([[Spell(at: 0)], []])
    graph.edgeIDs = ["x", "y"]
    graph.edgeLabels = ["one", "two"]
    graph.edgeKinds = ["knows", "likes"]
    graph.edgeColumns = [AttributeColumn("since", integers: [1, 2])]
    graph.edgeColors = [Color(3, 2, 1), nil]
    graph.edgeThicknesses = [1, 2]
    graph.edgeShapes = ["dashed", nil]
    graph.edgeSpells = SpellColumn([[Spell(at: 0)], []])
    return graph
  }

  @Test func everythingHasAllParts() {
    #expect(Self.everything.parts == Set(GraphPart.allCases))
    let plain = GraphDocument(
      isDirected: false, nodeIDs: ["a"], edgeSources: [0], edgeTargets: [0])
    #expect(plain.parts.isEmpty)
  }

  @Test(arguments: writers.indices)
  func whatIsMissingIsSaid(index: Int) throws {
    let writer = Self.writers[index]
    let text = try written(Self.everything, writer)
    let back = try GraphReader().read(Array(text.utf8), named: "test").parts
    #expect(Set(GraphPart.allCases).subtracting(back) == writer.missingParts)
  }
}
