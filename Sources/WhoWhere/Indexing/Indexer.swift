import CaseStore
import Domain
import FaceVision
import Files
import ParallelLoops
import SystemPackage

/// Finds media, looks for faces in what is new, and puts both into a case.
///
/// Files that the case knows by place, size and time of change are not opened again; files whose
/// content it knows are noted as further names of it. Files that are gone from the folders searched
/// are forgotten last, so that moved ones stay. Work is saved as it is done, so an interrupted run goes
/// on where it was.
public struct Indexer: Sendable {
  /// What indexing did.
  public struct Report: Sendable {
    /// Media found by their content to be new to the case.
    public var newMedia = 0
    /// Media that the case knew and that were looked at anew, as by another detector.
    public var renewedMedia = 0
    /// Faces found in media that were looked at.
    public var newFaces = 0
    /// Files that were known already.
    public var knownFiles = 0
    /// Further names of a content that is known.
    public var duplicateFiles = 0
    /// Files that are gone from the folders searched, and from the case with them.
    public var goneFiles = 0
    /// Files beside media of which the metadata were read.
    public var metadataFiles = 0
    /// Files that are no media.
    public var otherFiles: Int { others.count }
    /// Files that are no media, with their kinds.
    public var others: [PassedOver] = []
    /// Pictures that are frames of videos.
    public var videoFrames = 0
    /// Copies and drawings that this program wrote, which are no evidence.
    public var ownFiles = 0
    /// Photos and videos that were purged, and are not taken in again.
    public var purgedFiles = 0
    /// Faces that were purged, and are not taken in again.
    public var purgedFaces = 0
    /// Photos and videos that were searched by other kernels, on another processor, and could not be
    /// searched again: in the last digits their embeddings differ from what this one makes.
    public var otherKernels = 0
    /// Files that could not be used.
    public var failures: [Failure] = []
    /// Whether nothing was found that could be indexed, or was before.
    public var isEmpty: Bool {
      newMedia + renewedMedia + knownFiles + duplicateFiles + purgedFiles == 0
    }
  }

  private let storage: SQLiteCase
  private let readers: FaceReaders
  private var settings: IndexSettings { readers.settings }
  private let progress: any ProgressReporter

  /// An indexer into `storage`.
  public init(
    into storage: SQLiteCase, readers: FaceReaders, progress: any ProgressReporter
  ) {
    self.storage = storage
    self.readers = readers
    self.progress = progress
  }

  /// Indexes the media that `paths` lead to.
  ///
  /// - Parameters:
  ///   - paths: Files and folders; folders are searched through.
  ///   - excluded: Folders that are passed over, such as the output's.
  /// - Throws: `VisionError` where a detector cannot be made; `CaseError` where the case cannot be written.
  ///   Trouble with single files is in the report.
  public func index(_ paths: [FilePath], excluding excluded: [FilePath] = []) throws -> Report {
    var media = Dictionary(uniqueKeysWithValues: try storage.media().map { ($0.sha256, $0) })
    let current = Set(media.values.filter { $0.recipe == recipe(for: $0.kind) }.map(\.id))
    let files = try storage.files()
    let known = Dictionary(uniqueKeysWithValues: files.map { ($0.location, $0) })
    func isKnown(_ file: MediaFile) -> Bool {
      guard let old = known[file.location] else { return false }
      return old.size == file.size && old.modified == file.modified
        && current.contains(old.mediaID)
    }

    var search = try MediaSearch(
      paths, excluding: excluded, storage: storage, isKnown: isKnown)
    // Files of imported faces were never seen.
    let imported = Set(media.values.filter(\.isImported).map(\.id))
    // Pictures of an earlier version that did not know them for frames are forgotten as photos.
    let frames = search.candidates.filter(\.isFrame)
    let gone =
      search.goneFiles(among: files.filter { !imported.contains($0.mediaID) })
      + frames.compactMap { known[$0.file.location] }
    let photosAndVideos = search.candidates.filter { !$0.isFrame }
    let fresh = photosAndVideos.filter { !isKnown($0.file) }
    var report = Report()
    report.others = search.others
    report.knownFiles = photosAndVideos.count - fresh.count
    report.failures = search.failures
    report.ownFiles = search.ownFiles
    report.purgedFiles = search.purgedFiles

    let jobs = max(1, settings.jobs)
    let drawn = try storage.drawnPlaces()
    let workers = try (0..<min(jobs, fresh.count + frames.count)).map { _ in
      MediaReader(try readers.reader(), settings, drawn: drawn)
    }
    let read = try IndexStream(
      fresh, into: storage, known: media,
      tally: IndexTally(media: media.keys, files: known.keys),
      purged: storage.purgedContents(), recipe: recipe
    ).run(readers: Array(workers.prefix(max(1, fresh.count)))) {
      progress.update("Finding faces", done: $0, of: fresh.count, failed: $1)
    }
    report.failures += read.failures
    var tally = read.tally
    report.purgedFaces = read.purgedFaces
    report.purgedFiles += read.purgedFiles.count
    report.ownFiles += read.ownFiles.count
    // One after the other: a video keeps all threads at work.
    for (candidate, sha256) in read.videos {
      do {
        let item: IndexedFile
        if let known = media[sha256], known.recipe == recipe(for: known.kind) {
          item = IndexedFile(file: candidate.file, media: known, faces: nil)
        } else {
          item = IndexedFile(
            file: candidate.file,
            content: try VideoReader(
              workers, sampling: settings.sampling, keeping: storage, progress: progress
            ).read(candidate, sha256: sha256, recipe: recipe(for: .video)))
        }
        report.purgedFaces += try storage.save([item])
        media[sha256] = item.media
        tally.count(item)
        if let partial = item.video?.item.partial {
          report.failures.append(
            Failure(path: candidate.file.path, reason: "partial", message: partial))
        }
      } catch let error where error is VisionError || error is FileError {
        report.failures.append(Failure(of: candidate.file.path, error))
      }
    }
    report.newMedia = tally.newMedia
    report.renewedMedia = tally.renewedMedia
    report.newFaces = tally.newFaces - report.purgedFaces
    report.duplicateFiles = tally.duplicateFiles
    try MetadataPass(into: storage, jobs: jobs, progress: progress)
      .run(on: Set(search.candidates.map(\.file.location)), &report)
    try storage.save(
      report.others + read.ownFiles.map { PassedOver($0, kind: PassedOver.own) }
        + read.purgedFiles.map { PassedOver($0, kind: PassedOver.purged) })
    if !gone.isEmpty { try storage.forget(gone) }
    report.goneFiles = gone.count
    let indexedFrames = try FrameIndexer(
      into: storage, readers: workers, settings: settings, recipe: recipe(for: .photo),
      progress: progress
    ).index(frames, goneAmong: { search.goneFrames(among: $0) })
    report.videoFrames = indexedFrames.frames
    report.newMedia += indexedFrames.newVideos
    report.newFaces += indexedFrames.newFaces
    report.knownFiles += indexedFrames.knownFiles
    report.failures += indexedFrames.failures
    try storage.save(indexedFrames.ownFiles.map { PassedOver($0, kind: PassedOver.own) })
    report.ownFiles += indexedFrames.ownFiles.count
    try storage.linkTracks()
    try storage.pairLivePhotos()
    report.otherKernels = try storage.media().count { media in
      media.recipe.finding.map { $0.kernels != Kernels.name } ?? false
    }
    progress.finish()
    return report
  }

  @Sendable private func recipe(for kind: Media.Kind) -> Recipe {
    settings.recipe(for: kind, models: readers.models)
  }
}
