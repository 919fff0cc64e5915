import ArgumentParser
import SystemPackage
import WhoWhere

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "From photos to annotated copies, tables, graphs and drawings, in one go.",
    discussion: """
      Folders are searched with all folders in them. --out gets annotated/ (copies with boxes and person \
      numbers), face_graph and people_graph (.graphml, .gexf, .svg), tables (.csv), and run.json, \
      which says how it was done and which files could not be used.
      """)

  @Argument(help: "Photos, videos, and folders of them.")
  var paths: [String]

  @Option(help: ArgumentHelp("The folder to write into.", valueName: "dir"))
  var out: String

  @OptionGroup var writing: WritingOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Finding faces") var indexing: IndexOptions
  @OptionGroup(title: "Grouping faces") var clustering: ClusterOptions
  @OptionGroup(title: "Models") var models: ModelOptions

  func run() throws {
    let result = try explaining(isVerbose: indexing.verbose) {
      try MainJob(
        paths.map { FilePath($0) }, output: FilePath(out), caseFolder: caseOptions.path,
        models: try models.library(), indexing: indexing.settings,
        clustering: clustering.settings(jobs: indexing.threads.jobs),
        replacesForeignFiles: writing.force,
        progress: terminalProgress()
      ).run()
    }
    if let warning = result.warning { note(warning) }
    print(result.summary(output: out))
    noteOwnFiles(result.counts["own_files"] ?? 0)
    notePurged(
      files: result.counts["purged_files"] ?? 0, faces: result.counts["purged_faces"] ?? 0)
    notePassedOver(result.passedOver, isVerbose: indexing.verbose)
    try report(result.failures)
  }
}
