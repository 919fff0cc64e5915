import CaseStore
import Domain
import FaceVision
import Files
import ParallelLoops

/// Finds the faces of one video: one thread decodes, and every worker searches frames as they come.
struct VideoReader {
  private let readers: [MediaReader]
  private let sampling: FrameSampling
  private let storage: SQLiteCase
  private let progress: any ProgressReporter

  /// Bytes of pictures that wait to be searched.
  private static let waiting = 64 << 20
  /// How long the work is that a kill can cost.
  private static let keeping = Duration.seconds(5)

  /// A reader that works with all of `readers`, and keeps what it has found in `storage`.
  init(
    _ readers: [MediaReader], sampling: FrameSampling, storage: SQLiteCase,
    progress: any ProgressReporter
  ) {
    self.readers = readers
    self.sampling = sampling
    self.storage = storage
    self.progress = progress
  }

  private struct Item: Sendable {
    var frame: FaceFrame
    var time: Int
    var picture: Picture
  }

  /// The video in a file, with its faces. What was found before a kill is not looked at again.
  ///
  /// - Throws: `VisionError` or `FileError` for a file that cannot be used; an error of the case
  ///   where nothing can be written.
  /// - Complexity: the time of decoding what the sampling needs, or that of searching the samples on
  ///   all threads, whichever is more; memory for a few pictures, whatever the length.
  func read(
    _ candidate: MediaSearch.Candidate, sha256: String, recipe: Recipe
  ) throws -> IndexedFile {
    let video = try Video(path: candidate.path)
    let properties = video.properties
    let metadata = VideoMetadata(video)
    var samples = try storage.unfinishedSamples(of: sha256, recipe: recipe)
    var chooser = SampleChooser(sampling)
    if let last = samples.last, let frame = video.next(from: last.frame.number) {
      chooser = SampleChooser(
        sampling, after: frame.number, at: frame.milliseconds, brightness: try brightness(video))
    }

    let readers = UncheckedReaders(readers)
    let size = max(1, properties.width * properties.height * 3)
    let pipeline = Pipeline<Item, Result<VideoSample, any Error>>(
      workers: self.readers.count, capacity: max(1, min(8, Self.waiting / size))
    ) { item, worker in
      Result {
        VideoSample(
          frame: item.frame, time: item.time,
          faces: try readers[worker].faces(in: item.picture, time: item.time))
      }
    }
    defer { pipeline.close() }
    var keptCount = samples.count
    var kept = ContinuousClock.now
    // The moments until which the pictures of samples stayed the same, by the frames' numbers.
    var until: [Int: Int] = [:]
    var last = samples.last?.frame.number ?? -1
    func collect(isLast: Bool) throws {
      samples += try pipeline.results(waiting: isLast).map { try $0.get() }
      // What the last sample stands for is not known before the next.
      let certain = isLast ? samples.count : max(keptCount, samples.count - 1)
      for i in max(0, keptCount - 1)..<max(0, certain) {
        if let moment = until[samples[i].frame.number] { samples[i].frame.until = moment }
      }
      guard !isLast, certain > keptCount, ContinuousClock.now - kept > Self.keeping else { return }
      try storage.keep(Array(samples[keptCount..<certain]), of: sha256, recipe: recipe)
      keptCount = certain
      kept = .now
    }
    while let frame = video.next(from: chooser.next.number, notBefore: chooser.next.milliseconds) {
      try show(frame.milliseconds, of: properties.duration, candidate.file.path)
      let isSample = chooser.isSample(
        number: frame.number, time: frame.milliseconds, brightness: try brightness(video))
      guard isSample else {
        if chooser.isStill { until[last] = frame.milliseconds }
        continue
      }
      try collect(isLast: false)
      last = frame.number
      pipeline.submit(
        Item(
          frame: FaceFrame(
            number: frame.number, width: frame.width, height: frame.height,
            until: frame.milliseconds),
          time: frame.milliseconds, picture: try video.picture()))
    }
    try collect(isLast: true)
    guard let first = samples.first else { throw Self.noFrames(video.health) }

    let media = Media(
      sha256: sha256, kind: .video, format: properties.container, size: candidate.file.size,
      width: first.frame.width, height: first.frame.height, date: metadata.date,
      latitude: metadata.place?.latitude, longitude: metadata.place?.longitude,
      camera: metadata.camera, recipe: recipe)
    let item = VideoItem(
      duration: properties.duration ?? video.health.end, frameRate: properties.rate,
      codec: properties.codec, samples: samples.count,
      step: SampleChooser.step(sampling, rate: properties.rate),
      partial: video.health.explanation, contentIdentifier: metadata.contentIdentifier)
    return IndexedFile(
      file: candidate.file, media: media, faces: samples.flatMap(\.faces),
      video: (
        item,
        Dictionary(samples.map { ($0.time, $0.frame) }, uniquingKeysWith: { first, _ in first })
      ))
  }

  private func brightness(_ video: Video) throws -> [UInt8] {
    guard sampling.looksAtEveryFrame else { return [] }
    return try video.brightness(width: SampleChooser.width, height: SampleChooser.height)
  }

  private func show(_ time: Int, of duration: Int?, _ path: String) throws {
    let seconds = time / 1000
    progress.update(
      "Finding faces, seconds of \(TerminalText.line(path))", done: seconds,
      of: max(seconds, (duration ?? 0) / 1000))
  }

  private static func noFrames(_ health: VideoHealth) -> VisionError {
    let said = health.message.isEmpty ? "" : ": \(health.message)"
    return VisionError(.damaged, "no frame of the video can be decoded\(said)")
  }
}
