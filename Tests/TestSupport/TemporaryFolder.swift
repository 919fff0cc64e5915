import Foundation
import SystemPackage

/// A folder that is gone after the test.
public final class TemporaryFolder {
  /// Where it is, in absolute form without links.
  public let path: FilePath

  /// An empty folder.
  public init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("wwww-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = FilePath(url.resolvingSymlinksInPath().path)
  }

  deinit {
    // Permissions that a test took away would keep the folder in place.
    _ = try? FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: path.string)
    try? FileManager.default.removeItem(atPath: path.string)
  }
}
