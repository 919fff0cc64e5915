import Domain

/// A photo among the copies of one picture.
public struct PictureCopy: Sendable, Equatable {
  /// The photo.
  public var media: MediaID
  /// The best copy of the same picture, which may be itself.
  public var picture: MediaID
  /// 0 for the best copy, then the next.
  public var rank: Int
}
