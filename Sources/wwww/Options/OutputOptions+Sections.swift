import Files
import WhoWhere

extension OutputOptions {
  /// Writes `sections` to standard output.
  func print(_ sections: ResultSections) throws {
    for (_, table) in sections.sections { CommandLog.note(table) }
    try sections.write(
      to: DescriptorSink.standardOutput, format: format, width: terminalWidth())
  }
}
