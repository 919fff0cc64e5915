import Domain

/// A face with what the detector and the picture say of it: what tells whether it is one at all.
public struct FaceSighting: Sendable {
  /// The face.
  public var id: FaceID
  /// Whose it is; `nil` is nobody.
  public var person: PersonID?
  /// The media it is in.
  public var media: MediaID
  /// Milliseconds from the start of a video; `nil` in photos.
  public var time: Int?
  /// Where it is.
  public var box: FaceBox
  /// What found it; `nil` for faces that were imported or drawn by hand.
  public var detector: String?
  /// The detector's score, on its own scale.
  public var score: Float
  /// How much detail it shows, 0–1.
  public var sharpness: Float
  /// x and y of its five landmarks, in turn; none for imported faces.
  public var landmarks: [Float]

  /// A face with these values.
  public init(
    id: FaceID, person: PersonID? = nil, media: MediaID, time: Int? = nil, box: FaceBox,
    detector: String?, score: Float, sharpness: Float, landmarks: [Float]
  ) {
    self.id = id
    self.person = person
    self.media = media
    self.time = time
    self.box = box
    self.detector = detector
    self.score = score
    self.sharpness = sharpness
    self.landmarks = landmarks
  }
}
