import CaseStore
import Files
import SystemPackage

/// The files below the files and folders that a user named.
struct NamedListings {
  /// Each with the folder that its files are shown under, and whether it is that folder.
  private(set) var named: [(root: FilePath, listing: FileListing, isFolder: Bool)] = []
  /// What could not be looked at.
  private(set) var failures: [Failure] = []

  /// Looks below `paths`.
  init(of paths: [FilePath], excluding excluded: [FilePath]) {
    let excluded = Set(excluded.compactMap(absolutePath))
    for path in paths {
      do {
        guard let absolute = absolutePath(existingPath(path)) else {
          throw FileError(.open, displayName(path), .noSuchFileOrDirectory)
        }
        let listing = try FileListing(root: absolute, excluding: excluded)
        let isFile = listing.files.first?.path == absolute
        named.append((isFile ? absolute.removingLastComponent() : absolute, listing, !isFile))
      } catch let error as FileError {
        failures.append(
          Failure(path: displayName(path), reason: "unreadable", message: "\(error.reason)"))
      } catch {
        failures.append(Failure(of: displayName(path), error))
      }
    }
  }
}
