import ArgumentParser
import SystemPackage
import WhoWhere

struct Annotate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Write copies of the case's photos with boxes and person numbers, and moments of videos.",
    discussion: """
      Of a video, a folder NAME-moments gets the picture that shows each person best, for each time \
      the person appears, named by the moment. --video adds a copy of the whole video with boxes that \
      follow the faces: the same family of codecs, the sound as it was.
      """)

  @Option(help: ArgumentHelp("The folder to write into.", valueName: "dir"))
  var out: String

  @Flag(help: "Copy whole videos, too, with boxes that follow the faces.")
  var video = false

  @OptionGroup var writing: WritingOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  @OptionGroup var threads: JobsOptions

  func run() throws {
    let storage = try caseOptions.openToAsk()
    let folder = try writing.writing(for: storage).folder(FilePath(out))
    let result = try Annotator(
      try CaseSnapshot(of: storage), of: storage, copiesVideos: video, jobs: threads.count,
      progress: terminalProgress()
    ).write(to: folder)
    say("\(result.written) annotated copies written to \(out), \(result.unchanged) unchanged")
    try report(result.failures)
  }
}
