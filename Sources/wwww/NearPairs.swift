import ArgumentParser
import Files
import ParallelLoops
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

  @Option(help: ArgumentHelp("How many threads work. (default: all cores)", valueName: "n"))
  var jobs: Int?

  func validate() throws {
    guard jobs ?? 1 >= 1 else { throw ValidationError("--jobs takes a number from 1.") }
  }

  func run() throws {
    try NearPairFilter(of: FilePath(shards), radius: radius, jobs: jobs ?? allCores)
      .run(.standardInput, to: DescriptorSink.standardOutput)
  }
}
