/// A copy of a photo with boxes drawn in, as it was written.
public struct AnnotatedCopy: Sendable, Equatable {
  /// Its absolute path, as bytes.
  public var location: [UInt8]
  /// A hash of all that was drawn: with the same one, the copy need not be written again.
  public var fingerprint: String
  /// Bytes.
  public var size: Int
  /// When it was written, in nanoseconds since 1970.
  public var modified: Int64

  /// A copy at `location`.
  public init(location: [UInt8], fingerprint: String, size: Int, modified: Int64) {
    self.location = location
    self.fingerprint = fingerprint
    self.size = size
    self.modified = modified
  }
}
