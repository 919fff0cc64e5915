/// The edges of a projection that chance does not explain: who is really together, as opposed to
/// always in the same crowd.
///
/// ```swift
/// let people = Projection(of: appearances)
/// let ties = try Backbone(StochasticDegreeSequenceModel()).extract(from: people)
/// ```
public struct Backbone: Sendable {
  /// The test that edges must pass.
  public let test: any EdgeSignificance
  /// The correction for the number of tests.
  public let correction: MultipleTesting
  /// The largest corrected p-value of an edge that is kept.
  public let level: Double

  /// A backbone of what passes `test` at `level`.
  public init(
    _ test: any EdgeSignificance, correction: MultipleTesting = .benjaminiHochberg,
    level: Double = 0.05
  ) {
    self.test = test
    self.correction = correction
    self.level = level
  }

  /// The projection with its significant edges only.
  ///
  /// - Throws: as the test.
  public func extract(from projection: Projection) throws(GraphError) -> Projection {
    let adjusted = correction.adjusted(
      try test.pValues(of: projection),
      hypothesisCount: test.hypothesisCount(of: projection))
    return projection.filteringEdges { adjusted[$0.id] <= level }
  }
}
