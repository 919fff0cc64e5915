import ArgumentParser
import SystemPackage
import WhoWhere

struct Annotate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write copies of the case's photos with boxes and person numbers.")

  @Option(help: ArgumentHelp("The folder to write into.", valueName: "dir"))
  var out: String

  @OptionGroup var writing: WritingOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  @OptionGroup var threads: JobsOptions

  func run() throws {
    let storage = try caseOptions.openToAsk()
    let folder = try writing.writing(for: storage).folder(FilePath(out))
    let result = try Annotator(
      try CaseSnapshot(of: storage), of: storage, jobs: threads.count,
      progress: terminalProgress()
    ).write(to: folder)
    say("\(result.written) annotated copies written to \(out), \(result.unchanged) unchanged")
    try report(result.failures)
  }
}
