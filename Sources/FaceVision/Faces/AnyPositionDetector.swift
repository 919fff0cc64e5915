import Domain

/// YuNet at its most sensitive: looks at a picture upright, and at a coarser scale on its sides and upside
/// down, and tells everything that may be a face. For hiding, where a face too many does no harm.
public final class AnyPositionDetector: FaceDetector {
  private let upright, turned: YuNetDetector

  /// The detector.
  ///
  /// - Parameters:
  ///   - network: The weights.
  ///   - smallestFace: The least faces to look for, in pixels; turned ones from twice as many.
  ///   - minimumScore: From which score on a place may be a face, 0–1.
  public init(_ network: YuNetNetwork, smallestFace: Int, minimumScore: Float) {
    upright = YuNetDetector(network, smallestFace: smallestFace, minimumScore: minimumScore)
    turned = YuNetDetector(network, smallestFace: 2 * smallestFace, minimumScore: minimumScore)
  }

  /// The faces of a picture, by position and then from top to bottom; one may be told several times.
  ///
  /// - Throws: `VisionError` where memory runs out.
  public func faces(in picture: Picture) throws(VisionError) -> [DetectedFace] {
    guard picture.width > 0, picture.height > 0 else { return [] }
    var found = try upright.faces(in: picture)
    for orientation in [Orientation.right, .left, .upsideDown] {
      for face in try turned.faces(in: picture.upright(from: orientation)) {
        found.append(RotatingDetector.turnedBack(face, from: orientation, in: picture))
      }
    }
    return found
  }
}
