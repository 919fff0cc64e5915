/// Finds faces. An instance belongs to one thread at a time.
public protocol FaceDetector: AnyObject {
  /// The faces of an upright picture, from top to bottom and left to right.
  ///
  /// - Throws: `VisionError` where memory runs out.
  func faces(in picture: Picture) throws(VisionError) -> [DetectedFace]
}
