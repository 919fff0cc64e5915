import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// Files that are never written to, known by their paths, by their places (a name in a folder, by
/// whatever way the folder is reached) and by device and inode (under whatever name).
struct Originals {
  private struct Place: Hashable {
    let folder: FileIdentity
    let name: FilePath.Component
  }

  private let files: [FilePath]
  private var paths: Set<FilePath> = []
  private var places: Set<Place> = []
  private var identities: Set<FileIdentity> = []
  /// When the identities were read: a file that was saved anew has another.
  private var identified: ContinuousClock.Instant

  /// - Complexity: O(files), each of which is looked up.
  init(_ files: [FilePath]) {
    self.files = files
    identified = .now
    var folders: [FilePath: FileIdentity?] = [:]
    for file in files {
      paths.insert(file)
      let parent = file.removingLastComponent()
      let folder = folders[parent] ?? FileIdentity(of: parent.isEmpty ? "." : parent)
      folders[parent] = .some(folder)
      if let folder, let name = file.lastComponent {
        places.insert(Place(folder: folder, name: name))
      }
    }
    identify()
  }

  private mutating func identify() {
    identified = .now
    identities.removeAll(keepingCapacity: true)
    for file in files {
      if let identity = FileIdentity(of: file) { identities.insert(identity) }
    }
  }

  /// Whether an original has, or had, the place of `name` in `folder`.
  func contains(_ name: FilePath.Component, in folder: OpenFolder) -> Bool {
    paths.contains(folder.path.appending(name))
      || places.contains(Place(folder: folder.identity, name: name))
  }

  /// Whether a file that exists is an original.
  mutating func contains(_ identity: FileIdentity) -> Bool {
    if identities.contains(identity) { return true }
    if identified.duration(to: .now) > .seconds(1) {
      identify()
      return identities.contains(identity)
    }
    return false
  }
}
