import ArgumentParser
import WhoWhere

struct ShowMedia: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "media",
    abstract: "Tell who is in a photo or video.",
    discussion:
      "Faces are listed from left to right; a face without a person is unidentified.")

  @Argument(help: "The photo or video, by path, file name, or beginning of its SHA-256.")
  var media: String

  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let reader = try caseOptions.reader()
    try output.print(try MediaListing(reader).details(of: try reader.media(media)))
  }
}
