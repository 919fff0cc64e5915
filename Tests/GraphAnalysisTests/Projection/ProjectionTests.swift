import GraphAnalysis
import ParallelLoops
import Testing

@Suite("Projection")
struct ProjectionTests {
  @Test(arguments: BipartiteFixture.all)
  func weightsAndEvidence(_ fixture: BipartiteFixture) {
    let schemes: [(WeightScheme, KeyPath<BipartiteFixture.Pair, Double>)] = [
      (.count, \.count), (.ratio, \.ratio), (.newman, \.newman), (.jaccard, \.jaccard),
      (.overlap, \.overlap), (.cosine, \.cosine),
    ]
    for (scheme, value) in schemes {
      let projection = Projection(of: fixture.bipartite, weights: scheme)
      let edges = Array(projection.graph.edges)
      #expect(edges.map { [$0.source, $0.target] } == fixture.pairs.map(\.pair))
      #expect(agree(edges.map(\.weight), fixture.pairs.map { $0[keyPath: value] }))
      for (edge, pair) in zip(edges, fixture.pairs) {
        #expect(projection.evidence(ofEdge: edge.id).map { Int($0) } == pair.evidence)
      }
    }
  }

  @Test(arguments: 1...5)
  func threadsDoNotMatter(seed: UInt64) {
    let memberships = randomMemberships(nodes: 900, groups: 700, seed: seed)
    let one = Projection(of: memberships, weights: .newman, jobs: 1)
    #expect(one == Projection(of: memberships, weights: .newman, jobs: 3))
  }

  @Test func newmanWeightsAddUpToGroupsOfTwoOrMore() {
    let memberships = randomMemberships(nodes: 300, groups: 200, seed: 3)
    let strength = Strength().scores(of: Projection(of: memberships, weights: .newman).graph)
    for member in 0..<300 {
      let shared = memberships.groups(of: member).filter {
        memberships.members(of: Int($0)).count > 1
      }
      #expect(abs(strength[member] - Double(shared.count)) < 1e-9)
    }
  }

  @Test func filteringKeepsEvidence() {
    let all = Projection(of: BipartiteFixture.all[0].bipartite)
    let strong = all.filteringEdges { $0.weight >= 3 }
    #expect(strong.graph.edgeCount > 0 && strong.graph.edgeCount < all.graph.edgeCount)
    for edge in strong.graph.edges {
      let whole = all.graph.edge(from: edge.source, to: edge.target)!
      #expect(strong.evidence(ofEdge: edge.id) == all.evidence(ofEdge: whole))
    }
  }
}
