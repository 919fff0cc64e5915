import GraphAnalysis
import Testing

@Suite("Clustering and brokers equal networkx's")
struct CohesionTests {
  @Test(arguments: GraphFixture.all)
  func clustering(_ fixture: GraphFixture) {
    let graph = fixture.graph
    #expect(agree(LocalClustering().scores(of: graph), fixture.expected.clustering))
    #expect(agree([Triangles(of: graph).transitivity], fixture.expected.transitivity))
  }

  @Test(arguments: GraphFixture.undirected)
  func brokers(_ fixture: GraphFixture) throws {
    let graph = fixture.graph
    #expect(agree(try Constraint().scores(of: graph), fixture.expected.constraint!))
    #expect(
      agree(
        try Constraint(usesWeights: true).scores(of: graph), fixture.expected.constraintWeighted!))
    #expect(agree(try EffectiveSize().scores(of: graph), fixture.expected.effectiveSize!))
    #expect(
      agree(
        try EffectiveSize(usesWeights: true).scores(of: graph),
        fixture.expected.effectiveSizeWeighted!))
  }
}
