import CaseStore
import Domain
import GraphAnalysis
import ParallelLoops

extension SQLiteCase {
  /// Measures the people graph and notes in the case which community each person belongs to and what
  /// else is kept, so that questions are answered at once.
  ///
  /// - Throws: `DatabaseError` where the case cannot be written.
  /// - Complexity: O(persons × edges).
  public func measurePeople(_ reader: CaseReader, jobs: Int) throws {
    try findCommunities(reader)
    try keep(PersonMeasure.all, of: NamedGraph(of: reader), jobs: jobs)
  }

  /// Notes measures of the people graph of the whole case, those that are worth it and not yet known.
  ///
  /// - Throws: `DatabaseError` where the case cannot be written.
  public func keep(
    _ measures: [PersonMeasure], of graph: NamedGraph, jobs: Int = allCores
  ) throws {
    guard graph.isWholeCase else { return }
    let persons = graph.ids.compactMap { PersonID($0) }
    let measurement = GraphMeasurement(of: graph.graph, jobs: jobs)
    for measure in measures where measure.isKept {
      guard try graph.keptValues(of: measure) == nil else { continue }
      try keep(measure, of: persons, measurement)
    }
  }

  /// Finds the communities of the people graph and notes them in the case; nothing where they are
  /// known.
  ///
  /// - Throws: `DatabaseError` where the case cannot be written.
  public func findCommunities(_ reader: CaseReader) throws {
    guard try !reader.knowsCommunities() else { return }
    let people = try NamedGraph(of: reader)
    try keepCommunities(
      of: people.ids.compactMap { PersonID($0) }, GraphMeasurement(of: people.graph))
  }

  /// Notes communities and all that is kept of the people graph of the whole case, whose nodes are
  /// `persons`.
  func keepMeasures(of persons: [PersonID], _ measurement: GraphMeasurement) throws {
    try keepCommunities(of: persons, measurement)
    for measure in PersonMeasure.all where measure.isKept {
      try keep(measure, of: persons, measurement)
    }
  }

  private func keep(
    _ measure: PersonMeasure, of persons: [PersonID], _ measurement: GraphMeasurement
  ) throws {
    let values = try measurement.values(of: measure)
    try keep(measure.name, Dictionary(uniqueKeysWithValues: zip(persons, values)))
  }

  private func keepCommunities(of persons: [PersonID], _ measurement: GraphMeasurement) throws {
    let communities = try measurement.numbers(of: .community).map { $0 ?? 0 }
    try setCommunities(Dictionary(uniqueKeysWithValues: zip(persons, communities)))
  }
}
