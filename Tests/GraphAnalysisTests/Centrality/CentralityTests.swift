import Deterministic
import GraphAnalysis
import Testing

@Suite("Centrality equals networkx's and igraph's")
struct CentralityTests {
  @Test(arguments: GraphFixture.all)
  func degrees(_ fixture: GraphFixture) {
    let graph = fixture.graph
    #expect(agree(Degree().scores(of: graph), fixture.expected.degree))
    #expect(agree(Strength().scores(of: graph), fixture.expected.strength))
    #expect(agree(CoreNumber().scores(of: graph), fixture.expected.coreNumber))
    if !fixture.isDirected {
      #expect(graph.nodes.map { Double(graph.degree(of: $0)) } == Degree().scores(of: graph))
    }
  }

  @Test(arguments: GraphFixture.all)
  func distances(_ fixture: GraphFixture) throws {
    let graph = fixture.graph
    #expect(agree(try Closeness().scores(of: graph), fixture.expected.closeness))
    #expect(
      agree(
        try Closeness(lengths: .inverseWeight).scores(of: graph),
        fixture.expected.closenessInverse))
    #expect(agree(try HarmonicCentrality().scores(of: graph), fixture.expected.harmonic))
    #expect(agree(try Eccentricity().scores(of: graph), fixture.expected.eccentricity))
  }

  @Test(arguments: GraphFixture.all)
  func betweenness(_ fixture: GraphFixture) throws {
    let graph = fixture.graph
    #expect(agree(try Betweenness().scores(of: graph), fixture.expected.betweenness))
    #expect(
      agree(
        try Betweenness(isNormalized: false).scores(of: graph), fixture.expected.betweennessRaw))
    #expect(
      agree(
        try Betweenness(lengths: .inverseWeight).scores(of: graph),
        fixture.expected.betweennessInverse))
  }

  @Test(arguments: GraphFixture.all)
  func walks(_ fixture: GraphFixture) throws {
    let graph = fixture.graph
    #expect(
      agree(try PageRank(tolerance: 1e-14).scores(of: graph), fixture.expected.pageRank))
    if let eigenvector = fixture.expected.eigenvector {
      #expect(agree(try EigenvectorCentrality(tolerance: 1e-15).scores(of: graph), eigenvector))
    }
  }
}
