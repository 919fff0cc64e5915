import GraphAnalysis
import Testing

@Suite("Graphs")
struct GraphTests {
  @Test func edgesAreSortedAndNumbered() throws {
    let graph = try Graph(nodeCount: 5, edges: [(3, 1), (0, 4), (1, 0), (2, 2), (4, 1)])
    let edges = Array(graph.edges)
    #expect(edges.map { [$0.source, $0.target] } == [[0, 1], [0, 4], [1, 3], [1, 4], [2, 2]])
    #expect(edges.map(\.id) == [0, 1, 2, 3, 4])
    #expect(Array(graph.neighbors(of: 1)) == [0, 3, 4])
    #expect(graph.edge(from: 4, to: 1) == 3)
    #expect(graph.edge(from: 3, to: 0) == nil)
    #expect(graph.degree(of: 2) == 2)
    for node in graph.nodes {
      for arc in graph.arcs(of: node) {
        let edge = edges[Int(graph.edgeIDs[arc])]
        #expect(Set([edge.source, edge.target]) == Set([node, Int(graph.targets[arc])]))
      }
    }
  }

  @Test(arguments: [
    (GraphBuilder.Merging.sum, 6.0), (.minimum, 1.0), (.maximum, 3.0),
  ])
  func parallelEdgesMerge(merging: GraphBuilder.Merging, weight: Double) throws {
    var builder = try GraphBuilder(nodeCount: 2, merging: merging)
    try builder.addEdge(0, 1, weight: 2)
    try builder.addEdge(1, 0, weight: 1)
    try builder.addEdge(0, 1, weight: 3)
    #expect(builder.build().edges.map(\.weight) == [weight])
  }

  @Test func directions() throws {
    let graph = try Graph(
      nodeCount: 3, isDirected: true, edges: [(0, 1, 2), (1, 0, 3), (2, 1, 1)])
    #expect(graph.edgeCount == 3)
    #expect(
      graph.transposed().edges.map { [$0.source, $0.target] } == [[0, 1], [1, 0], [1, 2]])
    #expect(graph.transposed().transposed() == graph)
    #expect(graph.undirected().edges.map(\.weight) == [5, 1])
  }

  @Test func subgraphKeepsNumbers() throws {
    let graph = try Graph(nodeCount: 5, edges: [(0, 1), (1, 3), (3, 4), (0, 4)])
    let part = try Subgraph(of: graph, nodes: [4, 0, 3, 4])
    #expect(part.nodes == [0, 3, 4])
    #expect(part.graph.edges.map { [$0.source, $0.target] } == [[0, 2], [1, 2]])
    #expect(part.edges == [1, 3])
  }

  @Test func bipartite() throws {
    let seen = try BipartiteGraph(
      memberCount: 3, groupCount: 2, memberships: [(2, 1), (0, 0), (0, 1), (0, 1)])
    #expect(Array(seen.groups(of: 0)) == [0, 1])
    #expect(Array(seen.multiplicities(of: 0)) == [1, 2])
    #expect(seen.groups(of: 1).isEmpty)
    #expect(Array(seen.members(of: 1)) == [0, 2])
    #expect(seen.transposed().transposed() == seen)
    #expect(Array(seen.transposed().multiplicities(of: 1)) == [2, 1])
    let late = seen.filteringGroups { $0 == 1 }
    #expect(late.groupCount == 2 && late.membershipCount == 2 && late.members(of: 0).isEmpty)
    #expect(try seen.graph().edges.map { [$0.source, $0.target] } == [[0, 3], [0, 4], [2, 4]])
  }
}
