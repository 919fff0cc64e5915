import CaseStore
import Domain
import FaceVision
import Files
import ParallelLoops
import SystemPackage

/// Finds the faces of one video: one thread decodes, and every worker searches frames as they come.
struct VideoReader {
  private let readers: [MediaReader]
  private let sampling: FrameSampling
  private let storage: SQLiteCase?
  private let progress: any ProgressReporter

  /// Bytes of pictures that wait to be searched.
  private static let waiting = 64 << 20
  /// How long the work is that a kill can cost.
  private static let keeping = Duration.seconds(2)

  /// A reader that works with all of `readers`, and keeps what it has found in `storage`, if anywhere,
  /// in case it is killed.
  init(
    _ readers: [MediaReader], sampling: FrameSampling, keeping storage: SQLiteCase?,
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
  ) throws -> IndexedMedia {
    let kept = try storage?.unfinishedSamples(of: sha256, recipe: recipe) ?? []
    let found = try VideoPart.joined(
      parts(of: candidate, from: 0, to: nil, kept: kept, sha256: sha256, recipe: recipe))
    return try addingDrawnFaces(to: found, of: sha256, in: candidate.path)
  }

  /// The same with the faces that were drawn by hand, but for those that the detector found.
  private func addingDrawnFaces(
    to found: IndexedMedia, of sha256: String, in path: FilePath
  ) throws -> IndexedMedia {
    let moments = readers[0].drawnMoments(of: sha256)
    guard !moments.isEmpty else { return found }
    var item = found
    let video = try Video(path: path)
    for moment in moments {
      guard let frame = video.next(notBefore: moment) else { break }
      guard frame.milliseconds == moment else { continue }
      let drawn = try readers[0].drawnFaces(
        of: sha256, in: try video.picture(), time: moment,
        besides: found.faces.filter { $0.time == moment })
      item.faces += drawn
      if !drawn.isEmpty, item.video?.frames[moment] == nil {
        item.video?.frames[moment] = FaceFrame(
          number: frame.number, width: frame.width, height: frame.height, until: moment)
      }
    }
    return item
  }

  /// The parts of a video from a border on, up to another or to the end of the video.
  ///
  /// - Parameters:
  ///   - from, to: Milliseconds, multiples of `VideoPart.length`; `nil` for the end.
  ///   - kept: Samples that need not be searched again, from the first part on.
  func parts(
    of candidate: MediaSearch.Candidate, from: Int, to: Int?, kept: [VideoSample] = [],
    sha256: String, recipe: Recipe
  ) throws -> [VideoPart] {
    var parts: [VideoPart] = []
    for start in stride(from: from, to: to ?? .max, by: VideoPart.length) {
      let stretch = start..<start + VideoPart.length
      let isSearched = kept.last.map { $0.time >= stretch.upperBound } ?? false
      let part = try part(
        stretch, of: candidate, kept: kept.filter { stretch.contains($0.time) },
        isSearched: isSearched, sha256: sha256, recipe: recipe)
      parts.append(part)
      if part.isLast { break }
    }
    return parts
  }

  private func part(
    _ stretch: Range<Int>, of candidate: MediaSearch.Candidate, kept keptSamples: [VideoSample],
    isSearched: Bool, sha256: String, recipe: Recipe
  ) throws -> VideoPart {
    // Opened anew for each part: what a decoder remembers of the part before would make a difference.
    let video = try Video(path: candidate.path)
    let properties = video.properties
    let metadata = VideoMetadata(video)
    var samples = keptSamples
    var chooser = SampleChooser(sampling, from: stretch.lowerBound)
    if !isSearched, let last = samples.last, let frame = video.next(from: last.frame.number) {
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
    var endsVideo = !isSearched
    func collect(isLast: Bool) throws {
      samples += try pipeline.results(waiting: isLast).map { try $0.get() }
      // What the last sample stands for is not known before the next.
      let certain = isLast ? samples.count : max(keptCount, samples.count - 1)
      for i in max(0, keptCount - 1)..<max(0, certain) {
        if let moment = until[samples[i].frame.number] { samples[i].frame.until = moment }
      }
      guard let storage, certain > keptCount,
        isLast ? !endsVideo : ContinuousClock.now - kept > Self.keeping
      else { return }
      try storage.keep(Array(samples[keptCount..<certain]), of: sha256, recipe: recipe)
      keptCount = certain
      kept = .now
    }
    while !isSearched,
      let frame = video.next(
        from: chooser.next.number, notBefore: max(stretch.lowerBound, chooser.next.milliseconds))
    {
      guard frame.milliseconds < stretch.upperBound else {
        endsVideo = false
        break
      }
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
    let health = video.health
    return VideoPart(
      from: stretch.lowerBound, isLast: endsVideo,
      media: Media(
        sha256: sha256, kind: .video, format: properties.container, size: candidate.file.size,
        width: samples.first?.frame.width ?? properties.width,
        height: samples.first?.frame.height ?? properties.height, date: metadata.date,
        latitude: metadata.place?.latitude, longitude: metadata.place?.longitude,
        camera: metadata.camera, recipe: recipe),
      item: VideoItem(
        duration: properties.duration, frameRate: properties.rate, codec: properties.codec,
        samples: samples.count, step: SampleChooser.step(sampling, rate: properties.rate),
        contentIdentifier: metadata.contentIdentifier),
      health: health, samples: samples)
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
}
