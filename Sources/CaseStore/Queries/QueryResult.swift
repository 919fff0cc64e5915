/// What a query answered.
public struct QueryResult: Sendable, Equatable {
  /// The columns' names.
  public var columns: [String]
  /// The rows, one value a column.
  public var rows: [[QueryValue]]
  /// Whether there were more rows than the limit allowed.
  public var isCut: Bool
}

/// How much a query may take.
public struct QueryLimits: Sendable, Equatable {
  /// The most rows.
  public var rows: Int
  /// The most time, in seconds.
  public var seconds: Double

  /// These limits.
  public init(rows: Int = 10_000, seconds: Double = 30) {
    self.rows = rows
    self.seconds = seconds
  }
}
