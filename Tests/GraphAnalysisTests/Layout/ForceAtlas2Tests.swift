import GraphAnalysis
import Testing

@Suite("Layout")
struct ForceAtlas2Tests {
  private func distance(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double {
    ((a - b) * (a - b)).sum().squareRoot()
  }

  @Test func threadsDoNotMatter() throws {
    let graph = randomCrowd(nodes: 400, groups: 300, seed: 2)
    let one = try ForceAtlas2(iterations: 30, jobs: 1).positions(of: graph)
    #expect(try ForceAtlas2(iterations: 30, jobs: 3).positions(of: graph) == one)
    #expect(try ForceAtlas2(iterations: 30, seed: 2).positions(of: graph) != one)
  }

  @Test func neighborsAreNearerThanStrangers() throws {
    let graph = GraphFixture(named: "karate").graph
    let positions = try ForceAtlas2().positions(of: graph)
    var near = 0.0
    for edge in graph.edges { near += distance(positions[edge.source], positions[edge.target]) }
    var all = 0.0
    for u in graph.nodes { for v in 0..<u { all += distance(positions[u], positions[v]) } }
    #expect(near / Double(graph.edgeCount) < 0.7 * all / Double(34 * 33 / 2))
  }

  @Test func smallGraphs() throws {
    #expect(try ForceAtlas2().positions(of: Graph(nodeCount: 0, edges: [(Int, Int)]())).isEmpty)
    let alone = try ForceAtlas2().positions(of: Graph(nodeCount: 5, edges: [(0, 0)]))
    #expect(alone.allSatisfy { $0.x.isFinite && $0.y.isFinite })
  }
}
