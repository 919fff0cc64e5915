import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// Size and time of change: two stamps that are equal mean a file that was left alone.
public struct FileStamp: Hashable, Sendable {
  /// Bytes.
  public let size: Int
  /// When the content last changed, in nanoseconds since 1970.
  public let modified: Int64

  /// A stamp with these values.
  public init(size: Int, modified: Int64) {
    self.size = size
    self.modified = modified
  }

  init(_ status: stat) {
    size = Int(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
  }

  /// The stamp of the file at `path`; `nil` where there is none.
  public init?(of path: FilePath) {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }
}
