import Files
import GraphFormats

/// Several tables that belong together, such as all that is known about one person.
public struct ResultSections: Sendable, Equatable {
  /// The tables with their names, which are titles in a `.table` and keys in JSON.
  public private(set) var sections: [(name: String, table: ResultTable)] = []

  /// No tables yet.
  public init() {}

  /// Adds a table at the end.
  public mutating func append(_ name: String, _ table: ResultTable) {
    sections.append((name, table))
  }

  /// Writes the tables, one after another: under titles, as CSV with an empty line between, or as
  /// one JSON object that has an array for each table.
  ///
  /// - Parameter width: As for `ResultTable.write`.
  /// - Throws: What the sink throws.
  public func write(to sink: any ByteSink, format: OutputFormat, width: Int?) throws {
    if format == .json { return try sink.write(json + "\n") }
    for (index, section) in sections.enumerated() {
      if index > 0 { try sink.write("\n") }
      if format == .table {
        try sink.write(section.name + "\n\n")
        if section.table.rows.isEmpty {
          try sink.write("none\n")
          continue
        }
      }
      try section.table.write(to: sink, format: format, width: width)
    }
  }

  /// The tables as one JSON object (RFC 8259) that has an array of objects for each.
  public var json: String {
    let members = sections.map { JSONText.string($0.name) + ": " + $0.table.json }
    return "{\n" + members.joined(separator: ",\n") + "\n}"
  }

  /// Whether both have the same tables under the same names.
  public static func == (a: ResultSections, b: ResultSections) -> Bool {
    a.sections.elementsEqual(b.sections) { $0.name == $1.name && $0.table == $1.table }
  }
}
