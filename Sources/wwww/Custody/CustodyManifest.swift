import ArgumentParser
import WhoWhere

struct CustodyManifest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manifest",
    abstract: "List every original: path, size, SHA-256, times, and the run that saw it first.")

  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    try output.print(try CustodyListing(try caseOptions.openToAsk()).manifest())
  }
}
