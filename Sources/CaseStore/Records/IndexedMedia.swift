/// All that indexing learns from a content: what a case stores of it, and what `wwww encode` writes.
///
/// Whatever is added here is stored by both.
public struct IndexedMedia: Sendable, Codable {
  /// The photo or video.
  public var media: Media
  /// Its faces, ordered by time and place.
  public var faces: [NewFace]
  /// What only videos have; `nil` for photos.
  public var video: IndexedVideo?
  /// What a photo has in common with its clip, if it has one.
  public var contentIdentifier: String?

  /// What was learned of `media`.
  public init(
    _ media: Media, faces: [NewFace], video: IndexedVideo? = nil, contentIdentifier: String? = nil
  ) {
    self.contentIdentifier = contentIdentifier
    self.media = media
    self.faces = faces
    self.video = video
  }
}

/// What indexing learns from a video besides its faces.
public struct IndexedVideo: Sendable, Codable {
  /// What is kept of it.
  public var item: VideoItem
  /// The frames that faces are in, by time.
  public var frames: [Int: FaceFrame]

  /// What was learned of a video.
  public init(_ item: VideoItem, frames: [Int: FaceFrame]) {
    self.item = item
    self.frames = frames
  }
}
