import ArgumentParser
import SystemPackage
import WhoWhere

struct Index: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find photos and videos, and detect and encode their faces into the case.",
    discussion: """
      Files that the case knows are not opened again. An interrupted run goes on where it was.
      """)

  @Argument(help: "Photos, videos, and folders of them.")
  var paths: [String]

  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Finding faces") var indexing: IndexOptions
  @OptionGroup(title: "Models") var models: ModelOptions

  func run() throws {
    let result = try explaining(isVerbose: indexing.verbose) {
      try IndexJob(
        paths.map { FilePath($0) }, caseFolder: caseOptions.path, models: try models.library(),
        settings: indexing.settings, progress: terminalProgress()
      ).run()
    }
    say(
      "\(Count.of(result.newMedia, "new photo or video", "new photos and videos")) with "
        + "\(Count.of(result.newFaces, "face")); "
        + (result.renewedMedia > 0 ? "\(result.renewedMedia) searched anew, " : "")
        + "\(Count.of(result.knownFiles, "file")) known before, "
        + "\(Count.of(result.duplicateFiles, "duplicate")), \(result.goneFiles) gone")
    if result.videoFrames > 0 {
      note(
        "\(Count.of(result.videoFrames, "picture is a frame", "pictures are frames")) of a video: "
          + "who they show is in that video")
    }
    noteOwnFiles(result.ownFiles)
    notePurged(files: result.purgedFiles, faces: result.purgedFaces)
    notePassedOver(result.others, isVerbose: indexing.verbose)
    if result.otherKernels > 0 {
      note(
        "\(Count.of(result.otherKernels, "photo or video", "photos and videos")) of the case "
          + "were searched on a processor of another kind, whose embeddings differ in the last "
          + "digits; `wwww index` searches them again where their files are")
    }
    try report(result.failures)
  }
}
