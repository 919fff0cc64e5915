import Domain

/// A face that somebody draws into a media of the case.
public struct DrawnFace: Sendable {
  /// The media.
  public var media: MediaID
  /// The face, as it was encoded.
  public var face: NewFace
  /// The frame of a video; `nil` in a photo.
  public var frame: FaceFrame?

  /// A face in `media`.
  public init(_ face: NewFace, in media: MediaID, frame: FaceFrame?) {
    self.media = media
    self.face = face
    self.frame = frame
  }
}
