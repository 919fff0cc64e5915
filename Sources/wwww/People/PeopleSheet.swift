import ArgumentParser
import Drawing
import Files
import ParallelLoops
import SystemPackage
import WhoWhere

extension ContactSheet.Format: ExpressibleByArgument {}
extension PersonSheet.Order: ExpressibleByArgument {}

struct PeopleSheet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sheet",
    abstract: "Draw a contact sheet of persons: all faces with numbers, dates and files.",
    discussion: """
      PDF is one file; PNG is a picture a page: NAME-1.png, NAME-2.png, … where one page is not \
      enough. Files that cannot be read are named on standard error, and their places say why.
      """)

  @Argument(
    help: "The persons, by ID or name. (default: all who have faces)",
    completion: Completions.persons)
  var persons: [String] = []

  @Option(help: "Which faces come first: the best, the doubtful, or by time.")
  var order = PersonSheet.Order.best

  @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
  var out: String

  @Option(help: "The file type. (default: by the ending of --out)")
  var format: ContactSheet.Format?

  @OptionGroup var writing: WritingOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  func validate() throws { _ = try chosenFormat() }

  func run() throws {
    let reader = try caseOptions.reader()
    let format = try chosenFormat()
    if order == .doubtful { try? caseOptions.open().measureConfidence() }
    let storage = try caseOptions.openToAsk()
    let snapshot = try CaseSnapshot(of: storage)
    let ids = persons.isEmpty ? snapshot.persons.map(\.id) : try persons.map(reader.person)
    let drawn = try PersonSheet(of: ids, in: snapshot, as: format, order: order)
    let files = try drawn.sheet.write(
      to: FilePath(out), as: format, guardedBy: writing.writing(for: storage))
    for file in files { say(displayName(file)) }
    try report(drawn.failures)
  }

  private func chosenFormat() throws -> ContactSheet.Format {
    guard let format = format ?? ContactSheet.Format(of: FilePath(out)) else {
      throw ValidationError("Name a file that ends in .png or .pdf, or give --format.")
    }
    return format
  }
}
