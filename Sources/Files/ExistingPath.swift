import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// `path` as the disk spells it, where it names an existing file in another Unicode form: a Mac
/// writes "ü" as two characters, a keyboard as one. Any other path comes back as it is.
///
/// Complexity: O(1) for a path that exists; else the size of the folders on the way.
public func existingPath(_ path: FilePath) -> FilePath {
  guard isAbsent(path), !path.bytes.allSatisfy({ $0 < 0x80 }) else { return path }
  var found = FilePath(root: path.root)
  for component in path.components {
    let next = found.appending(component)
    guard isAbsent(next) else {
      found = next
      continue
    }
    // Swift compares text by what it stands for.
    let folder = found.isEmpty ? "." : found
    let names = names(in: folder)
    guard let name = names.first(where: { $0.string == component.string }) else { return path }
    found.append(name)
  }
  return found
}

/// The names in a folder, in no order; none where it cannot be read.
private func names(in folder: FilePath) -> [FilePath.Component] {
  guard let handle = folder.withPlatformString({ opendir($0) }) else { return [] }
  defer { closedir(handle) }
  var names: [FilePath.Component] = []
  while let entry = readdir(handle) {
    let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
    if let name = FilePath(bytes: bytes).lastComponent { names.append(name) }
  }
  return names
}
