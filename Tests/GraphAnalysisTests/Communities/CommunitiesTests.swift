import GraphAnalysis
import ParallelLoops
import Testing

@Suite("Communities")
struct CommunitiesTests {
  @Test(arguments: GraphFixture.undirected)
  func modularityEqualsThatOfNetworkx(_ fixture: GraphFixture) throws {
    let thirds = Partition(labels: (0..<fixture.nodeCount).map { $0 % 3 })
    for (resolution, expected) in zip([1, 0.5, 2], fixture.expected.modularityOfThirds!) {
      let value = try Modularity(resolution: resolution).value(of: thirds, in: fixture.graph)
      #expect(abs(value - expected) < 1e-9)
    }
  }

  @Test(arguments: GraphFixture.undirected)
  func leidenIsAsGoodAsIgraph(_ fixture: GraphFixture) throws {
    let best = try (1...20).map { seed in
      try Modularity().value(
        of: try Leiden(seed: seed).partition(of: fixture.graph), in: fixture.graph)
    }.max()!
    #expect(best >= fixture.expected.bestModularity![0] - 0.001)
  }

  @Test(arguments: 1...20)
  func leidenCommunitiesAreConnectedAndNested(seed: UInt64) throws {
    let graph = randomCrowd(nodes: 200, groups: 150, seed: seed)
    let hierarchy = try Leiden(seed: seed).hierarchy(of: graph)
    let communities = hierarchy.last!
    for members in communities.members() {
      let inside = try Subgraph(of: graph, nodes: members)
      #expect(ConnectedComponents().partition(of: inside.graph).count == 1)
    }
    for (fine, coarse) in zip(hierarchy, hierarchy.dropFirst()) {
      for members in fine.members() {
        #expect(Set(members.map { coarse.labels[$0] }).count == 1)
      }
    }
    #expect(try Leiden(seed: seed).partition(of: graph) == communities)
  }

  /// As networkx: two directed triangles that one edge joins.
  @Test func directedModularity() throws {
    let graph = try Graph(
      nodeCount: 6, isDirected: true,
      edges: [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (0, 3)])
    let halves = Partition(labels: [0, 0, 0, 1, 1, 1])
    // 6/7 − (4 · 3 + 3 · 4) / 49.
    #expect(abs(try Modularity().value(of: halves, in: graph) - (6.0 / 7 - 24.0 / 49)) < 1e-12)
    #expect(try Leiden().partition(of: graph) == halves)
  }

  @Test func seedsAreTriedAndTheBestIsTaken() throws {
    let graph = randomCrowd(nodes: 300, groups: 200, seed: 3)
    let quality = { (leiden: Leiden) in
      try Modularity().value(of: try leiden.partition(of: graph), in: graph)
    }
    let single = try (0..<5).map { try quality(Leiden(seeds: 1, seed: UInt64($0))) }
    #expect(try quality(Leiden(seeds: 10)) >= single.min()!)
    #expect(try Leiden(jobs: 1).partition(of: graph) == Leiden(jobs: 3).partition(of: graph))
    #expect(throws: GraphError.self) { try Leiden(seeds: 0).partition(of: graph) }
  }

  @Test func partitionsAreNumberedBySize() {
    let partition = Partition(labels: ["b", "a", "a", "c", "b", "a"])
    #expect(partition.labels == [1, 0, 0, 2, 1, 0])
    #expect(partition.sizes == [3, 2, 1])
    #expect(partition.members() == [[1, 2, 5], [0, 4], [3]])
  }

  @Test(arguments: GraphFixture.undirected)
  func louvainAndLabelsAreReasonable(_ fixture: GraphFixture) throws {
    let graph = fixture.graph
    let best = fixture.expected.bestModularity![0]
    let louvain = try Louvain(seed: 3).partition(of: graph)
    #expect(try Modularity().value(of: louvain, in: graph) > 0.85 * best)
    #expect(try Louvain(seed: 3).partition(of: graph) == louvain)
    let labels = try LabelPropagation(seed: 3).partition(of: graph)
    #expect(try LabelPropagation(seed: 3).partition(of: graph) == labels)
  }

  @Test func cliquesAreCommunities() throws {
    var edges: [(Int, Int)] = []
    for clique in 0..<10 {
      for u in 0..<6 { for v in 0..<u { edges.append((6 * clique + v, 6 * clique + u)) } }
      edges.append((6 * clique, (6 * clique + 6) % 60 + 1))
    }
    let graph = try Graph(nodeCount: 60, edges: edges)
    let expected = Partition(labels: (0..<60).map { $0 / 6 })
    for method: any CommunityDetection in [Leiden(), Louvain(), LabelPropagation()] {
      #expect(try method.partition(of: graph) == expected)
    }
  }
}
