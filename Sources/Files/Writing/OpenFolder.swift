import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// A folder that is held open, so that it stays the same folder whatever becomes of its name.
final class OpenFolder: Sendable {
  /// Where it was when it was opened, without links.
  let path: FilePath
  let descriptor: Int32
  let identity: FileIdentity

  /// Opens the folder at `path`; links are followed.
  ///
  /// - Throws: `FileError`.
  init(_ path: FilePath) throws {
    let descriptor = path.withPlatformString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      throw FileError(.open, displayName(path), Errno(rawValue: errno))
    }
    self.path = absolutePath(path) ?? path
    self.descriptor = descriptor
    identity = try Self.identity(of: descriptor, path)
  }

  private init(_ descriptor: Int32, _ path: FilePath) throws {
    self.descriptor = descriptor
    self.path = path
    identity = try Self.identity(of: descriptor, path)
  }

  deinit { close(descriptor) }

  private static func identity(of descriptor: Int32, _ path: FilePath) throws -> FileIdentity {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw FileError(.examine, displayName(path), Errno(rawValue: errno))
    }
    return FileIdentity(status)
  }

  /// What stands in this folder under `name`, links not followed; `nil` where nothing does.
  func status(of name: FilePath.Component) throws -> stat? {
    var status = stat()
    let result = name.withPlatformString {
      fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW)
    }
    if result == 0 { return status }
    guard errno == ENOENT else {
      throw FileError(.examine, displayName(path.appending(name)), Errno(rawValue: errno))
    }
    return nil
  }

  /// What a link in this folder leads to; `nil` where that is nothing.
  func identityBehindLink(_ name: FilePath.Component) -> FileIdentity? {
    var status = stat()
    let result = name.withPlatformString { fstatat(descriptor, $0, &status, 0) }
    return result == 0 ? FileIdentity(status) : nil
  }

  /// The folder called `name` in this one, made where nothing has the name.
  ///
  /// - Returns: `nil` where `name` is a link, which is not followed.
  /// - Throws: `FileError`.
  func folder(_ name: FilePath.Component) throws -> OpenFolder? {
    let shown = path.appending(name)
    let made = name.withPlatformString { mkdirat(descriptor, $0, 0o777) }
    if made != 0, errno != EEXIST {
      throw FileError(.create, displayName(shown), Errno(rawValue: errno))
    }
    let opened = name.withPlatformString {
      openat(descriptor, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
    if opened >= 0 { return try OpenFolder(opened, shown) }
    let reason = Errno(rawValue: errno)
    if let status = try status(of: name), status.st_mode & S_IFMT == S_IFLNK { return nil }
    throw FileError(.create, displayName(shown), reason)
  }

  /// Whether nothing is in it.
  var isEmpty: Bool {
    guard let handle = path.withPlatformString({ opendir($0) }) else { return false }
    defer { closedir(handle) }
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != Array(".".utf8), name != Array("..".utf8) { return false }
    }
    return true
  }
}
