import CaseStore
import Domain
import FaceVision
import Files
import SystemPackage

/// The media files that some paths lead to.
struct MediaSearch {
  /// A file that holds, or promises, a picture or video.
  struct Candidate: Sendable {
    let path: FilePath
    let file: MediaFile

    /// The frame of a video that it is by its name.
    var frame: FrameName? {
      path.lastComponent.flatMap { FrameName(fileName: $0.string) }
    }

    var isFrame: Bool { frame != nil }
  }

  /// The candidates, in the order of the paths and of the names below them.
  private(set) var candidates: [Candidate] = []
  /// What could not be looked at.
  private(set) var failures: [Failure] = []
  /// Files that neither hold nor promise media.
  private(set) var others: [PassedOver] = []
  /// Pictures that this program wrote, as far as the case knows them.
  private(set) var ownFiles = 0
  /// Photos and videos that were purged, as far as the case knows them.
  private(set) var purgedFiles = 0

  private var seen: Set<[UInt8]> = []
  /// The folders that were searched.
  private var folders: [FilePath] = []

  /// Looks below `paths`; folders that are new to the case are added to it.
  ///
  /// - Parameters:
  ///   - paths: Files and folders.
  ///   - excluded: Folders of our own output, which are passed over.
  ///   - storage: The case.
  ///   - isKnown: Whether the case has a file already, so that it need not be opened.
  init(
    _ paths: [FilePath], excluding excluded: [FilePath], storage: SQLiteCase,
    isKnown: (MediaFile) -> Bool
  ) throws {
    let listings = NamedListings(of: paths, excluding: excluded)
    failures = listings.failures
    folders = listings.named.filter(\.isFolder).map(\.root)
    let named = listings.named
    let labels = try SourceLabels(known: storage.sourceFolders(), adding: named.map(\.root))
    let copies = Dictionary(
      uniqueKeysWithValues: try storage.outputs().filter { $0.fingerprint != nil }
        .map { ($0.location, $0) })
    let passedOver = Set(
      try storage.passedOver().filter { [PassedOver.own, PassedOver.purged].contains($0.kind) })
    for (root, listing, _) in named {
      let source = try storage.sourceFolder(root.bytes, label: labels[root])
      try add(listing, from: source, copies: copies, passedOver: passedOver, isKnown: isKnown)
    }
  }

  /// The files among `known` that were in the folders searched and are there no more.
  ///
  /// A folder without any media is more likely an unmounted disk than one that was emptied, so it
  /// becomes a failure, and its files stay known.
  mutating func goneFiles(among known: [MediaFile]) -> [MediaFile] {
    var gone: [MediaFile] = []
    var rest = known.filter { !seen.contains($0.location) }
    for folder in folders {
      let missing = rest.filter {
        let path = FilePath(bytes: $0.location)
        return path.starts(with: folder) && isAbsent(path)
      }
      guard !missing.isEmpty else { continue }
      if candidates.contains(where: { $0.path.starts(with: folder) }) {
        gone += missing
        let locations = Set(missing.map(\.location))
        rest.removeAll { locations.contains($0.location) }
      } else {
        failures.append(
          Failure(
            path: displayName(folder), reason: "empty",
            message:
              "no photos or videos are here, but the case knows \(missing.count); they stay known"))
      }
    }
    return gone
  }

  /// The frames among `known` that were in the folders searched and are there no more.
  func goneFrames(among known: [FrameFile]) -> [FrameFile] {
    // A folder without any media is more likely an unmounted disk.
    let mounted = folders.filter { folder in
      candidates.contains { $0.path.starts(with: folder) }
    }
    return known.filter { frame in
      let path = FilePath(bytes: frame.location)
      return !seen.contains(frame.location) && mounted.contains { path.starts(with: $0) }
        && isAbsent(path)
    }
  }

  private mutating func add(
    _ listing: FileListing, from source: SourceFolder, copies: [FilePath: OutputFile],
    passedOver: Set<PassedOver>, isKnown: (MediaFile) -> Bool
  ) throws {
    for problem in listing.problems {
      failures.append(
        Failure(
          path: source.shownPath(problem.relativePath), reason: "unreadable",
          message: problem.reason))
    }
    for entry in listing.files where seen.insert(entry.path.bytes).inserted {
      let file = MediaFile(
        sourceID: source.id, location: entry.path.bytes, path: source.shownPath(entry.relativePath),
        size: entry.stamp.size, modified: entry.stamp.modified)
      if copies[entry.path]?.stamp == entry.stamp
        || passedOver.contains(PassedOver(file, kind: PassedOver.own))
      {
        ownFiles += 1
        continue
      }
      if passedOver.contains(PassedOver(file, kind: PassedOver.purged)) {
        purgedFiles += 1
        continue
      }
      do {
        if try isKnown(file) || Self.promisesMedia(entry.path) {
          candidates.append(Candidate(path: entry.path, file: file))
        } else {
          others.append(PassedOver(file, kind: Self.kindOfOther(entry.path)))
        }
      } catch let error as FileError {
        failures.append(
          Failure(path: file.path, reason: "unreadable", message: "\(error.reason)"))
      }
    }
  }

  /// What a file that is no media is called.
  static func kindOfOther(_ path: FilePath) -> String {
    path.extension.map { "." + TerminalText.line($0.lowercased()) } ?? "no ending"
  }

  /// Whether a file is named or begins like a picture or video.
  static func promisesMedia(_ path: FilePath) throws -> Bool {
    let ending = path.extension?.lowercased() ?? ""
    if PictureFormat.pictureExtensions.contains(ending)
      || PictureFormat.videoExtensions.contains(ending)
    {
      return true
    }
    let head = try readFile(path, limit: Video.signatureLength)
    return PictureFormat.detect(head) != nil || Video.container(head) != nil
  }
}

extension SourceFolder {
  /// How the file at this path below the folder is shown.
  func shownPath(_ relative: FilePath) -> String {
    (label.isEmpty ? "" : label + "/") + displayName(relative)
  }
}

/// Short, distinct names for source folders: nothing for the only folder of a case, else the
/// folder's own name, with a number where two are called the same.
struct SourceLabels {
  private var labels: [[UInt8]: String] = [:]

  init(known: [SourceFolder], adding roots: [FilePath]) {
    for source in known { labels[source.root] = source.label }
    let isOnlyFolder = known.isEmpty && Set(roots.map(\.bytes)).count == 1
    for root in roots where labels[root.bytes] == nil {
      let name = root.lastComponent.map { displayName(FilePath(root: nil, [$0])) } ?? "root"
      var label = isOnlyFolder ? "" : name
      var number = 2
      while labels.values.contains(label) {
        label = "\(name)-\(number)"
        number += 1
      }
      labels[root.bytes] = label
    }
  }

  subscript(root: FilePath) -> String { labels[root.bytes] ?? "" }
}
