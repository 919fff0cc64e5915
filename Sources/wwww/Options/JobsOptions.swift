import ArgumentParser
import ParallelLoops

/// How many threads work.
struct JobsOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How many threads work. (default: all cores)", valueName: "n"))
  var jobs: Int?

  /// Enough for any machine.
  private static let most = 1024

  func validate() throws {
    guard (1...Self.most).contains(jobs ?? 1) else {
      throw ValidationError(
        "--jobs takes a number from 1 to \(Self.most); this machine has \(allCores) cores.")
    }
  }

  /// The number.
  var count: Int { jobs ?? allCores }
}
