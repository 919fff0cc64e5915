import CaseStore
import Domain
import FaceVision
import Files
import ParallelLoops
import SystemPackage

/// Brings what is known of when, where, who and what up to date for files that were found: what stands
/// beside them, what their names say, and what they say themselves where an earlier version of the
/// program did not read all of it.
struct MetadataPass {
  private let storage: SQLiteCase
  private let jobs: Int
  private let progress: any ProgressReporter

  private static let batch = 500

  /// A pass into `storage`.
  init(into storage: SQLiteCase, jobs: Int, progress: any ProgressReporter) {
    self.storage = storage
    self.jobs = jobs
    self.progress = progress
  }

  /// Reads what is beside and in the files at `locations`. Of the other files that `report` names, those
  /// that are read are no longer others.
  ///
  /// - Throws: An error of the case; what was saved before stays.
  /// - Complexity: O(files), each file beside media read once.
  func run(on locations: Set<[UInt8]>, _ report: inout Indexer.Report) throws {
    let media = Dictionary(uniqueKeysWithValues: try storage.media().map { ($0.id, $0) })
    let files = try storage.files().filter { locations.contains($0.location) }
    try readEmbedded(of: files, media, &report)

    let roots = Dictionary(
      uniqueKeysWithValues: try storage.sourceFolders().map { ($0.id, FilePath(bytes: $0.root)) })
    let paths = files.map { FilePath(bytes: $0.location) }
    let matched = CompanionFiles(report.others.map { FilePath(bytes: $0.location) }, of: paths)
    var reader = CompanionReader()
    var next: [(file: MediaFile, values: [MetadataValue])] = []
    for (i, file) in files.enumerated() {
      let item = media[file.mediaID]
      let picture = item.flatMap { item in
        item.kind == .photo
          ? StoredPicture(
            uprightWidth: item.width, uprightHeight: item.height, orientation: item.orientation)
          : nil
      }
      let folder = file.path.lastIndex(of: "/").map { String(file.path[...$0]) } ?? ""
      let beside = matched.companions[i].flatMap {
        reader.values(of: $0, for: paths[i], shownIn: folder, picture: picture)
      }
      next.append((file, beside + NameDates.values(of: Self.named(paths[i], roots[file.sourceID]))))
      if next.count == Self.batch || i == files.count - 1 {
        try storage.save(beside: next)
        next = []
        progress.update("Reading metadata", done: i + 1, of: files.count)
      }
    }
    let read = Set(matched.paths.subtracting(reader.foreign).map(\.bytes))
    report.metadataFiles = read.count
    report.others.removeAll { read.contains($0.location) }
    report.failures += reader.failures
  }

  /// The names on the way from the folder that media came from, its own included.
  private static func named(_ path: FilePath, _ root: FilePath?) -> FilePath {
    guard let root, path.starts(with: root) else { return path }
    return FilePath(
      root: nil,
      Array(root.components.suffix(1)) + path.components.dropFirst(root.components.count))
  }

  private func readEmbedded(
    of files: [MediaFile], _ media: [MediaID: Media], _ report: inout Indexer.Report
  ) throws {
    var unread = try storage.mediaWithoutMetadata()
    let toRead = files.filter { file in
      media[file.mediaID]?.isImported == false && unread.remove(file.mediaID) != nil
    }
    for start in stride(from: 0, to: toRead.count, by: Self.batch) {
      let part = Array(toRead[start..<min(start + Self.batch, toRead.count)])
      let read = parallelMap(count: part.count, jobs: jobs) { i in
        Result { try Self.embedded(in: part[i], media[part[i].mediaID]) }
      }
      var values: [(media: MediaID, values: [MetadataValue])] = []
      for (file, result) in zip(part, read) {
        switch result {
        case .success(let found):
          values.append((file.mediaID, found.values))
          if let problem = found.problem {
            report.failures.append(
              Failure(path: file.path, reason: "metadata", message: problem))
          }
        case .failure(let error): report.failures.append(Failure(of: file.path, error))
        }
      }
      try storage.save(embedded: values)
      progress.update("Reading metadata", done: start + part.count, of: toRead.count)
    }
  }

  private static func embedded(in file: MediaFile, _ media: Media?) throws
    -> (values: [MetadataValue], problem: String?)
  {
    let path = FilePath(bytes: file.location)
    guard let media, media.kind == .photo else {
      return (VideoMetadata(try Video(path: path)).values, nil)
    }
    let stored = StoredPicture(
      uprightWidth: media.width, uprightHeight: media.height, orientation: media.orientation)
    let read = try EmbeddedMetadata(
      reading: try readFile(path), storedSize: (stored.width, stored.height))
    return (read.values, read.problem)
  }
}
