import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// Whether nothing has the name `path`, not even a link that leads nowhere. False where that cannot
/// be known, as in a folder that may not be entered.
public func isAbsent(_ path: FilePath) -> Bool {
  var status = stat()
  guard path.withPlatformString({ lstat($0, &status) }) != 0 else { return false }
  return errno == ENOENT || errno == ENOTDIR
}
