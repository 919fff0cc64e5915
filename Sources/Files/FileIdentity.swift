import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// What tells one file or folder from another, whatever its names: device and inode.
struct FileIdentity: Hashable, Sendable {
  private let device: UInt
  private let inode: UInt

  init(_ status: stat) {
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
  }

  /// The identity of what `path` leads to; `nil` where there is nothing.
  init?(of path: FilePath) {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }
}
