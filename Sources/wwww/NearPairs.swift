import ArgumentParser
import Files
import SystemPackage
import WhoWhere

struct NearPairs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "near-pairs",
    abstract: "Compare blocks of faces as a stream filter, for Apache Spark and other schedulers.",
    discussion: """
      Reads pairs of blocks from standard input, one a line, as `wwww shards` writes them into pairs.txt. \
      Writes the pairs of faces that are near each other, as "a b distance" by their places among all, and \
      after each pair of blocks a line that says it is complete. `wwww import-neighbors` takes them in.

        wwww near-pairs --shards DIR < DIR/pairs.txt > pairs/part-0
      """)

  @Option(help: ArgumentHelp("The folder that `wwww shards` wrote.", valueName: "dir"))
  var shards: String

  @Option(
    help: ArgumentHelp(
      "Refuse blocks that were written for another radius. (default: that of the blocks)",
      valueName: "d"))
  var radius: Double?

  @OptionGroup var threads: JobsOptions

  func run() throws {
    try NearPairFilter(of: FilePath(shards), radius: radius, jobs: threads.count)
      .run(.standardInput, to: DescriptorSink.standardOutput)
  }
}
