import GraphAnalysis

/// A measure of each node of a graph: of each person, in the people graph of a case.
///
/// A measure is declared once, in `PersonMeasure.all`; options, help, tables, exports and what a case
/// keeps iterate over the declarations.
public struct PersonMeasure: Sendable {
  /// What its values are.
  public enum Scale: Sendable {
    /// Whole numbers.
    case count
    /// Sums of weights, whole numbers where the weights are.
    case weight
    /// Real numbers.
    case number
    /// Numbers of groups, 0 the largest. They rank nothing.
    case group
  }

  /// What options, tables and the case call it.
  public let name: String
  /// What it says, in a few words.
  public let summary: String
  /// What its column is called for people in graph files: the measure and its range, in letters,
  /// digits, blanks and hyphens.
  public let title: String
  /// The column's name in graph files: what Gephi calls a measure of its own, so that its menus find
  /// it. Where there is none, graph files and tables leave the measure out.
  public let gephiColumn: String?
  /// What its values are.
  public let scale: Scale
  /// Whether a case keeps the values of its whole people graph, because they take longer to compute
  /// than anybody wants to wait for an answer.
  public let isKept: Bool
  /// Whether the lowest values come first in a ranking.
  public let ranksLowest: Bool
  let compute: @Sendable (GraphMeasurement) throws -> [Double?]

  /// A measure that `compute` computes.
  init(
    _ name: String, _ summary: String, title: String, gephi: String?, _ scale: Scale,
    isKept: Bool = false,
    ranksLowest: Bool = false, compute: @escaping @Sendable (GraphMeasurement) throws -> [Double?]
  ) {
    self.name = name
    self.summary = summary
    self.title = title
    gephiColumn = gephi
    self.scale = scale
    self.isKept = isKept
    self.ranksLowest = ranksLowest
    self.compute = compute
  }

  /// The value of every node of a graph, on one thread.
  ///
  /// - Throws: `GraphError` as the measure.
  func values(of graph: Graph) throws -> [Double?] {
    try compute(GraphMeasurement(of: graph, jobs: 1))
  }

  /// The measure called `name`; `nil` where there is none.
  public init?(named name: String) {
    guard let measure = Self.all.first(where: { $0.name == name }) else { return nil }
    self = measure
  }
}

extension PersonMeasure: Equatable {
  /// Whether both are the same measure.
  public static func == (first: PersonMeasure, second: PersonMeasure) -> Bool {
    first.name == second.name
  }
}
