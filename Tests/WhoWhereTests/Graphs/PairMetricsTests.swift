import GraphAnalysis
import Testing
import WhoWhere

@Suite struct PairMetricsTests {
  @Test func measuresPairs() throws {
    // Persons 0 and 1 are in both media, person 2 in the second only.
    let seen = try BipartiteGraph(
      memberCount: 3, groupCount: 2, memberships: [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1)])
    let people = Projection(of: seen)
    let pairs = try PairMetrics(of: people, jobs: 2)
    let first = try #require(people.graph.edge(from: 0, to: 1))
    let second = try #require(people.graph.edge(from: 0, to: 2))
    #expect(pairs.jaccard[first] == 1)
    #expect(pairs.jaccard[second] == 0.5)
    // Every shortest path of a triangle is one of its three edges.
    #expect(pairs.betweenness.allSatisfy { abs(($0 ?? 0) - 1.0 / 3) < 1e-12 })
    #expect(pairs.pValue.allSatisfy { (0...1).contains($0 ?? -1) })
  }

  @Test func hasNothingToSayOfNoPairs() throws {
    let alone = try BipartiteGraph(memberCount: 2, groupCount: 2, memberships: [(0, 0), (1, 1)])
    let pairs = try PairMetrics(of: Projection(of: alone), jobs: 1)
    #expect(pairs.jaccard.isEmpty && pairs.pValue.isEmpty && pairs.betweenness.isEmpty)
    let nobody = try BipartiteGraph(memberCount: 0, groupCount: 0, memberships: [])
    #expect(try PairMetrics(of: Projection(of: nobody), jobs: 1).jaccard.isEmpty)
  }
}
