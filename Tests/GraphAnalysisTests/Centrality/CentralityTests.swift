import GraphAnalysis
import ParallelLoops
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

  @Test func directionsOfDegrees() throws {
    var builder = try GraphBuilder(nodeCount: 3, isDirected: true)
    for (source, target, weight) in [(0, 1, 2.0), (1, 0, 3), (0, 2, 4), (2, 2, 5)] {
      try builder.addEdge(source, target, weight: weight)
    }
    let graph = builder.build()
    #expect(Degree(direction: .incoming).scores(of: graph) == [1, 1, 2])
    #expect(Degree(direction: .outgoing).scores(of: graph) == [2, 1, 1])
    #expect(Strength(direction: .incoming).scores(of: graph) == [3, 2, 9])
    #expect(Strength(direction: .outgoing).scores(of: graph) == [6, 3, 5])
    #expect(Degree().scores(of: graph) == [3, 2, 3])
    let undirected = graph.undirected()
    #expect(
      Degree(direction: .incoming).scores(of: undirected) == Degree().scores(of: undirected))
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

  @Test(arguments: GraphFixture.all)
  func katzAndHITS(_ fixture: GraphFixture) throws {
    let graph = fixture.graph
    #expect(
      agree(try KatzCentrality(attenuation: 0.01).scores(of: graph), fixture.expected.katz))
    let (hubs, authorities) = try HITS(tolerance: 1e-15).hubsAndAuthorities(of: graph)
    #expect(agree(hubs, fixture.expected.hubs))
    #expect(agree(authorities, fixture.expected.authorities))
  }

  @Test(arguments: GraphFixture.all)
  func edgeBetweenness(_ fixture: GraphFixture) throws {
    let graph = fixture.graph
    #expect(agree(try EdgeBetweenness().scores(of: graph), fixture.expected.edgeBetweenness))
    #expect(
      agree(
        try EdgeBetweenness(lengths: .inverseWeight).scores(of: graph),
        fixture.expected.edgeBetweennessInverse))
  }

  @Test(arguments: GraphFixture.all)
  func sampledBetweennessIsWithinItsError(_ fixture: GraphFixture) throws {
    let graph = fixture.graph
    let sampled = try SampledBetweenness(error: 0.02).scores(of: graph)
    #expect(agree(sampled, fixture.expected.betweenness, tolerance: 0.02))
  }
}
