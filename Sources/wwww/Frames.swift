import ArgumentParser
import SystemPackage
import WhoWhere

struct Frames: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Cut videos into pictures, named video.mp4___500.jpg by the frame's number.")

  @Argument(help: "Video files.")
  var videos: [String]

  @Option(
    name: .customLong("every"), help: ArgumentHelp("Write every N-th frame.", valueName: "n"))
  var step = 25

  @Option(help: ArgumentHelp("The folder to write into.", valueName: "dir"))
  var out = "frames"

  @OptionGroup var writing: WritingOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  func validate() throws {
    guard step >= 1 else { throw ValidationError("--every takes a number from 1.") }
  }

  func run() throws {
    let folder = try writing.writing(for: caseOptions).folder(FilePath(out))
    let result = try FrameExtractor(every: step, progress: terminalProgress())
      .extract(videos.map { FilePath($0) }, into: folder)
    say("\(result.frames) frames in \(out)")
    try report(result.failures)
  }
}
