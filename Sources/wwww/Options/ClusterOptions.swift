import ArgumentParser
import Deterministic
import WhoWhere

/// How faces are grouped into persons.
struct ClusterOptions: ParsableArguments {
  enum Method: String, ExpressibleByArgument, CaseIterable {
    case agglomerative, dbscan
  }

  @Option(
    help: """
      agglomerative: adapts to the collection by itself. dbscan: as the Python tool, with --eps and \
      --min-samples. (default: agglomerative; dbscan where one of these is given)
      """)
  var method: Method?

  @Option(
    help: ArgumentHelp("dbscan: the radius. (default: 0.36)", valueName: "distance"))
  var eps: Double?

  @Option(
    help: ArgumentHelp(
      "dbscan: how many faces within the radius make a person. (default: 2)", valueName: "n"))
  var minSamples: Int?

  @Flag(help: "Let one person be twice in a picture, as in collages and mirrors.")
  var allowSameFrame = false

  func validate() throws {
    if method == .agglomerative, eps != nil || minSamples != nil {
      throw ValidationError("--eps and --min-samples go with --method dbscan.")
    }
    guard eps ?? 1 > 0, eps ?? 1 < .infinity else {
      throw ValidationError("--eps takes a number above 0.")
    }
    guard minSamples ?? 1 >= 1 else {
      throw ValidationError("--min-samples takes a number from 1.")
    }
  }

  func settings(jobs: Int?) -> ClusterSettings {
    let isDBSCAN = method == .dbscan || eps != nil || minSamples != nil
    return ClusterSettings(
      method: isDBSCAN ? .dbscan(eps: eps ?? 0.36, minSamples: minSamples ?? 2) : .agglomerative,
      allowsSameFrame: allowSameFrame, jobs: jobs ?? allCores)
  }
}
