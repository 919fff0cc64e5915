import GraphAnalysis
import Testing

@Suite("Paths and ego networks")
struct PathsTests {
  @Test func pathWithEvidence() throws {
    // 0 and 1 in picture 0, 1 and 2 in pictures 1 and 2, 0 and 3 in picture 3, 3 and 2 in 4.
    let seen = try BipartiteGraph(
      memberCount: 5, groupCount: 5,
      memberships: [
        (0, 0), (1, 0), (1, 1), (2, 1), (1, 2), (2, 2), (0, 3), (3, 3), (3, 4), (2, 4),
      ])
    let people = Projection(of: seen)
    let hops = try ShortestPathTree(of: people.graph, from: 0)
    #expect(hops.path(to: 2)?.nodes == [0, 1, 2])
    #expect(hops.path(to: 0)?.nodes == [0] && hops.path(to: 0)?.edges == [])
    #expect(hops.path(to: 4) == nil)
    #expect(hops.path(to: 99) == nil)

    let strong = try ShortestPathTree(of: people.graph, from: 0, lengths: .inverseWeight)
    let path = try #require(strong.path(to: 2))
    #expect(path.nodes == [0, 1, 2] && path.length == 1.5)
    #expect(path.edges.map { Array(people.evidence(ofEdge: $0)) } == [[0], [1, 2]])
  }

  @Test(arguments: 1...10)
  func dijkstraWithEqualLengthsIsBreadthFirstSearch(seed: UInt64) throws {
    let graph = randomGraph(nodes: 80, edges: 120, isDirected: seed % 2 == 0, seed: seed)
    let plain = try graph.reweighted([Double](repeating: 1, count: graph.edgeCount))
    let hops = try ShortestPathTree(of: plain, from: 0)
    let weighted = try ShortestPathTree(of: plain, from: 0, lengths: .weight)
    #expect(hops.distances == weighted.distances)
    for node in graph.nodes {
      guard let path = weighted.path(to: node) else { continue }
      #expect(path.edges.count == path.nodes.count - 1)
      for (i, edge) in path.edges.enumerated() {
        #expect(plain.edge(from: path.nodes[i], to: path.nodes[i + 1]) == edge)
      }
    }
  }

  @Test func egoNetwork() throws {
    let graph = GraphFixture(named: "karate").graph
    let near = try EgoNetwork(of: graph, around: 33)
    #expect(near.subgraph.nodes.count == 18)
    #expect(near.subgraph.nodes[near.center] == 33 && near.distances[near.center] == 0)
    #expect(near.distances.filter { $0 == 1 }.count == 17)
    let all = try EgoNetwork(of: graph, around: 0, radius: 3)
    #expect(all.subgraph.graph == graph && all.distances.max() == 3)
    #expect(try EgoNetwork(of: graph, around: 5, radius: 0).subgraph.nodes == [5])
  }
}
