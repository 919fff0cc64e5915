import GraphFormats
import Testing

struct ForceLayoutTests {
  /// Two cliques of ten with one edge between them.
  private var cliques: GraphDocument {
    var ends: [(Int32, Int32)] = [(0, 10)]
    for clique in [Int32(0), 10] {
      for a in clique..<clique + 10 { for b in a + 1..<clique + 10 { ends.append((a, b)) } }
    }
    return GraphDocument(
      isDirected: false, nodeIDs: (0..<20).map { "\($0)" }, edgeSources: ends.map(\.0),
      edgeTargets: ends.map(\.1))
  }

  @Test func sameWhateverTheThreads() {
    let graph = GraphDocument.random(seed: 3, withSpells: false)
    #expect(
      ForceLayout(jobs: 1).positions(of: graph) == ForceLayout(jobs: 4).positions(of: graph))
    #expect(
      ForceLayout(jobs: 1).positions(of: cliques) == ForceLayout(jobs: 3).positions(of: cliques))
  }

  @Test func groupsShowAsGroups() {
    let places = ForceLayout().positions(of: cliques)
    func distance(_ a: Int, _ b: Int) -> Double {
      let (dx, dy) = (places[a].x - places[b].x, places[a].y - places[b].y)
      return (dx * dx + dy * dy).squareRoot()
    }
    let within = (1..<10).map { distance(0, $0) }.max()!
    let between = (11..<20).map { distance(1, $0) }.min()!
    #expect(between > within)
  }

  @Test func smallAndOddGraphs() {
    func positions(_ nodes: Int, _ edges: [(Int32, Int32)]) -> [Position] {
      ForceLayout().positions(
        of: GraphDocument(
          isDirected: false, nodeIDs: (0..<nodes).map { "\($0)" }, edgeSources: edges.map(\.0),
          edgeTargets: edges.map(\.1)))
    }
    #expect(positions(0, []).isEmpty)
    #expect(positions(1, [(0, 0)]).count == 1)
    let isolated = positions(50, [])
    #expect(Set(isolated).count == 50)
    let hub = positions(500, (1..<500).map { (0, $0) })
    #expect(hub.allSatisfy { $0.x.isFinite && $0.y.isFinite })
  }
}
