import CaseStore

/// Counts what is new to a case as files are saved to it, one after the other.
struct IndexTally: Sendable {
  /// Contents that the case did not know.
  private(set) var newMedia = 0
  /// Contents that the case knew and that were read anew, as by another detector.
  private(set) var renewedMedia = 0
  /// Faces in contents that were read.
  private(set) var newFaces = 0
  /// Files whose content was known by another name.
  private(set) var duplicateFiles = 0

  private var media: Set<String>
  private let files: Set<[UInt8]>

  /// A tally for a case that holds these contents, by hash, and these files, by location.
  init(media: some Sequence<String>, files: some Sequence<[UInt8]>) {
    self.media = Set(media)
    self.files = Set(files)
  }

  /// Whether the content of this hash is known by now.
  func knows(_ sha256: String) -> Bool { media.contains(sha256) }

  /// Counts a file that is saved.
  mutating func count(_ item: IndexedFile) {
    let isNew = media.insert(item.media.sha256).inserted
    newMedia += isNew ? 1 : 0
    renewedMedia += !isNew && item.faces != nil ? 1 : 0
    duplicateFiles += isNew || files.contains(item.file.location) ? 0 : 1
    newFaces += item.faces?.count ?? 0
  }
}
