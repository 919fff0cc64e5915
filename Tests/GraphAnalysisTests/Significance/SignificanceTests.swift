import GraphAnalysis
import Testing

@Suite("Significance equals scipy's")
struct SignificanceTests {
  @Test(arguments: BipartiteFixture.all)
  func hypergeometric(_ fixture: BipartiteFixture) {
    let projection = Projection(of: fixture.bipartite)
    let values = HypergeometricTest().pValues(of: projection)
    for (value, pair) in zip(values, fixture.pairs) {
      #expect(abs(value - pair.hypergeometric) <= 1e-9 * pair.hypergeometric)
    }
    let tests = HypergeometricTest().hypothesisCount(of: projection)
    #expect(
      agree(
        MultipleTesting.benjaminiHochberg.adjusted(values, hypothesisCount: tests),
        fixture.benjaminiHochberg))
    #expect(
      agree(MultipleTesting.holm.adjusted(values, hypothesisCount: tests), fixture.holm))
  }

  @Test(arguments: BipartiteFixture.all)
  func stochasticDegreeSequence(_ fixture: BipartiteFixture) throws {
    let values = try StochasticDegreeSequenceModel().pValues(
      of: Projection(of: fixture.bipartite))
    #expect(agree(values, fixture.pairs.map(\.sdsm)))
  }

  @Test(arguments: BipartiteFixture.all)
  func disparity(_ fixture: BipartiteFixture) throws {
    let values = try DisparityFilter().pValues(of: Projection(of: fixture.bipartite))
    #expect(agree(values, fixture.disparity))
  }

  /// Values of R's phyper(k − 1, a, n − a, b, lower.tail = FALSE) are of this kind.
  @Test func hypergeometricAtTheBorders() {
    func p(_ k: Int, _ a: Int, _ b: Int, _ n: Int) -> Double {
      HypergeometricTest.pValue(shared: k, groupsOfFirst: a, groupsOfSecond: b, groupCount: n)
    }
    #expect(p(0, 3, 4, 10) == 1)
    #expect(p(4, 8, 6, 10) == 1)
    #expect(p(5, 4, 6, 10) == 0)
    #expect(abs(p(1, 1, 1, 4) - 0.25) < 1e-15)
    #expect(abs(p(3, 3, 3, 6) - 0.05) < 1e-15)
    #expect(p(40, 1000, 1000, 400_000) > 0)
    #expect(p(0, 0, 0, 0) == 1)
  }

  /// Member 0 is in every group for certain, members 1 and 2 in each of three groups with
  /// probabilities 2/3 and 1/3; nobody else can be in the fourth.
  @Test func certainMemberships() throws {
    let everywhere = try BipartiteGraph(
      memberCount: 3, groupCount: 4,
      memberships: [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (2, 2)])
    let projection = Projection(of: everywhere)
    let values = try StochasticDegreeSequenceModel().pValues(of: projection)
    #expect(agree(values, [20.0 / 27, 19.0 / 27]))
  }

  /// Two hundred pairs always together, among as many who meet by chance in large groups.
  @Test func backboneFindsPairsAndDropsCrowds() throws {
    var memberships: [(Int, Int)] = []
    for pair in 0..<20 {
      for group in 0..<8 {
        memberships.append((2 * pair, 8 * pair + group))
        memberships.append((2 * pair + 1, 8 * pair + group))
      }
    }
    for group in 160..<164 { for member in 0..<40 { memberships.append((member, group)) } }
    let projection = Projection(
      of: try BipartiteGraph(memberCount: 40, groupCount: 164, memberships: memberships))
    #expect(projection.graph.edgeCount == 780)
    let backbone = try Backbone(StochasticDegreeSequenceModel()).extract(from: projection)
    #expect(
      backbone.graph.edges.map { [$0.source, $0.target] } == (0..<20).map { [2 * $0, 2 * $0 + 1] })
    #expect(backbone.evidenceCount(ofEdge: 0) == 12)
  }
}
