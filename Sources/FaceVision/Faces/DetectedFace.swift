import Domain

/// A face found in a picture.
public struct DetectedFace: Hashable, Sendable {
  /// Where.
  public var box: FaceBox
  /// How sure the detector is; its scale is the detector's own, larger is surer.
  public var score: Float
  /// How sure the detector is on a scale that all detectors share: 0–1.
  public var certainty: Float
  /// Where its parts are.
  public var landmarks: FaceLandmarks

  /// A face at `box`.
  public init(box: FaceBox, score: Float, certainty: Float, landmarks: FaceLandmarks) {
    self.box = box
    self.score = score
    self.certainty = certainty
    self.landmarks = landmarks
  }
}
