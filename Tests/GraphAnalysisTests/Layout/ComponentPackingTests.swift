import GraphAnalysis
import Testing

@Suite struct ComponentPackingTests {
  /// Cliques of several sizes and some lone nodes.
  private let graph: Graph

  init() throws {
    var edges: [(Int, Int)] = []
    var start = 0
    for size in [12, 7, 7, 3, 2, 2, 1, 1, 1, 1] {
      for i in 0..<size { for j in 0..<i { edges.append((start + i, start + j)) } }
      start += size
    }
    graph = try Graph(nodeCount: start, edges: edges)
  }

  private func box(_ positions: [SIMD2<Double>]) -> (low: SIMD2<Double>, high: SIMD2<Double>) {
    positions.reduce((SIMD2(repeating: .infinity), SIMD2(repeating: -.infinity))) {
      (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1))
    }
  }

  @Test func componentsStandApartAndClose() throws {
    let laid = try ForceAtlas2().positions(of: graph)
    let packed = ComponentPacking(gap: 12).positions(laid, of: graph)
    let components = ConnectedComponents().partition(of: graph)
    let boxes = (0..<components.count).map { component in
      box(graph.nodes.filter { components.labels[$0] == Int32(component) }.map { packed[$0] })
    }
    for (i, a) in boxes.enumerated() {
      for b in boxes[..<i] {
        let apart = pointwiseMax(a.low - b.high, b.low - a.high)
        #expect(max(apart.x, apart.y) >= 12 - 1e-9)
      }
    }
    let whole = box(packed)
    let covered = boxes.reduce(0) { sum, box in
      sum + (box.high.x - box.low.x + 12) * (box.high.y - box.low.y + 12)
    }
    let size = whole.high - whole.low + 12
    #expect(size.x * size.y < 2 * covered)
    #expect(abs(whole.low.x + whole.high.x) < 1e-9 && abs(whole.low.y + whole.high.y) < 1e-9)
  }

  @Test func shapesStay() throws {
    let laid = try ForceAtlas2().positions(of: graph)
    let packed = ComponentPacking().positions(laid, of: graph)
    for edge in graph.edges {
      let shift =
        (packed[edge.source] - packed[edge.target]) - (laid[edge.source] - laid[edge.target])
      #expect(abs(shift.x) < 1e-9 && abs(shift.y) < 1e-9)
    }
  }

  @Test func oneComponentStaysAsItIs() throws {
    let positions = [SIMD2(3.0, 4.0), SIMD2(5.0, 6.0)]
    let pair = try Graph(nodeCount: 2, edges: [(0, 1)])
    #expect(ComponentPacking().positions(positions, of: pair) == positions)
    let empty = try Graph(nodeCount: 0, edges: [(Int, Int)]())
    #expect(ComponentPacking().positions([], of: empty).isEmpty)
  }
}
