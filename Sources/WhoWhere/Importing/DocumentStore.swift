import CaseStore
import Domain
import FaceVision
import Files
import SystemPackage

/// Puts documents of `wwww encode` into a case, one file after the other.
struct DocumentStore {
  private let storage: SQLiteCase
  private let files: [[UInt8]: MediaFile]
  /// The recipes of contents that are known, by hash.
  private var recipes: [String: Recipe]
  private let hashes: [MediaID: String]
  private var tally: IndexTally
  private var report = Indexer.Report()
  private var failures: [EncodedDocument.Trouble.Stage: [Failure]] = [:]
  /// Pictures that this program made, and what was purged.
  private var notRead: [PassedOver] = []
  private let purged: Set<String>
  /// The locations of media.
  private var seen: Set<[UInt8]> = []
  private var batch: [IndexedFile] = []
  private var facesInBatch = 0

  private static let largestBatch = 4096

  /// A store into `storage`, which holds these contents and files.
  ///
  /// - Throws: An error of the case.
  init(into storage: SQLiteCase, media: [Media], files: [[UInt8]: MediaFile]) throws {
    self.storage = storage
    purged = try storage.purgedContents()
    self.files = files
    recipes = Dictionary(
      media.map { ($0.sha256, $0.recipe) }, uniquingKeysWith: { first, _ in first })
    hashes = Dictionary(media.map { ($0.id, $0.sha256) }, uniquingKeysWith: { first, _ in first })
    tally = IndexTally(media: media.map(\.sha256), files: files.keys)
  }

  /// Takes in what `documents` tell of a file: one, or the parts of a video in their order.
  mutating func take(
    _ documents: [EncodedDocument], at path: FilePath, in folder: SourceFolder
  ) throws {
    let document = documents[0]
    let root = FilePath(bytes: folder.root)
    var relative = path
    if !relative.removePrefix(root) { relative = path }
    let file = MediaFile(
      sourceID: folder.id, location: path.bytes, path: folder.shownPath(relative),
      size: document.size, modified: document.modified)
    if let trouble = document.failure {
      failures[trouble.stage, default: []].append(
        Failure(path: file.path, reason: trouble.reason, message: trouble.message))
    } else if let kind = document.passedOver {
      let passedOver = PassedOver(file, kind: kind)
      if kind == PassedOver.own {
        report.ownFiles += 1
        notRead.append(passedOver)
      } else {
        report.others.append(passedOver)
      }
    } else if let photo = document.photo {
      try save(photo, of: file)
    } else {
      try save(documents.flatMap { $0.video ?? [] }, of: file)
    }
  }

  private mutating func save(_ parts: [VideoPart], of file: MediaFile) throws {
    do {
      var parts = parts
      // Only the first part knows the content's hash.
      for i in parts.indices { parts[i].media.sha256 = parts[0].media.sha256 }
      let end = parts.firstIndex(where: \.isLast) ?? parts.count - 1
      let content = try VideoPart.joined(Array(parts[...end]))
      try save(content, of: file)
      if let partial = content.video?.item.partial {
        failures[.video, default: []].append(
          Failure(path: file.path, reason: "partial", message: partial))
      }
    } catch let error as VisionError {
      failures[.video, default: []].append(Failure(of: file.path, error))
    }
  }

  private mutating func save(_ content: IndexedMedia, of file: MediaFile) throws {
    let hash = content.media.sha256
    guard !purged.contains(hash) else {
      report.purgedFiles += 1
      notRead.append(PassedOver(file, kind: PassedOver.purged))
      return
    }
    seen.insert(file.location)
    if let known = files[file.location], known.size == file.size, known.modified == file.modified,
      hashes[known.mediaID] == hash, recipes[hash] == content.media.recipe
    {
      report.knownFiles += 1
      return
    }
    let item: IndexedFile
    if recipes[hash] == content.media.recipe {
      item = IndexedFile(file: file, media: content.media, faces: nil)
    } else {
      item = IndexedFile(file: file, content: content)
      failures[.photo, default: []] += content.failures(of: file.path)
      recipes[hash] = content.media.recipe
    }
    tally.count(item)
    batch.append(item)
    facesInBatch += item.faces?.count ?? 0
    if facesInBatch >= Self.largestBatch || batch.count >= Self.largestBatch { try flush() }
  }

  private mutating func flush() throws {
    report.purgedFaces += try storage.save(batch)
    batch = []
    facesInBatch = 0
  }

  /// What was done, once everything is stored.
  mutating func finished() throws -> Indexer.Report {
    try flush()
    try MetadataPass(into: storage, jobs: 1, progress: SilentProgress()).run(on: seen, &report)
    try storage.save(report.others + notRead)
    try storage.linkTracks()
    try storage.pairLivePhotos()
    report.newMedia = tally.newMedia
    report.newFaces = tally.newFaces - report.purgedFaces
    report.duplicateFiles = tally.duplicateFiles
    report.failures += [.listing, .photo, .video].flatMap { failures[$0] ?? [] }
    return report
  }
}
