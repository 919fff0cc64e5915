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

  /// The files, ordered by the bytes of the names in their relative path.
  public private(set) var files: [File] = []
  /// Unreadable folders, dangling and looping links; in the same order.
  public private(set) var problems: [Problem] = []

  /// Lists what is below `root`, or `root` itself where it is a file. Links are followed, but every
  /// folder, known by device and inode, is entered once, by its own name rather than a link's. Names
  /// that start with a dot are passed over, as `ls` does.
  ///
  /// - Parameters:
  ///   - root: A folder or a file.
  ///   - excluded: Folders that are not entered, in absolute form.
  /// - Throws: `FileError` where `root` does not exist or cannot be entered.
  public init(root: FilePath, excluding excluded: Set<FilePath> = []) throws {
    let status = try Self.status(of: root)
    if Self.isDirectory(status) {
      try list(root, excluding: excluded)
    } else if Self.isRegular(status) {
      guard let name = root.lastComponent else { return }
      add(root, FilePath(root: nil, [name]), status)
    } else {
      throw FileError(.open, displayName(root), .notSupported)
    }
  }

  /// Deeper folders are not entered: no honest folder is, and links can make any depth.
  private static let deepest = 100
  /// Names beyond are not listed.
  private static let mostNames = 20_000_000

  /// A folder that a link leads to.
  private struct Link {
    let path: FilePath
    let relativePath: FilePath
    let identity: FileIdentity
    /// The folders that the link is in.
    let parents: [FileIdentity]
  }

  /// What is left to do, and what was seen.
  private struct Walk {
    let excluded: Set<FilePath>
    var entered: Set<FileIdentity> = []
    var links: [Link] = []
    var names = 0
    var isCut = false
  }

  private mutating func list(_ root: FilePath, excluding excluded: Set<FilePath>) throws {
    var walk = Walk(excluded: excluded)
    let identity = FileIdentity(try Self.status(of: root))
    walk.entered.insert(identity)
    try list(root, below: FilePath(""), parents: [identity], &walk)
    // Folders that are there by themselves come first, so that links add nothing but what is new.
    var next = 0
    while next < walk.links.count {
      let link = walk.links[next]
      next += 1
      guard walk.entered.insert(link.identity).inserted else {
        if link.parents.contains(link.identity) {
          add(link.path, link.relativePath, problem: "a link back to a folder that contains it")
        }
        continue
      }
      do {
        try list(
          link.path, below: link.relativePath, parents: link.parents + [link.identity], &walk)
      } catch let error as FileError {
        add(link.path, link.relativePath, problem: Self.explain(error.reason))
      }
    }
    if !walk.links.isEmpty {
      files = Self.ordered(files, by: \.relativePath)
      problems = Self.ordered(problems, by: \.relativePath)
    }
  }

  private mutating func list(
    _ directory: FilePath, below relative: FilePath, parents: [FileIdentity], _ walk: inout Walk
  ) throws {
    if Self.isOfTheSystem(directory) {
      return add(directory, relative, problem: "a folder of the system's own (/proc, /sys, /dev)")
    }
    for name in try Self.names(in: directory) {
      let path = directory.appending(name)
      let relativePath = relative.appending(name)
      walk.names += 1
      guard walk.names <= Self.mostNames else {
        if !walk.isCut {
          add(
            path, relativePath, problem: "more than \(Self.mostNames) names; the rest is left out")
        }
        walk.isCut = true
        return
      }
      do {
        let status = try Self.status(of: path)
        if Self.isDirectory(status) {
          if let absolute = absolutePath(path), walk.excluded.contains(absolute) { continue }
          let identity = FileIdentity(status)
          if try Self.isLink(path) {
            walk.links.append(
              Link(path: path, relativePath: relativePath, identity: identity, parents: parents))
          } else if parents.count >= Self.deepest {
            add(path, relativePath, problem: "more than \(Self.deepest) folders deep")
          } else if walk.entered.insert(identity).inserted {
            try list(path, below: relativePath, parents: parents + [identity], &walk)
          }
        } else if Self.isRegular(status) {
          add(path, relativePath, status)
        }
      } catch let error as FileError {
        add(path, relativePath, problem: Self.explain(error.reason))
      }
    }
  }

  /// In the order of names, folder by folder.
  private static func ordered<Item>(_ items: [Item], by path: (Item) -> FilePath) -> [Item] {
    items.map { item in
      (item, path(item).bytes.map { $0 == UInt8(ascii: "/") ? 0 : $0 })
    }.sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
  }

  private mutating func add(_ path: FilePath, _ relativePath: FilePath, problem reason: String) {
    problems.append(Problem(path: path, relativePath: relativePath, reason: reason))
  }

  private static func isLink(_ path: FilePath) throws -> Bool {
    var status = stat()
    guard path.withPlatformString({ lstat($0, &status) }) == 0 else {
      throw FileError(.open, displayName(path), Errno(rawValue: errno))
    }
    return status.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether a folder shows processes and devices as if they were files.
  private static func isOfTheSystem(_ folder: FilePath) -> Bool {
    guard let path = absolutePath(folder) else { return false }
    return ["/proc", "/sys", "/dev"].contains { path.starts(with: $0) }
      && !path.starts(with: "/dev/shm")
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
