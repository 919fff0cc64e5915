import Domain

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
  /// What the file says of itself, each value with its field; `nil` where that was not read one by one.
  public var metadata: [MetadataValue]?
  /// What of the file was not read: reasons and messages.
  public var remarks: [Failure]?

  /// What was learned of `media`.
  public init(
    _ media: Media, faces: [NewFace], video: IndexedVideo? = nil, contentIdentifier: String? = nil,
    metadata: [MetadataValue]? = nil, remarks: [Failure]? = nil
  ) {
    self.contentIdentifier = contentIdentifier
    self.media = media
    self.faces = faces
    self.video = video
    self.metadata = metadata
    self.remarks = remarks
  }

  /// The remarks as failures of the file at `path`.
  public func failures(of path: String) -> [Failure] {
    (remarks ?? []).map { Failure(path: path, reason: $0.reason, message: $0.message) }
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
