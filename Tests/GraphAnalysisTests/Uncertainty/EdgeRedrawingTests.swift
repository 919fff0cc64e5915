import GraphAnalysis
import Testing

struct EdgeRedrawingTests {
  /// A star: everybody linked to node 0.
  private func star(_ leaves: Int) throws -> Graph {
    try Graph(nodeCount: leaves + 1, edges: (1...leaves).map { (0, $0) })
  }

  @Test func certainEdgesLeaveNoDoubt() throws {
    let graph = try star(5)
    let redrawing = EdgeRedrawing(of: graph, probabilities: [Double](repeating: 1, count: 5))
    let intervals = redrawing.intervals { Degree().scores(of: $0) }
    let middle = try #require(intervals[0])
    let leaf = try #require(intervals[3])
    #expect((middle.low, middle.high) == (5, 5) && middle.ranks == 1...1)
    #expect((leaf.low, leaf.high) == (1, 1) && leaf.ranks == 2...2)
    let none = EdgeRedrawing(of: graph, probabilities: [Double](repeating: 0, count: 5))
    #expect(none.intervals { Degree().scores(of: $0) }[0]?.high == 0)
  }

  /// The degree of the middle of a star is binomial: of 100 edges of probability .3 the 5 % and the
  /// 95 % quantile are 23 and 38 (scipy.stats.binom.ppf).
  @Test func aDegreeIsBinomial() throws {
    let redrawing = EdgeRedrawing(
      of: try star(100), probabilities: [Double](repeating: 0.3, count: 100), draws: 4000)
    let interval = try #require(redrawing.intervals { Degree().scores(of: $0) }[0])
    #expect(abs(interval.low - 23) <= 1 && abs(interval.high - 38) <= 1)
  }

  @Test func edgesAreAsOftenThereAsTheyAreProbable() throws {
    let probabilities = [0.1, 0.5, 0.9]
    let redrawing = EdgeRedrawing(of: try star(3), probabilities: probabilities, draws: 3000)
    var counts = [0.0, 0, 0]
    for draw in 0..<3000 {
      for edge in redrawing.drawing(draw).edges { counts[edge.target - 1] += 1 }
    }
    for (count, probability) in zip(counts, probabilities) {
      #expect(abs(count / 3000 - probability) < 0.03)
    }
  }

  @Test func theResultHangsOnTheSeedAlone() throws {
    let graph = try star(30)
    let probabilities = (0..<30).map { Double($0 % 10) / 10 }
    func intervals(_ seed: UInt64, jobs: Int) -> [EdgeRedrawing.Interval?] {
      EdgeRedrawing(of: graph, probabilities: probabilities, draws: 50, seed: seed, jobs: jobs)
        .intervals { Degree().scores(of: $0) }
    }
    #expect(intervals(1, jobs: 1) == intervals(1, jobs: 7))
    #expect(intervals(1, jobs: 2) != intervals(2, jobs: 2))
  }

  @Test func ranksThatCannotBeToldApartOverlap() throws {
    // Two stars: one of five unsure edges, one of four sure ones.
    let graph = try Graph(
      nodeCount: 11,
      edges: (1...5).map { (0, $0) } + (7...10).map { (6, $0) })
    let redrawing = EdgeRedrawing(
      of: graph, probabilities: graph.edges.map { $0.source == 0 ? 0.7 : 1 })
    let intervals = redrawing.intervals { Degree().scores(of: $0) }
    #expect(intervals[0]?.ranks == 1...2 && intervals[6]?.ranks == 1...2)
  }
}
