import ArgumentParser
import Files
import SystemPackage
import WhoWhere

struct Shards: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the faces of the case as blocks that many machines can compare.",
    discussion: """
      Writes blocks of vectors, and pairs.txt, which names all pairs of blocks. `wwww near-pairs` compares \
      them, `wwww import-neighbors` takes the result into the case, and `wwww cluster` then gives what it \
      gives without all this. The options of grouping must be those of `cluster`.
      """)

  @Option(help: ArgumentHelp("The folder to write into.", valueName: "dir"))
  var out: String

  @Option(
    name: .customLong("block"),
    help: ArgumentHelp("How many faces a block has: 0.5 kB each.", valueName: "n"))
  var blockSize = 100_000

  @OptionGroup var writing: WritingOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Grouping faces") var clustering: ClusterOptions

  func validate() throws {
    guard (1...10_000_000).contains(blockSize) else {
      throw ValidationError("--block takes 1 to 10000000 faces.")
    }
  }

  func run() throws {
    let storage = try caseOptions.openToAsk()
    let folder = try writing.writing(for: storage).folder(FilePath(out))
    let result = try ShardWriter(
      of: storage, for: clustering.settings(jobs: nil).method, blockSize: blockSize
    ).write(to: folder)
    say(
      "\(Count.of(result.faces, "face")) in \(Count.of(result.blocks, "block")), "
        + "\(Count.of(result.pairs, "pair of blocks", "pairs of blocks")), radius \(result.radius)")
  }
}
