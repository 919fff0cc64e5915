import CaseStore
import Domain
import SystemPackage

extension SQLiteCase {
  /// Finds the clips of Live Photos: a picture and a clip of one content identifier and one name but for
  /// the ending. O(files) where there are any.
  func pairLivePhotos() throws {
    let identifiers = try contentIdentifiers()
    var pairs: [MediaID: MediaID] = [:]
    if !identifiers.isEmpty {
      var stems: [MediaID: Set<String>] = [:]
      for file in try files() {
        stems[file.mediaID, default: []].insert(
          FilePath(bytes: file.location).lastComponent?.stem.lowercased() ?? "")
      }
      for (photos, clips) in identifiers.values {
        for clip in clips {
          pairs[clip] = photos.first { photo in
            !(stems[photo] ?? []).isDisjoint(with: stems[clip] ?? [])
          }
        }
      }
    }
    try setLivePhotos(pairs)
  }
}
