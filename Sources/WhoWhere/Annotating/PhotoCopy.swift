import CaseStore
import Domain
import SystemPackage

/// A copy of a photo's file, in a folder of copies that keeps the folders and names of the originals.
struct PhotoCopy: Sendable {
  /// Index into `CaseSnapshot.media`.
  let media: Int
  /// The original.
  let file: MediaFile
  /// Where the copy goes, below the folder.
  let target: FilePath

  /// Where the copy of every photo's every file goes; photos of the same name in different folders stay
  /// apart.
  ///
  /// - Parameters:
  ///   - sources: The folders that media came from.
  ///   - renamed: The place of a media's copy, of the one that it would have.
  static func all(
    of snapshot: CaseSnapshot, from sources: [SourceID: SourceFolder],
    renamed: (Int, FilePath) -> FilePath = { $1 }
  ) -> [PhotoCopy] {
    var taken: Set<[UInt8]> = []
    return snapshot.media.indices.filter { snapshot.media[$0].kind == .photo }.flatMap { media in
      snapshot.files[media].map { file in
        var target = renamed(
          media, FilePath(root: nil, components(of: file, below: sources[file.sourceID])))
        if !taken.insert(target.bytes).inserted {
          let stem = target.stem ?? "photo"
          let ending = target.extension.map { ".\($0)" } ?? ""
          target = target.removingLastComponent().appending(
            "\(stem)-\(snapshot.key(of: media))\(ending)")
          taken.insert(target.bytes)
        }
        return PhotoCopy(media: media, file: file, target: target)
      }
    }
  }

  /// The path of a copy below the output folder: the source's label and the path below the source.
  /// Imported paths may go up (`..`), copies may not.
  private static func components(
    of file: MediaFile, below source: SourceFolder?
  ) -> [FilePath.Component] {
    let location = FilePath(bytes: file.location)
    guard let source else { return Array(location.components) }
    let depth = FilePath(bytes: source.root).components.count
    let label = FilePath(source.label).components
    return (Array(label) + location.components.dropFirst(depth)).filter { $0.kind == .regular }
  }
}
