import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// The regular files below a folder, and what stood in the way of seeing them all.
public struct FileListing: Sendable {
  /// A regular file.
  public struct File: Sendable, Equatable {
    /// Where it is; starts with the root that was listed.
    public let path: FilePath
    /// Its path below the root.
    public let relativePath: FilePath
    /// Its size and when it last changed.
    public let stamp: FileStamp
  }

  /// A name that leads to no file.
  public struct Problem: Sendable, Equatable {
    /// Where it is.
    public let path: FilePath
    /// Its path below the root.
    public let relativePath: FilePath
    /// Why it could not be followed.
    public let reason: String
  }

  /// The files, ordered by the bytes of their relative path.
  public private(set) var files: [File] = []
  /// Unreadable folders, dangling and looping links; in the same order.
  public private(set) var problems: [Problem] = []

  /// Lists what is below `root`, or `root` itself where it is a file. Links are followed, and a
  /// folder that contains itself through a link is entered once. Names that start with a dot are
  /// passed over, as `ls` does.
  ///
  /// - Parameters:
  ///   - root: A folder or a file.
  ///   - excluded: Folders that are not entered, in absolute form.
  /// - Throws: `FileError` where `root` does not exist or cannot be entered.
  public init(root: FilePath, excluding excluded: Set<FilePath> = []) throws {
    let status = try Self.status(of: root)
    if Self.isDirectory(status) {
      try list(root, below: FilePath(""), parents: [FileIdentity(status)], excluding: excluded)
    } else if Self.isRegular(status) {
      guard let name = root.lastComponent else { return }
      add(root, FilePath(root: nil, [name]), status)
    } else {
      throw FileError(.open, displayName(root), .notSupported)
    }
  }

  private mutating func list(
    _ directory: FilePath, below relative: FilePath, parents: Set<FileIdentity>,
    excluding excluded: Set<FilePath>
  ) throws {
    for name in try Self.names(in: directory) {
      let path = directory.appending(name)
      let relativePath = relative.appending(name)
      do {
        let status = try Self.status(of: path)
        if Self.isDirectory(status) {
          if let absolute = absolutePath(path), excluded.contains(absolute) { continue }
          let identity = FileIdentity(status)
          guard !parents.contains(identity) else {
            problems.append(
              Problem(
                path: path, relativePath: relativePath,
                reason: "a link back to a folder that contains it"))
            continue
          }
          try list(
            path, below: relativePath, parents: parents.union([identity]), excluding: excluded)
        } else if Self.isRegular(status) {
          add(path, relativePath, status)
        }
      } catch let error as FileError {
        problems.append(
          Problem(path: path, relativePath: relativePath, reason: Self.explain(error.reason)))
      }
    }
  }

  private mutating func add(_ path: FilePath, _ relativePath: FilePath, _ status: stat) {
    files.append(File(path: path, relativePath: relativePath, stamp: FileStamp(status)))
  }

  private static func explain(_ reason: Errno) -> String {
    switch reason {
    case .noSuchFileOrDirectory: "a link to a file that does not exist"
    case .tooManySymbolicLinkLevels: "a link that leads back to itself"
    case .permissionDenied: "no permission to open it"
    default: "cannot be opened: \(reason)"
    }
  }

  private static func status(of path: FilePath) throws -> stat {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0 else {
      throw FileError(.open, displayName(path), Errno(rawValue: errno))
    }
    return status
  }

  private static func isDirectory(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }
  private static func isRegular(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFREG }

  /// The names in a folder, ordered by their bytes.
  private static func names(in directory: FilePath) throws -> [FilePath.Component] {
    guard let handle = directory.withPlatformString({ opendir($0) }) else {
      throw FileError(.list, displayName(directory), Errno(rawValue: errno))
    }
    defer { closedir(handle) }
    var names: [[UInt8]] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name.first != UInt8(ascii: ".") { names.append(name) }
    }
    names.sort { $0.lexicographicallyPrecedes($1) }
    return names.compactMap { name in
      (name + [0]).withUnsafeBufferPointer { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          FilePath.Component(platformString: $0.baseAddress!)
        }
      }
    }
  }
}

/// The path from the root of the file system, without links; `nil` where there is no such file.
public func absolutePath(_ path: FilePath) -> FilePath? {
  guard let resolved = path.withPlatformString({ realpath($0, nil) }) else { return nil }
  defer { free(resolved) }
  return FilePath(platformString: resolved)
}
