import ArgumentParser
import Deterministic
import WhoWhere

/// How faces are grouped into persons.
struct ClusterOptions: ParsableArguments {
  enum Method: String, ExpressibleByArgument, CaseIterable {
    case average, dbscan
  }

  @Option(
    help: """
      average: average linkage, whose threshold adapts to the collection. dbscan: as the Python \
      tool, with --eps and --min-samples.
      """)
  var method: Method?

  @Option(
    help: ArgumentHelp(
      "average: the largest mean distance of two groups that are merged. (default: found from the "
        + "collection)", valueName: "distance"))
  var threshold: Double?

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
    let isDBSCAN = method == .dbscan || method == nil && (eps != nil || minSamples != nil)
    if !isDBSCAN, eps != nil || minSamples != nil {
      throw ValidationError("--eps and --min-samples go with --method dbscan.")
    }
    if isDBSCAN, threshold != nil {
      throw ValidationError("--threshold goes with --method average.")
    }
    guard eps ?? 1 > 0 else { throw ValidationError("--eps takes a number above 0.") }
    guard threshold ?? 1 > 0 else { throw ValidationError("--threshold takes a number above 0.") }
    guard minSamples ?? 1 >= 1 else {
      throw ValidationError("--min-samples takes a number from 1.")
    }
  }

  func settings(jobs: Int?) -> ClusterSettings {
    let isDBSCAN = method == .dbscan || eps != nil || minSamples != nil
    return ClusterSettings(
      method: isDBSCAN
        ? .dbscan(eps: eps ?? 0.36, minSamples: minSamples ?? 2)
        : .averageLinkage(threshold: threshold),
      allowsSameFrame: allowSameFrame, jobs: jobs ?? allCores)
  }
}
