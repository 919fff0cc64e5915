import CaseStore
import GraphAnalysis
import Testing
import WhoWhere

@Suite struct PairMeasureTests {
  private func values(_ measure: PairMeasure, of people: Projection) throws -> [Double?] {
    try measure.compute(people, GraphMeasurement(of: people.graph, measuresEdges: true, jobs: 2))
  }

  @Test func measuresPairs() throws {
    // Persons 0 and 1 are in both media, person 2 in the second only.
    let seen = try BipartiteGraph(
      memberCount: 3, groupCount: 2, memberships: [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1)])
    let people = Projection(of: seen)
    let first = try #require(people.graph.edge(from: 0, to: 1))
    let second = try #require(people.graph.edge(from: 0, to: 2))
    let jaccard = try values(.jaccard, of: people)
    #expect(jaccard[first] == 1 && jaccard[second] == 0.5)
    // Every shortest path of a triangle is one of its three edges.
    #expect(
      try values(.betweenness, of: people).allSatisfy { abs(($0 ?? 0) - 1.0 / 3) < 1e-12 })
    #expect(try values(.pValue, of: people).allSatisfy { (0...1).contains($0 ?? -1) })
  }

  @Test func hasNothingToSayOfNoPairs() throws {
    for (members, memberships) in [(2, [(0, 0), (1, 1)]), (0, [])] {
      let alone = try BipartiteGraph(
        memberCount: members, groupCount: members, memberships: memberships)
      for measure in PairMeasure.all {
        #expect(try values(measure, of: Projection(of: alone)).isEmpty)
      }
    }
  }
}
