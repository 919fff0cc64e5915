import SystemPackage

/// The folder that holds the frames of one video: `party.mp4-1a2b3c4d5e6f7a8b`, its name and what its
/// hash begins with, so that two videos of one name stay apart.
enum FrameFolder {
  private static let digits = 16

  /// The folder's name.
  static func name(video: String, sha256: String) -> String {
    "\(video)-\(sha256.prefix(digits))"
  }

  /// What the hash of the video begins with whose frames are in `folder`; `nil` where the folder's name
  /// does not say.
  static func mark(of folder: FilePath, video: String) -> String? {
    guard let name = folder.lastComponent?.string, name.hasPrefix(video + "-") else { return nil }
    let mark = name.dropFirst(video.count + 1)
    return mark.count == digits && mark.allSatisfy(\.isHexDigit) ? String(mark) : nil
  }
}
