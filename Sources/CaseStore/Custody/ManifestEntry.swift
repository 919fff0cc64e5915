/// A file of the case, as the manifest lists it.
public struct ManifestEntry: Sendable, Equatable {
  /// Its path as shown and exported.
  public var path: String
  /// Its absolute path, as bytes.
  public var location: [UInt8]
  /// Bytes.
  public var bytes: Int
  /// When its content last changed, as the file system told when it was read: UTC, ISO 8601.
  public var modified: String
  /// SHA-256 of its content. Of imported faces, whose file was never seen, a hash of the path.
  public var sha256: String
  /// Photo or video.
  public var kind: String
  /// When it was taken, as its metadata tell.
  public var date: String?
  /// The run that saw its content first; `nil` where that was before cases kept it.
  public var firstRun: Int?
  /// When its content was seen first.
  public var firstSeen: String?
  /// Whether only faces of it were imported, and the file itself was never read.
  public var isImported: Bool
}
