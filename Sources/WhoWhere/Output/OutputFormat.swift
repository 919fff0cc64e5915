/// How a listing is written.
public enum OutputFormat: String, Sendable, CaseIterable {
  /// Aligned columns for people.
  case table
  /// Comma-separated values with a header row; see `CSVWriter`.
  case csv
  /// An array of objects, one a row, keyed by column.
  case json
}
