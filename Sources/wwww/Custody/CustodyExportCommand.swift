import ArgumentParser
import SystemPackage
import WhoWhere

struct CustodyExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write manifest and log as a BagIt bag, which other programs can check and sign.",
    discussion: """
      tagmanifest-sha256.txt stands for all files: sign it (gpg --detach-sign) and keep it elsewhere.
      """)

  @Option(help: ArgumentHelp("The folder to write into.", valueName: "dir"))
  var out: String

  @OptionGroup var writing: WritingOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  func run() throws {
    let storage = try caseOptions.openToAsk()
    let head = try CustodyExport(of: storage).write(
      to: writing.writing(for: storage).folder(FilePath(out)), by: DecisionOptions.user)
    say("Written to \(out): manifest and log up to entry \(head.entry), \(head.hash)")
  }
}
