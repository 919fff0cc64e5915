import ArgumentParser
import Foundation
import SystemPackage
import WhoWhere

struct CustodyVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check originals, models, database and log, and tell what is not as it was.",
    discussion: """
      Lists what changed, is missing or was altered, then counts what is in order. Exit status 1 where \
      anything is wrong. An alteration of the database by another program is noticed; one by somebody \
      who makes the log anew as well, only by a time stamp or a hash kept elsewhere.
      """)

  @Flag(help: "Compare only the sizes of originals, and do not read them.")
  var quick = false

  @Option(
    help: ArgumentHelp(
      "A PEM file with certificates of time-stamping authorities, to check their answers.",
      valueName: "file.pem"))
  var ca: String?

  @OptionGroup var threads: JobsOptions

  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Models") var models: ModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let storage = try caseOptions.openToAsk()
    let library = try? models.library()
    if library == nil { note("the models were not checked, for their folder was not found") }
    let found = try CustodyVerification(
      of: storage, models: library, authorities: ca.map { FilePath($0) }, readsOriginals: !quick,
      jobs: threads.count, progress: terminalProgress())
    try output.print(found.table)
    note(found.summary)
    if let head = found.head { note("head of the log: entry \(head.entry), \(head.hash)") }
    if !found.isSound { throw ExitCode.failure }
  }
}
