import ArgumentParser
import ParallelLoops
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

  /// A radius, or the word that it be found from the collection.
  enum Radius: ExpressibleByArgument {
    case fixed(Double)
    case calibrated

    init?(argument: String) {
      if argument == "auto" {
        self = .calibrated
      } else if let value = Double(argument), value.isFinite {
        self = .fixed(value)
      } else {
        return nil
      }
    }
  }

  @Option(
    help: ArgumentHelp(
      """
      dbscan: the radius, above 0, at most 2, or auto: what `wwww epsilon` recommends. It is a \
      distance of the case's encoder. (default: 0.36 with dlib, 0.8 with sface)
      """,
      valueName: "distance|auto"))
  var eps: Radius?

  @Option(
    help: ArgumentHelp(
      "dbscan: how many faces within the radius make a person. (default: 2)", valueName: "n"))
  var minSamples: Int?

  @Flag(help: "Let one person be twice in a picture, as in collages and mirrors.")
  var allowSameFrame = false

  @Option(
    help: ArgumentHelp("Do not assign faces below this quality, 0 to 1.", valueName: "q"))
  var minQuality = 0.0

  @Option(
    help: ArgumentHelp(
      "Do not assign faces smaller than this, in pixels.", valueName: "px"))
  var minSize = 0

  func validate() throws {
    if method == .agglomerative, eps != nil || minSamples != nil {
      throw ValidationError("--eps and --min-samples go with --method dbscan.")
    }
    if case .fixed(let radius)? = eps, !(radius > 0 && radius <= 2) {
      throw ValidationError(
        "--eps takes a distance above 0, at most 2: embeddings have length 1. `wwww epsilon` says "
          + "which suits the collection.")
    }
    guard minSamples ?? 1 >= 1 else {
      throw ValidationError("--min-samples takes a number from 1.")
    }
    guard (0...1).contains(minQuality) else {
      throw ValidationError("--min-quality takes a number from 0 to 1.")
    }
    guard minSize >= 0 else { throw ValidationError("--min-size takes a number from 0.") }
  }

  func settings(jobs: Int?) -> ClusterSettings {
    ClusterSettings(
      method: settingsMethod, allowsSameFrame: allowSameFrame, minQuality: minQuality,
      minSize: minSize, jobs: jobs ?? allCores)
  }

  private var settingsMethod: ClusterSettings.Method {
    guard method == .dbscan || eps != nil || minSamples != nil else { return .agglomerative }
    return switch eps {
    case .calibrated: .calibratedDBSCAN(minSamples: minSamples ?? 2)
    case .fixed(let eps): .dbscan(eps: eps, minSamples: minSamples ?? 2)
    case nil: .dbscan(eps: nil, minSamples: minSamples ?? 2)
    }
  }
}
