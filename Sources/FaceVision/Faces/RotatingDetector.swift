import Domain

/// Turns a picture without a clear face by 90° steps and looks again: photos whose camera did not
/// note how it was held, and people who lie.
///
/// A network sees faces that lie or stand on their heads as well, but less surely, and takes the
/// mouth for the eyes. So a small copy of the picture is looked at in all four positions, and the
/// picture itself in the one that shows the surest face by far, if there is one. Faces found so are
/// turned back.
public final class RotatingDetector: FaceDetector {
  private let detector: any FaceDetector

  /// Lets `detector` look, whose scores lie in 0–1.
  public init(_ detector: any FaceDetector) { self.detector = detector }

  /// A picture with a face as sure as this stands upright.
  private static let sureScore: Float = 0.9
  /// What the surest face of a turned picture must have, and by how much it must be surer.
  private static let turnedScore: (least: Float, lead: Float) = (0.85, 0.04)
  /// The longest side of the small copy.
  private static let side = 448

  /// The faces of a picture, from top to bottom and left to right.
  ///
  /// - Throws: `VisionError` where memory runs out.
  public func faces(in picture: Picture) throws(VisionError) -> [DetectedFace] {
    let upright = try detector.faces(in: picture)
    guard Self.surest(upright) < Self.sureScore, picture.width > 0, picture.height > 0 else {
      return upright
    }
    let scale = min(1, Double(Self.side) / Double(max(picture.width, picture.height)))
    let copy =
      scale < 1
      ? try picture.resized(
        width: max(1, Int(Double(picture.width) * scale)),
        height: max(1, Int(Double(picture.height) * scale))) : picture
    // Faces are compared in the same copy; where there are none, the copy has none either.
    let standing = upright.isEmpty || scale == 1 ? upright : try detector.faces(in: copy)
    var best = (
      score: max(Self.turnedScore.least, Self.surest(standing) + Self.turnedScore.lead),
      orientation: Orientation.upright
    )
    for orientation in [Orientation.right, .left, .upsideDown] {
      let score = Self.surest(try detector.faces(in: copy.upright(from: orientation)))
      if score > best.score { best = (score, orientation) }
    }
    guard best.orientation != .upright else { return upright }
    return try detector.faces(in: picture.upright(from: best.orientation))
      .map { Self.turnedBack($0, from: best.orientation, in: picture) }
      .sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }
  }

  private static func surest(_ faces: [DetectedFace]) -> Float { faces.map(\.score).max() ?? 0 }

  /// A face of the picture that was made upright from `orientation`, where it is in `picture`.
  static func turnedBack(
    _ face: DetectedFace, from orientation: Orientation, in picture: Picture
  ) -> DetectedFace {
    func point(_ x: Float, _ y: Float) -> Landmark {
      let (width, height) = (Float(picture.width), Float(picture.height))
      return switch orientation {
      case .right: Landmark(x: width - y, y: x)
      case .left: Landmark(x: y, y: height - x)
      default: Landmark(x: width - x, y: height - y)
      }
    }
    let corners = [
      point(Float(face.box.left), Float(face.box.top)),
      point(Float(face.box.right), Float(face.box.bottom)),
    ]
    return DetectedFace(
      box: FaceBox(
        top: Int(min(corners[0].y, corners[1].y)), right: Int(max(corners[0].x, corners[1].x)),
        bottom: Int(max(corners[0].y, corners[1].y)), left: Int(min(corners[0].x, corners[1].x))),
      score: face.score, certainty: face.certainty,
      landmarks: face.landmarks.mapped { point($0.x, $0.y) })
  }
}
