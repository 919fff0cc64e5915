import Domain

/// A file in a folder of media that was not read.
public struct PassedOver: Sendable, Hashable {
  /// The kind of pictures that this program made.
  public static let own = "made by wwww"
  /// The kind of photos and videos that were purged, and are not taken in again.
  public static let purged = "purged"

  /// Its absolute path, as bytes.
  public var location: [UInt8]
  /// Its path as shown.
  public var path: String
  /// Its ending in lower case with the dot, or a word.
  public var kind: String
  /// Bytes.
  public var size: Int
  /// When its content last changed, in nanoseconds since 1970.
  public var modified: Int64

  /// `file` as one of this kind.
  public init(_ file: MediaFile, kind: String) {
    location = file.location
    path = file.path
    self.kind = kind
    size = file.size
    modified = file.modified
  }

  init(location: [UInt8], path: String, kind: String, size: Int, modified: Int64) {
    self.location = location
    self.path = path
    self.kind = kind
    self.size = size
    self.modified = modified
  }

  /// Whether a file is the same, unchanged: its path is only how it is shown.
  public static func == (first: PassedOver, second: PassedOver) -> Bool {
    first.location == second.location && first.kind == second.kind && first.size == second.size
      && first.modified == second.modified
  }

  /// Hashes what makes files the same.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(location)
    hasher.combine(modified)
  }
}
