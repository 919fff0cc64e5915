import CaseStore
import Domain
import Files
import SystemPackage

/// The videos of a case by the names of their files: which one a frame is of.
struct KnownVideos {
  /// A video that is known by frames alone.
  struct StandIn {
    let media: MediaID
    let sha256: String
    let name: String
    /// Of its frames.
    let folder: FilePath
    let rate: Double?
  }

  /// The videos that are known by frames alone.
  private(set) var standIns: [StandIn] = []
  private var videos: [String: [(media: MediaID, folder: FilePath)]] = [:]
  private var hashes: [MediaID: String] = [:]

  /// The videos of `storage`.
  init(of storage: SQLiteCase) throws {
    let media = Dictionary(uniqueKeysWithValues: try storage.media().map { ($0.id, $0) })
    let items = try storage.videos()
    for file in try storage.files() {
      guard let item = media[file.mediaID], item.kind == .video else { continue }
      let path = FilePath(bytes: file.location)
      let name = path.lastComponent?.string ?? ""
      if item.isKnownByFrames {
        standIns.append(
          StandIn(
            media: item.id, sha256: item.sha256, name: name, folder: path.removingLastComponent(),
            rate: items[item.id]?.frameRate))
      } else if !item.isImported {
        videos[name, default: []].append((item.id, path.removingLastComponent()))
        hashes[item.id] = item.sha256
      }
    }
  }

  /// The video that frames in `folder` are of: the one whose hash the folder's name ends with, as
  /// with folders that `frames` writes; else one in that folder, or the nearest above it; else the
  /// only one of its name. `nil` where it is not there, or where it could be any of several.
  func video(named name: String, in folder: FilePath) -> MediaID? {
    let known = videos[name] ?? []
    if let mark = FrameFolder.mark(of: folder, video: name) {
      return known.first { hashes[$0.media]?.hasPrefix(mark) ?? false }?.media
    }
    let above = known.filter { folder.starts(with: $0.folder) }
      .max { $0.folder.components.count < $1.folder.components.count }
    if let above { return above.media }
    let all = Set(known.map(\.media))
    return all.count == 1 ? all.first : nil
  }
}
