import ArgumentParser
import Drawing
import Files
import SystemPackage
import WhoWhere

struct ShowMedia: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "media",
    abstract: "Tell who is in a photo or video.",
    discussion:
      """
      Faces are listed from left to right; a face without a person is unidentified. Of a video, \
      moments tell who is to be seen from when to when; --sheet draws them.
      """)

  @Argument(help: "The photo or video, by path, file name, or beginning of its SHA-256.")
  var media: String

  @Option(
    help: ArgumentHelp(
      "Draw a contact sheet of a video's moments instead: .png or .pdf.", valueName: "file"))
  var sheet: String?

  @OptionGroup var writing: WritingOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws { _ = try sheet.map(format) }

  func run() throws {
    let reader = try caseOptions.reader()
    let id = try reader.media(media)
    guard let sheet else { return try output.print(try MediaListing(reader).details(of: id)) }
    let storage = try caseOptions.openToAsk()
    let format = try format(of: sheet)
    let drawn = try MomentSheet(of: id, in: CaseSnapshot(of: storage), as: format)
    let files = try drawn.sheet.write(
      to: FilePath(sheet), as: format, guardedBy: writing.writing(for: storage))
    for file in files { say(displayName(file)) }
    try report(drawn.failures)
  }

  private func format(of sheet: String) throws -> ContactSheet.Format {
    guard let format = ContactSheet.Format(of: FilePath(sheet)) else {
      throw ValidationError("--sheet takes a file that ends in .png or .pdf.")
    }
    return format
  }
}
