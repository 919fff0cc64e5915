import ArgumentParser
import Files
import Foundation
import WhoWhere

extension OutputFormat: ExpressibleByArgument {}

/// How a listing is written.
struct OutputOptions: ParsableArguments {
  @Option(help: "How the listing is written.")
  var format = OutputFormat.table

  /// Writes `table` to standard output, and says so where nothing is in it.
  ///
  /// - Parameter emptiness: What to say then.
  func print(_ table: ResultTable, emptiness: String = "nothing found") throws {
    CommandLog.note(table)
    try table.write(to: DescriptorSink.standardOutput, format: format, width: terminalWidth())
    if table.rows.isEmpty, format == .table { note(emptiness) }
  }
}
