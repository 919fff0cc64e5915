import CaseStore
import Domain
import FaceVision
import Files
import SystemPackage

/// Reads what stands beside photos and videos, each file once, however many it is about.
struct CompanionReader {
  /// Larger files are no metadata.
  private static let largest = 16 << 20

  /// A companion that was read, as far as it does not depend on the picture.
  private enum Content {
    case sidecar([UInt8])
    case json(JSONTree)
    case values([MetadataValue])
    case details([String: [MetadataValue]])
  }

  private var read: [FilePath: Result<Content, Problem>] = [:]
  private var told: Set<FilePath> = []
  /// What could not be read, each file once.
  private(set) var failures: [Failure] = []
  /// The files that hold something else than their names promise.
  private(set) var foreign: Set<FilePath> = []

  private struct Problem: Error { let message: String }

  /// What `companion` says of a media file.
  ///
  /// - Parameters:
  ///   - shown: What the companion's folder is called for the user, with a slash.
  ///   - picture: The picture that regions refer to.
  mutating func values(
    of companion: CompanionFiles.Companion, for file: FilePath, shownIn shown: String,
    picture: StoredPicture?
  ) -> [MetadataValue] {
    let path = companion.path
    let name = path.lastComponent.map { displayName(FilePath(root: nil, [$0])) } ?? ""
    let content: Content
    do {
      let result = read[path] ?? Self.content(of: companion, called: name)
      // Whole posts share one; sidecars have one picture.
      if companion.kind != .sidecar { read[path] = result }
      content = try result.get()
    } catch {
      tell(path, shown + name, error.message)
      return []
    }
    switch content {
    case .values(let values): return values
    case .details(let dates):
      return dates[file.lastComponent.map { displayName(FilePath(root: nil, [$0])) } ?? ""] ?? []
    case .json(let json):
      let values =
        TakeoutDocument.values(json, file: name) ?? InstaloaderPost.values(json, file: name)
        ?? ExifToolDocument.values(json, file: name, of: picture)
      if values == nil { foreign.insert(path) }
      return values ?? []
    case .sidecar(let bytes):
      do {
        let metadata = try EmbeddedMetadata(sidecar: bytes, called: name, of: picture)
        if let problem = metadata.problem { tell(path, shown + name, problem) }
        return metadata.values
      } catch {
        tell(path, shown + name, error.message)
        return []
      }
    }
  }

  private mutating func tell(_ path: FilePath, _ shown: String, _ message: String) {
    guard told.insert(path).inserted else { return }
    failures.append(Failure(path: shown, reason: "metadata", message: message))
  }

  private static func content(of companion: CompanionFiles.Companion, called name: String)
    -> Result<Content, Problem>
  {
    do {
      let bytes = try readFile(companion.path, limit: largest + 1)
      guard bytes.count <= largest else {
        return .failure(Problem(message: "metadata of more than 16 MiB are not read"))
      }
      switch companion.kind {
      case .sidecar: return .success(.sidecar(bytes))
      case .json:
        let text =
          name.lowercased().hasSuffix(".xz")
          ? try unpacked(xz: bytes, limit: 4 * largest) : bytes
        guard let json = try? JSONTree(text) else {
          return .failure(Problem(message: "it is no JSON, or cut"))
        }
        return .success(.json(json))
      case .caption:
        return .success(.values(InstaloaderPost.caption(text(bytes), file: name)))
      case .location:
        return .success(.values(InstaloaderPost.location(text(bytes), file: name)))
      case .details:
        return .success(.details(try ApplePhotoDetails.dates(text(bytes), file: name)))
      }
    } catch let error as FileError {
      return .failure(Problem(message: "\(error.reason)"))
    } catch let error as LabelError {
      return .failure(Problem(message: "line \(error.line): \(error.problem)"))
    } catch {
      return .failure(Problem(message: "\(error)"))
    }
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
