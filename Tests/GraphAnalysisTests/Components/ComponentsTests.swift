import GraphAnalysis
import Testing

@Suite("Components and cuts equal networkx's")
struct ComponentsTests {
  @Test(arguments: GraphFixture.all)
  func connected(_ fixture: GraphFixture) {
    let partition = ConnectedComponents().partition(of: fixture.graph)
    #expect(partition.members() == fixture.expected.components)
    #expect(partition.sizes == fixture.expected.components.map(\.count))
  }

  @Test(arguments: GraphFixture.all)
  func cuts(_ fixture: GraphFixture) {
    let graph = fixture.graph
    let blocks = BiconnectedComponents(of: graph)
    #expect(blocks.articulationPoints == fixture.expected.articulation)
    if let bridges = fixture.expected.bridges {
      let edges = Array(graph.edges)
      #expect(blocks.bridges.map { [edges[$0].source, edges[$0].target] } == bridges)
    }
  }
}
