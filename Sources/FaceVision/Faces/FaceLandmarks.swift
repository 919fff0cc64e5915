import Domain

/// A point in a picture, in pixels.
public struct Landmark: Hashable, Sendable {
  /// Column and row.
  public var x, y: Float

  /// The point at these coordinates.
  public init(x: Float, y: Float) {
    self.x = x
    self.y = y
  }
}

/// Five points of a face. Left and right are those of the picture, not of the person.
public struct FaceLandmarks: Hashable, Sendable {
  /// Which points they are.
  public enum Layout: String, Sendable {
    /// The left and the right eye, the tip of the nose, the left and the right corner of the mouth.
    case eyesNoseMouth
    /// The outer and inner corner of the right eye, those of the left eye, the base of the nose:
    /// the order of dlib's predictor.
    case eyeCornersNose
  }

  /// Which points they are.
  public var layout: Layout
  /// The five points, in pixels of the upright picture.
  public var points: [Landmark]

  /// The landmarks `points`, of which there must be five.
  public init(_ layout: Layout, points: [Landmark]) {
    precondition(points.count == 5, "a face has five landmarks")
    self.layout = layout
    self.points = points
  }

  /// The middle of the left eye.
  public var leftEye: Landmark {
    layout == .eyesNoseMouth ? points[0] : Self.middle(points[2], points[3])
  }
  /// The middle of the right eye.
  public var rightEye: Landmark {
    layout == .eyesNoseMouth ? points[1] : Self.middle(points[0], points[1])
  }
  /// The nose's tip, or its base.
  public var nose: Landmark { layout == .eyesNoseMouth ? points[2] : points[4] }

  /// Pixels between the eyes.
  public var eyeDistance: Float {
    let (dx, dy) = (rightEye.x - leftEye.x, rightEye.y - leftEye.y)
    return (dx * dx + dy * dy).squareRoot()
  }

  /// The landmarks after `transform` of every point.
  public func mapped(_ transform: (Landmark) -> Landmark) -> FaceLandmarks {
    FaceLandmarks(layout, points: points.map(transform))
  }

  /// Where eyes, nose and mouth are on average in the boxes that `YuNetDetector` draws.
  public static func usual(in box: FaceBox) -> FaceLandmarks {
    let places: [(x: Float, y: Float)] = [
      (0.27, 0.38), (0.73, 0.38), (0.5, 0.58), (0.31, 0.735), (0.69, 0.735),
    ]
    return FaceLandmarks(
      .eyesNoseMouth,
      points: places.map {
        Landmark(
          x: Float(box.left) + $0.x * Float(box.width), y: Float(box.top) + $0.y * Float(box.height)
        )
      })
  }

  private static func middle(_ a: Landmark, _ b: Landmark) -> Landmark {
    Landmark(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
  }
}
