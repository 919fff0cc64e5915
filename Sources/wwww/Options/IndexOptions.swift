import ArgumentParser
import ParallelLoops
import WhoWhere

extension IndexSettings.Detector: ExpressibleByArgument {}

/// How faces are found.
struct IndexOptions: ParsableArguments {
  @Option(
    help: """
      hog: fast, frontal faces. mmod: a neural network, more faces at an angle, many times slower.
      """)
  var detector = IndexSettings.Detector.hog

  @Option(
    help: ArgumentHelp(
      "Double each picture's size N times before the search: 1 finds faces from 40 pixels, "
        + "0 from 80 in a quarter of the time.", valueName: "n"))
  var upsample = 1

  @Flag(
    inversion: .prefixedNo,
    help: """
      Encode each face and its mirror image and take the mean: persons come out better. Without \
      it, embeddings are those of the Python tool.
      """)
  var mirror = true

  @Option(
    name: .customLong("every"),
    help: ArgumentHelp("Look at every N-th frame of a video.", valueName: "n"))
  var frameStep = 25

  @Option(help: ArgumentHelp("How many threads work. (default: all cores)", valueName: "n"))
  var jobs: Int?

  func validate() throws {
    guard (0...3).contains(upsample) else { throw ValidationError("--upsample takes 0 to 3.") }
    guard frameStep >= 1 else { throw ValidationError("--every takes a number from 1.") }
    guard jobs ?? 1 >= 1 else { throw ValidationError("--jobs takes a number from 1.") }
  }

  var settings: IndexSettings {
    IndexSettings(
      detector: detector, upsample: upsample, averagesMirror: mirror, frameStep: frameStep,
      jobs: jobs ?? allCores)
  }
}
