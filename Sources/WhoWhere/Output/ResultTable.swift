import Files
import GraphFormats

/// Rows under named columns: what every listing hands to whoever asked.
///
/// ```swift
/// var table = ResultTable(columns: ["person", "name", "faces"])
/// table.append([.integer(3), .text("Ada"), .integer(17)])
/// try table.write(to: DescriptorSink.standardOutput, format: .table, width: terminalWidth())
/// ```
///
/// The same table gives the same bytes, whatever the locale.
public struct ResultTable: Sendable, Equatable {
  /// The columns' names, which are also the keys in JSON.
  public let columns: [String]
  /// The rows; each has one cell per column.
  public private(set) var rows: [[CSVCell]] = []

  /// A table without rows.
  public init(columns: [String]) { self.columns = columns }

  /// Adds a row at the end.
  ///
  /// - Precondition: There is one cell per column.
  public mutating func append(_ row: [CSVCell]) {
    precondition(row.count == columns.count, "\(row.count) cells for \(columns.count) columns")
    rows.append(row)
  }

  /// Writes the table.
  ///
  /// - Parameters:
  ///   - sink: Where it goes.
  ///   - format: CSV and JSON hold every value in full.
  ///   - width: The width of the terminal in columns. A `.table` that is too wide has its dates cut to
  ///     minutes or days, empty columns left out, long texts shortened, sentences folded; where even
  ///     that cannot fit, each row becomes a block of lines. `nil` shortens nothing.
  /// - Throws: What the sink throws.
  /// - Complexity: O(size of the text).
  public func write(to sink: any ByteSink, format: OutputFormat, width: Int?) throws {
    switch format {
    case .table: try TextTable(self).write(to: sink, width: width)
    case .csv:
      let writer = try CSVWriter(to: sink, columns: columns)
      for row in rows { try writer.write(row) }
    case .json: try sink.write(json + "\n")
    }
  }
}
