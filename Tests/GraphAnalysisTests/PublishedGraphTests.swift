import GraphAnalysis
import Testing

@Suite("What is known of published graphs")
struct PublishedGraphTests {
  /// Zachary, "An information flow model for conflict and fission in small groups", 1977.
  @Test func karateClub() throws {
    let graph = GraphFixture(named: "karate").graph
    #expect(graph.nodeCount == 34 && graph.edgeCount == 78)
    #expect(graph.degree(of: 33) == 17 && graph.degree(of: 0) == 16)
    #expect(CoreNumber().numbers(of: graph).max() == 4)
    #expect(Triangles(of: graph).counts.reduce(0, +) == 3 * 45)
    #expect(try Eccentricity().diameter(of: graph) == 5)
    #expect(abs(try Betweenness().scores(of: graph)[0] - 0.4376) < 1e-4)
    // Four communities of modularity .4198 are the best there are.
    let plain = try graph.reweighted([Double](repeating: 1, count: 78))
    let communities = try Leiden().partition(of: plain)
    #expect(abs(try Modularity().value(of: communities, in: plain) - 0.4198) < 1e-4)
    #expect(communities.count == 4)
    // The instructor and the officer are on different sides, and those who follow them with them.
    #expect(communities.labels[0] != communities.labels[33])
  }

  /// Knuth, "The Stanford GraphBase", 1993. Valjean, Myriel's guest, is at the heart of it all.
  @Test func lesMiserables() throws {
    let graph = GraphFixture(named: "lesMiserables").graph
    #expect(graph.nodeCount == 77 && graph.edgeCount == 254)
    let valjean = 73
    #expect(graph.degree(of: valjean) == 36)
    for measure: any Centrality in [Degree(), Strength(), Betweenness(), Closeness(), PageRank()] {
      let scores = try measure.scores(of: graph)
      #expect(scores.max() == scores[valjean])
    }
    #expect(abs(try Betweenness().scores(of: graph)[valjean] - 0.5700) < 1e-4)
  }

  /// Breiger and Pattison, "Cumulated social roles: the duality of persons and their algebras",
  /// 1986. The Medici link everyone, and the Pucci nobody.
  @Test func florentineFamilies() throws {
    let graph = GraphFixture(named: "florentine").graph
    let (medici, pucci) = (8, 11)
    #expect(graph.degree(of: medici) == 6 && graph.degree(of: pucci) == 0)
    let betweenness = try Betweenness(isNormalized: false).scores(of: graph)
    #expect(betweenness.max() == betweenness[medici])
    #expect(abs(betweenness[medici] - 47.5) < 1e-9)
    #expect(BiconnectedComponents(of: graph).articulationPoints.contains(medici))
    #expect(try Constraint().scores(of: graph)[pucci].isNaN)
  }

  /// Davis, Gardner and Gardner, "Deep South", 1941.
  @Test func southernWomen() throws {
    let women = BipartiteFixture.all[0].bipartite
    #expect(women.memberCount == 18 && women.groupCount == 14 && women.membershipCount == 89)
    #expect(Projection(of: women).graph.edgeCount == 139)
    let events = Projection(of: women.transposed())
    #expect(events.graph.nodeCount == 14 && events.graph.edgeCount == 66)
    // Women and events with everything that binds them.
    let both = try women.graph()
    #expect(both.nodeCount == 32 && both.edgeCount == 89)
    #expect(ConnectedComponents().partition(of: both).count == 1)
    #expect(Triangles(of: both).counts.allSatisfy { $0 == 0 })
  }
}
