import Synchronization
import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// What all writing goes through: it never touches an original, never leaves the folder it was given,
/// and replaces nothing but what the case itself wrote.
///
/// Originals are known by their paths, by the places they have and by device and inode, at the time
/// of writing; so links, hard links and other ways to a folder make no difference. Below an output
/// folder no link is followed out of it. A file that exists is replaced only where the case has
/// noted that it wrote it, or where that is forced; an original is never replaced.
///
/// ```swift
/// let writing = WriteGuard(record: storage)
/// let file = try writing.file("graph.gexf")
/// try GEXFWriter().write(graph, to: file)
/// try file.commit()
/// ```
public final class WriteGuard: Sendable {
  private let record: (any OutputRecord)?
  private let sources: [FilePath]
  private let isForced: Bool
  private let originals = Mutex<Originals?>(nil)
  /// The folders that are free of what killed programs left.
  private let swept = Mutex<Set<FileIdentity>>([])

  /// A guard.
  ///
  /// - Parameters:
  ///   - record: What the case knows of files; `nil` where there is no case.
  ///   - sources: Files and folders that media are taken from now, besides those of the case.
  ///   - isForced: Whether files that the case did not write are replaced, too; originals never are.
  public init(record: (any OutputRecord)?, sources: [FilePath] = [], isForced: Bool = false) {
    self.record = record
    self.sources = sources
    self.isForced = isForced
  }

  /// The folder at `path`, made where it does not exist, to write into.
  ///
  /// - Throws: `WriteRefusal` where media came from this folder, or where it is a part of a folder
  ///   that media came from and holds what was not written by the case; `FileError`.
  public func folder(_ path: FilePath) throws -> OutputFolder {
    let isNew = isAbsent(path)
    // Nothing is made before it is known to be allowed.
    if !isNew { try check(OpenFolder(path), shownAs: path) }
    try makeDirectory(path)
    let folder = try OpenFolder(path)
    if isNew { try refuseSource(folder, shownAs: path) }
    return OutputFolder(folder, shownAs: path, guardedBy: self)
  }

  /// A file for `path`, to be written to; see `AtomicFile`. Its parent folders are made.
  ///
  /// - Parameters:
  ///   - path: Where it will stand.
  ///   - fingerprint: A hash of all that goes into the file; see `OutputFile`.
  ///   - isPrivate: Whether nobody else may read it.
  /// - Throws: `WriteRefusal`, `FileError`.
  public func file(_ path: FilePath, fingerprint: String? = nil, isPrivate: Bool = false) throws
    -> AtomicFile
  {
    guard let name = path.lastComponent, name.kind == .regular else {
      throw WriteRefusal.noFile(displayName(path))
    }
    let parent = path.removingLastComponent()
    try makeDirectory(parent.isEmpty ? "." : parent)
    return try file(
      name, in: OpenFolder(parent.isEmpty ? "." : parent), shownAs: path, fingerprint: fingerprint,
      isPrivate: isPrivate)
  }

  /// Writes `bytes` to `path` at once.
  ///
  /// - Throws: `WriteRefusal`, `FileError`.
  public func write(_ bytes: [UInt8], to path: FilePath, fingerprint: String? = nil) throws {
    let file = try file(path, fingerprint: fingerprint)
    try file.write(bytes)
    try file.commit()
  }

  /// Whether the file at `path` stands as the case wrote it, of all that `fingerprint` tells.
  public func isWritten(_ path: FilePath, fingerprint: String) throws -> Bool {
    guard !isAbsent(path), let name = path.lastComponent else { return false }
    let parent = path.removingLastComponent()
    return try standingOutput(name, in: OpenFolder(parent.isEmpty ? "." : parent))?.fingerprint
      == fingerprint
  }

  /// What the case noted of the file at `location`, if it stands there as it was written.
  func standingOutput(_ name: FilePath.Component, in folder: OpenFolder) throws -> OutputFile? {
    guard let status = try folder.status(of: name),
      let output = try record?.output(at: folder.path.appending(name)),
      output.stamp == FileStamp(status)
    else { return nil }
    return output
  }

  func file(
    _ name: FilePath.Component, in folder: OpenFolder, shownAs path: FilePath,
    fingerprint: String? = nil, isPrivate: Bool = false
  ) throws -> AtomicFile {
    _ = try approve(name, in: folder, shownAs: path)
    if swept.withLock({ $0.insert(folder.identity).inserted }) { Leftovers.sweepFiles(in: folder) }
    return try AtomicFile(name, in: folder, shownAs: path, isPrivate: isPrivate) { stamp in
      let replaced = try self.approve(name, in: folder, shownAs: path)
      try self.record?.note(
        OutputFile(
          location: folder.path.appending(name), fingerprint: fingerprint, stamp: stamp,
          replaced: replaced))
      return replaced != nil
    }
  }

  /// Whether `name` in `folder` may be written.
  ///
  /// - Returns: The stamp of what is replaced; `nil` where nothing is.
  private func approve(_ name: FilePath.Component, in folder: OpenFolder, shownAs path: FilePath)
    throws -> FileStamp?
  {
    let shown = displayName(path)
    let standing = try folder.status(of: name)
    let identity = standing.map(FileIdentity.init)
    let target = folder.identityBehindLink(name)
    try originals.withLock { originals in
      var known = try originals ?? Originals(record?.originals() ?? [])
      defer { originals = known }
      guard !known.contains(name, in: folder),
        identity.map({ !known.contains($0) }) ?? true, target.map({ !known.contains($0) }) ?? true
      else { throw WriteRefusal.original(shown) }
    }
    guard let standing else { return nil }
    let kind = standing.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFLNK else { throw WriteRefusal.noFile(shown) }
    let stamp = FileStamp(standing)
    if !isForced {
      guard kind == S_IFREG,
        try record?.output(at: folder.path.appending(name))?.isFile(with: stamp) == true
      else { throw WriteRefusal.foreignFile(shown) }
    }
    return stamp
  }

  private func check(_ folder: OpenFolder, shownAs path: FilePath) throws {
    try refuseSource(folder, shownAs: path)
    guard !isForced else { return }
    // Imported faces may come from anywhere.
    let source = try roots().first { $0 != "/" && folder.path.starts(with: $0) }
    guard let source, !folder.isEmpty, try record?.hasOutput(below: folder.path) != true else {
      return
    }
    throw WriteRefusal.foreignFolder(displayName(path), below: displayName(source))
  }

  /// - Throws: `WriteRefusal` where `folder` is one that media came from.
  func refuseSource(_ folder: OpenFolder, shownAs path: FilePath) throws {
    let roots = try roots()
    guard !roots.contains(folder.path),
      !roots.contains(where: {
        FileIdentity(of: $0) == folder.identity
      })
    else { throw WriteRefusal.sourceFolder(displayName(path)) }
  }

  /// The folders that media come from, without links.
  private func roots() throws -> [FilePath] {
    let now = sources.compactMap(absolutePath).map {
      isFolder($0) ? $0 : $0.removingLastComponent()
    }
    let before = try record?.sourceRoots() ?? []
    return now + before + before.compactMap(absolutePath)
  }
}

/// Whether `path` leads to a folder.
private func isFolder(_ path: FilePath) -> Bool {
  var status = stat()
  return path.withPlatformString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
}
