/// Turns faces into embeddings. An instance belongs to one thread at a time; a worker should have
/// its own.
public protocol FaceEncoder: AnyObject {
  /// Encodes faces of one upright picture, in order. A face's embedding does not depend on the
  /// other faces.
  ///
  /// - Throws: `VisionError` where memory runs out.
  func encode(_ faces: [DetectedFace], in picture: Picture) throws(VisionError) -> [EncodedFace]
}

/// A face with everything that is known from its pixels.
public struct EncodedFace: Sendable {
  /// Where, how sure the detector was, and where its parts are.
  public var detection: DetectedFace
  /// The encoder's numbers; only distances to other embeddings of the same encoder mean anything.
  public var embedding: [Float]
  /// How much the face can be relied on, 0–1.
  public var quality: FaceQuality
}
