import ArgumentParser
import Domain
import WhoWhere

extension IndexSettings.Detector: ExpressibleByArgument {}
extension EncoderKind: ExpressibleByArgument {}
extension FrameSampling: ExpressibleByArgument {}

/// How faces are found.
struct IndexOptions: ParsableArguments {
  @Option(
    help: """
      yunet: a neural network, finds faces in any pose. hog: dlib's, as in the Python tool; frontal \
      faces.
      """)
  var detector = IndexSettings.Detector.yunet

  @Option(
    help: """
      sface: tells apart people of all kinds. dlib: as in the Python tool; for cases that are to be \
      compared with its results. (default: sface; search: that of the case)
      """)
  var encoder: EncoderKind?

  @Option(
    name: .customLong("min-face"),
    help: ArgumentHelp(
      "The smallest face to look for, in pixels. Half as many take four times as long; below 24 "
        + "hardly anybody can be recognized.", valueName: "px"))
  var smallestFace = IndexSettings().smallestFace

  @Flag(
    inversion: .prefixedNo,
    help: """
      yunet: turn pictures without a clear face by 90, 180 and 270 degrees and search them again.
      """)
  var rotations = true

  @Option(
    help: ArgumentHelp(
      "hog: double each picture's size N times before the search: 1 finds faces from 40 pixels, "
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
    help: ArgumentHelp(
      "Look at every N-th frame of a video (500), or at one frame in a span of time (2s). (default: "
        + "about one a second and the first of every scene, fewer where nothing moves)",
      valueName: "n"))
  var step: FrameSampling?

  @Flag(help: "Look at the first frame of every scene of a video only.")
  var scenes = false

  @Option(
    name: .customLong("fps"),
    help: ArgumentHelp(
      "Frames a second of videos of which there are only frames (video.mp4___500.jpg), so that these "
        + "have times.", valueName: "n"))
  var frameRate: Double?

  @Option(
    name: .customLong("max-pixels"),
    help: ArgumentHelp(
      "Refuse photos of more pixels than this.", valueName: "n"))
  var largestPixelCount = IndexSettings().largestPixelCount

  @OptionGroup var threads: JobsOptions

  @Flag(help: "Name every file of a kind that is not read.")
  var verbose = false

  func validate() throws {
    guard (8...1000).contains(smallestFace) else {
      throw ValidationError("--min-face takes 8 to 1000 pixels.")
    }
    guard (0...3).contains(upsample) else { throw ValidationError("--upsample takes 0 to 3.") }
    guard (1...2_000_000_000).contains(largestPixelCount) else {
      throw ValidationError("--max-pixels takes 1 to 2000000000.")
    }
    if let frameRate, !(0.001...100_000).contains(frameRate) {
      throw ValidationError("--fps takes a number above 0, such as 25 or 29.97.")
    }
    guard step == nil || !scenes else {
      throw ValidationError("--every and --scenes exclude each other.")
    }
  }

  var settings: IndexSettings { settings(encoder: .sface) }

  /// The settings, with an encoder where none was named.
  func settings(encoder other: EncoderKind) -> IndexSettings {
    IndexSettings(
      detector: detector, encoder: encoder ?? other, smallestFace: smallestFace,
      triesRotations: rotations, upsample: upsample, averagesMirror: mirror,
      sampling: scenes ? .scenes : step ?? .auto, frameRate: frameRate,
      largestPixelCount: largestPixelCount,
      jobs: threads.count)
  }
}
