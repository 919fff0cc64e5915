import ArgumentParser
import CaseStore
import WhoWhere

struct ImportNeighbors: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-neighbors",
    abstract: "Take in the pairs of faces that `wwww near-pairs` found.",
    discussion: """
      Every pair of blocks must be there once and whole, and be of the faces that the case has now; else \
      nothing is imported. `wwww cluster` then compares no faces itself, and gives what it would have \
      given. The options of grouping must be those of `cluster`.
      """)

  @Argument(help: ArgumentHelp("Files, folders of part files, or -.", valueName: "path"))
  var paths: [String]

  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Grouping faces") var clustering: ClusterOptions

  @OptionGroup var threads: JobsOptions

  func run() throws {
    let result = try NeighborImport(
      into: try caseOptions.open(), for: clustering.settings(jobs: threads.jobs).method,
      jobs: threads.count, progress: terminalProgress()
    ).run(ImportSource.sources(paths))
    say("\(Count.of(result.pairs, "pair")) of \(Count.of(result.faces, "face"))")
  }
}
