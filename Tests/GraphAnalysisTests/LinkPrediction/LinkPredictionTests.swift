import GraphAnalysis
import Testing

@Suite("Link prediction equals networkx's")
struct LinkPredictionTests {
  @Test(arguments: GraphFixture.undirected)
  func scores(_ fixture: GraphFixture) throws {
    let graph = fixture.graph
    let expected: [(LinkPrediction.Score, [Double?])] = [
      (.jaccard, fixture.expected.jaccard!), (.adamicAdar, fixture.expected.adamicAdar!),
      (.resourceAllocation, fixture.expected.resourceAllocation!),
      (.preferentialAttachment, fixture.expected.preferentialAttachment!),
    ]
    for (score, values) in expected {
      let computed = try fixture.expected.linkPairs!.map { pair in
        try LinkPrediction(score).value(of: pair[0], pair[1], in: graph)
      }
      #expect(agree(computed, values))
    }
  }

  @Test func strongestAreSortedAndWithoutEdges() throws {
    let graph = GraphFixture(named: "karate").graph
    let all = LinkPrediction(.adamicAdar).strongest(10_000, in: graph)
    #expect(all.allSatisfy { graph.edge(from: $0.first, to: $0.second) == nil })
    #expect(zip(all, all.dropFirst()).allSatisfy { $0.score >= $1.score })
    #expect(LinkPrediction(.adamicAdar).strongest(5, in: graph) == Array(all.prefix(5)))
    let mine = try LinkPrediction(.adamicAdar).strongest(10_000, with: 8, in: graph)
    #expect(mine == all.filter { $0.first == 8 || $0.second == 8 })
  }

  @Test func commonNeighbors() throws {
    let graph = GraphFixture(named: "karate").graph
    #expect(try graph.commonNeighbors(of: 0, and: 33) == [8, 13, 19, 31])
    #expect(throws: GraphError.unknownNode(34, nodeCount: 34)) {
      try graph.commonNeighbors(of: 0, and: 34)
    }
  }
}
