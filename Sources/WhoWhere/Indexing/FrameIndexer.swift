import CaseStore
import Domain
import FaceVision
import Files
import ParallelLoops
import SystemPackage

/// Takes pictures that are frames of videos, such as `party.mp4___500.jpg`, into a case: who they show
/// is in the video.
///
/// Where the video itself is in the case, its frames are only noted: it was searched, and counts once.
/// Where it is not, the frames are searched, and the video is a media without a hash, which the file
/// replaces when it appears.
struct FrameIndexer {
  /// What was done.
  struct Report {
    /// Pictures that are frames of videos.
    var frames = 0
    /// Videos that are known by frames alone and are new.
    var newVideos = 0
    /// Faces in frames that were searched.
    var newFaces = 0
    /// Frames that were known already.
    var knownFiles = 0
    /// Pictures that this program made out of others.
    var ownFiles: [MediaFile] = []
    /// Pictures that could not be used.
    var failures: [Failure] = []
  }

  private typealias Frame = (candidate: MediaSearch.Candidate, name: FrameName)

  private let storage: SQLiteCase
  private let readers: [MediaReader]
  private let settings: IndexSettings
  private let recipe: Recipe
  private let progress: any ProgressReporter

  /// Frames that are searched before they are saved.
  private static let batch = 64

  /// An indexer into `storage`.
  ///
  /// - Parameters:
  ///   - readers: One for each thread.
  ///   - recipe: Under which faces are to be found.
  init(
    into storage: SQLiteCase, readers: [MediaReader], settings: IndexSettings, recipe: Recipe,
    progress: any ProgressReporter
  ) {
    self.storage = storage
    self.readers = readers
    self.settings = settings
    self.recipe = recipe
    self.progress = progress
  }

  /// Takes in `candidates`, after all videos are in the case.
  ///
  /// - Parameter gone: Which of the frames that are known are there no more.
  func index(
    _ candidates: [MediaSearch.Candidate], goneAmong gone: ([FrameFile]) -> [FrameFile]
  ) throws -> Report {
    var report = Report()
    report.frames = candidates.count
    let goneFrames = gone(try storage.frameFiles())
    if !goneFrames.isEmpty { try storage.forget(goneFrames) }
    try renewStandIns()
    let videos = try KnownVideos(of: storage)
    let known = Dictionary(
      uniqueKeysWithValues: try storage.frameFiles().map { ($0.location, $0) })
    var groups: [FilePath: [Frame]] = [:]
    for candidate in candidates {
      guard let name = candidate.frame else { continue }
      let place = candidate.path.removingLastComponent().appending(name.video)
      groups[place, default: []].append((candidate, name))
    }
    for place in groups.keys.sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
      let frames = groups[place] ?? []
      let video = videos.video(
        named: frames[0].name.video, in: place.removingLastComponent())
      let fresh = frames.filter { frame in
        let file = frame.candidate.file
        guard let old = known[file.location] else { return true }
        return old.size != file.size || old.modified != file.modified
          || (video.map { old.mediaID != $0 } ?? (old.recipe != recipe))
      }
      report.knownFiles += frames.count - fresh.count
      if let video {
        try storage.note(
          fresh.map { FrameFile($0.candidate.file, number: $0.name.number) }, of: video)
      } else if !fresh.isEmpty {
        try search(fresh.sorted { $0.name.number < $1.name.number }, at: place, videos, &report)
      }
    }
    return report
  }

  /// Lets videos that are there now take the places of those that were known by frames alone; others
  /// get the rate that was given.
  private func renewStandIns() throws {
    let videos = try KnownVideos(of: storage)
    for standIn in videos.standIns {
      if let video = videos.video(named: standIn.name, in: standIn.folder) {
        try storage.replace(standIn.media, by: video)
      } else if let rate = settings.frameRate {
        try storage.setRate(rate, ofVideo: standIn.media)
      }
    }
  }

  private func search(
    _ frames: [Frame], at place: FilePath, _ videos: KnownVideos, _ report: inout Report
  ) throws {
    let first = frames[0].candidate.file
    let folder = first.path.lastIndex(of: "/").map { String(first.path[...$0]) } ?? ""
    let path = folder + TerminalText.line(frames[0].name.video)
    let hash = ContentHash.of(Array("frames\n".utf8) + place.bytes)
    let old = videos.standIns.first { $0.sha256 == hash }
    let rate = settings.frameRate ?? old?.rate
    var isNew = old == nil
    let workers = UncheckedReaders(readers)
    for start in stride(from: 0, to: frames.count, by: Self.batch) {
      let part = Array(frames[start..<min(frames.count, start + Self.batch)])
      let found = parallelMap(count: part.count, jobs: readers.count) { [recipe] i, worker in
        Result { try Self.read(part[i], with: workers[worker], recipe) }
      }
      var searched: [SearchedFrame] = []
      for (frame, result) in zip(part, found) {
        do { searched.append(try result.get()) } catch is OwnOutput {
          report.ownFiles.append(frame.candidate.file)
        } catch { report.failures.append(Failure(of: frame.candidate.file.path, error)) }
      }
      progress.update(
        "Finding faces in frames of \(path)", done: start + part.count, of: frames.count)
      guard let sample = searched.first else { continue }
      try storage.save(
        searched,
        of: Media(
          sha256: hash, kind: .video, format: "frames", size: 0, width: sample.width,
          height: sample.height, recipe: .frames),
        at: MediaFile(
          sourceID: first.sourceID, location: place.bytes, path: path, size: 0, modified: 0),
        rate: rate)
      report.newFaces += searched.reduce(0) { $0 + $1.faces.count }
      report.newVideos += isNew ? 1 : 0
      isNew = false
    }
  }

  private static func read(
    _ frame: Frame, with reader: MediaReader, _ recipe: Recipe
  ) throws -> SearchedFrame {
    let candidate = frame.candidate
    let hash = try ContentHash.of(file: candidate.path)
    guard
      case .photo(let content) = try reader.read(
        candidate.path, sha256: hash, size: candidate.file.size, recipe: recipe)
    else {
      throw VisionError(.notAPicture, "the name is that of a frame, but this is no picture")
    }
    return SearchedFrame(
      file: FrameFile(candidate.file, number: frame.name.number, sha256: hash, recipe: recipe),
      width: content.media.width, height: content.media.height, faces: content.faces)
  }
}
