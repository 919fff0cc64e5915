import SystemPackage

/// A folder to write into, which is not left: `..` is dropped from paths, and links that lead out are
/// not followed. A `WriteGuard` hands it out.
public final class OutputFolder: Sendable {
  /// The folder, as it was asked for.
  public let path: FilePath
  private let root: OpenFolder
  private let writing: WriteGuard

  init(_ root: OpenFolder, shownAs path: FilePath, guardedBy writing: WriteGuard) {
    self.root = root
    self.path = path
    self.writing = writing
  }

  /// The folder at `relative` below this one, made where it does not exist.
  ///
  /// - Throws: `WriteRefusal` where media came from that folder, or a link leads out; `FileError`.
  public func folder(_ relative: FilePath) throws -> OutputFolder {
    let components = Self.components(of: relative)
    let folder = try open(components)
    let shown = path.appending(components)
    try writing.refuseSource(folder, shownAs: shown)
    return OutputFolder(folder, shownAs: shown, guardedBy: writing)
  }

  /// A file at `relative`, to be written to; see `AtomicFile`. The folders on the way are made.
  ///
  /// - Parameters:
  ///   - relative: Its path below the folder.
  ///   - fingerprint: A hash of all that goes into the file; see `OutputFile`.
  ///   - isPrivate: Whether nobody else may read it.
  /// - Throws: `WriteRefusal` where the file is an original, stands already without being the case's,
  ///   or lies behind a link out of the folder; `FileError`.
  public func file(_ relative: FilePath, fingerprint: String? = nil, isPrivate: Bool = false) throws
    -> AtomicFile
  {
    let (folder, name) = try place(of: relative)
    return try writing.file(
      name, in: folder, shownAs: path.appending(Self.components(of: relative)),
      fingerprint: fingerprint, isPrivate: isPrivate)
  }

  /// Writes `bytes` to the file at `relative` at once.
  ///
  /// - Throws: `WriteRefusal`, `FileError`.
  public func write(_ bytes: [UInt8], to relative: FilePath, fingerprint: String? = nil) throws {
    let file = try file(relative, fingerprint: fingerprint)
    try file.write(bytes)
    try file.commit()
  }

  /// Whether the file at `relative` stands as the case wrote it, of all that `fingerprint` tells.
  public func isWritten(_ relative: FilePath, fingerprint: String) throws -> Bool {
    let (folder, name) = try place(of: relative)
    return try writing.standingOutput(name, in: folder)?.fingerprint == fingerprint
  }

  /// Where `relative` leads, without anything that would lead out.
  static func components(of relative: FilePath) -> [FilePath.Component] {
    relative.components.filter { $0.kind == .regular }
  }

  private func place(of relative: FilePath) throws -> (OpenFolder, FilePath.Component) {
    let components = Self.components(of: relative)
    guard let name = components.last else {
      throw WriteRefusal.noFile(displayName(path.pushing(relative)))
    }
    return (try open(components.dropLast()), name)
  }

  private func open(_ components: some Sequence<FilePath.Component>) throws -> OpenFolder {
    var folder = root
    for name in components {
      folder = try folder.folder(name) ?? behindLink(name, in: folder)
    }
    return folder
  }

  /// A link that stays inside is fine.
  private func behindLink(_ name: FilePath.Component, in folder: OpenFolder) throws -> OpenFolder {
    let link = folder.path.appending(name)
    guard let target = absolutePath(link), target.starts(with: root.path) else {
      throw WriteRefusal.outside(displayName(link), folder: displayName(path))
    }
    // Its path has no links now; should one come into being, it is not followed.
    var result = root
    for name in target.components.dropFirst(root.path.components.count) {
      guard let next = try result.folder(name) else {
        throw WriteRefusal.outside(displayName(link), folder: displayName(path))
      }
      result = next
    }
    return result
  }
}
