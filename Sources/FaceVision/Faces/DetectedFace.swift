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

extension DetectedFace {
  /// The face in a picture that is `across` times as wide and `down` times as high.
  public func scaled(across: Double, down: Double) -> DetectedFace {
    var face = self
    face.box = box.scaled(across: across, down: down)
    face.landmarks = landmarks.mapped { Landmark(x: $0.x * Float(across), y: $0.y * Float(down)) }
    return face
  }

  /// The face in a picture whose origin is so many pixels farther to the left and top.
  public func moved(right: Int, down: Int) -> DetectedFace {
    var face = self
    face.box = FaceBox(
      top: box.top + down, right: box.right + right, bottom: box.bottom + down,
      left: box.left + right)
    face.landmarks = landmarks.mapped { Landmark(x: $0.x + Float(right), y: $0.y + Float(down)) }
    return face
  }
}
