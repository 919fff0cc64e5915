import GraphAnalysis
import Testing
import WhoWhere

@Suite struct PersonMeasureTests {
  @Test func everyMeasureIsCalledSomethingOfItsOwn() {
    #expect(Set(PersonMeasure.all.map(\.name)).count == PersonMeasure.all.count)
    let columns = PersonMeasure.exported.map(\.gephiColumn)
    #expect(Set(columns).count == columns.count)
    for measure in PersonMeasure.all { #expect(PersonMeasure(named: measure.name) == measure) }
    #expect(PersonMeasure(named: "luck") == nil)
  }

  /// One pass that serves several measures says what each measure's own pass says.
  @Test func sharedPassesChangeNothing() throws {
    let graph = try Graph(
      nodeCount: 6,
      edges: [(0, 1, 1), (1, 2, 2), (2, 0, 1), (2, 3, 1), (3, 4, 3), (4, 5, 1), (5, 3, 1)])
    let both = GraphMeasurement(of: graph, measuresEdges: true, jobs: 2)
    let alone = GraphMeasurement(of: graph, jobs: 1)
    for measure in PersonMeasure.all where measure != .eigenvector {
      let values = try both.values(of: measure)
      #expect(values.count == 6)
      for (one, other) in zip(values, try alone.values(of: measure)) {
        #expect(abs((one ?? 0) - (other ?? 0)) < 1e-12)
      }
    }
    #expect(try both.values(of: .closeness) == Closeness().scores(of: graph))
    #expect(
      try both.values(of: .harmonic) == HarmonicCentrality(isNormalized: true).scores(of: graph))
    #expect(try both.edgeBetweenness() == EdgeBetweenness().scores(of: graph))
  }

  @Test func whatIsKnownIsNotMeasured() throws {
    let graph = try Graph(nodeCount: 2, edges: [(0, 1, 1)])
    let measurement = GraphMeasurement(of: graph, known: ["pagerank": [7, nil]])
    #expect(try measurement.values(of: .pagerank) == [7, nil])
  }
}
