import ArgumentParser
import Files
import Foundation
import WhoWhere

extension OutputFormat: ExpressibleByArgument {}

/// How a listing is written.
struct OutputOptions: ParsableArguments {
  @Option(help: "How the listing is written.")
  var format = OutputFormat.table

  /// Writes `table` to standard output.
  func print(_ table: ResultTable) throws {
    CommandLog.note(table)
    try table.write(to: DescriptorSink.standardOutput, format: format, width: terminalWidth())
  }
}
