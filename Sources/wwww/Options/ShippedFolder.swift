import Foundation

/// A folder that comes with the program, such as `models`: in the current folder, or in one above
/// the program's own; `nil` where none holds `file`.
func shippedFolder(_ name: String, holding file: String) -> String? {
  func holdsFile(_ folder: String) -> Bool {
    FileManager.default.isReadableFile(atPath: folder + "/" + file)
  }
  if holdsFile(name) { return name }
  var folder = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
  while let current = folder, current.path != "/" {
    let candidate = current.appendingPathComponent(name).path
    if holdsFile(candidate) { return candidate }
    folder = current.deletingLastPathComponent()
  }
  return nil
}
