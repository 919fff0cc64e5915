import CDlib
import Domain

/// A face with everything that is known from its pixels.
public struct EncodedFace: Sendable {
  /// Where, and how sure the detector was.
  public var detection: DetectedFace
  /// Five points in pixels of the upright picture: the corners of the eye on the picture's right
  /// (outer, inner), of the eye on its left (outer, inner), and the base of the nose.
  public var landmarks: [Landmark]
  /// 128 numbers; faces of one person are usually less than 0.6 apart (Euclidean distance).
  public var embedding: [Float]
  /// How much the face can be relied on, 0–1.
  public var quality: FaceQuality
}

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

/// Turns faces into embeddings: 5-point alignment, a 150 × 150 chip, dlib's 29-layer ResNet.
///
/// An instance belongs to one thread at a time; a worker should have its own.
///
/// Reference: He et al., "Deep Residual Learning for Image Recognition", CVPR 2016, trained with a
/// metric loss as dlib's `dnn_metric_learning_on_images_ex` describes.
public final class FaceEncoder {
  private let handle: OpaquePointer
  private let averagesMirror: Bool

  /// Loads the models.
  ///
  /// - Parameters:
  ///   - landmarkWeights: Path of `shape_predictor_5_face_landmarks.dat`.
  ///   - encoderWeights: Path of `dlib_face_recognition_resnet_model_v1.dat`.
  ///   - averagesMirror: Whether an embedding is the mean of the face's and of its mirror image's.
  ///     Persons come out better, at twice the time; without it, embeddings are face_recognition's.
  /// - Throws: `VisionError` where a file is missing or not such a model.
  public init(
    landmarkWeights: String, encoderWeights: String, averagesMirror: Bool = true
  ) throws(VisionError) {
    self.averagesMirror = averagesMirror
    handle = try checked(.model) { wwww_encoder_open(landmarkWeights, encoderWeights, $0) }
  }

  deinit { wwww_encoder_free(handle) }

  /// Encodes faces of one upright picture, in order.
  ///
  /// - Throws: `VisionError` where memory runs out.
  /// - Complexity: about 4 ms a face and core, twice that with the mirror image.
  public func encode(_ faces: [DetectedFace], in picture: Picture) throws(VisionError)
    -> [EncodedFace]
  {
    guard !faces.isEmpty else { return [] }
    let boxes = faces.map { face in
      wwww_box(
        top: Int32(face.box.top), right: Int32(face.box.right), bottom: Int32(face.box.bottom),
        left: Int32(face.box.left), score: face.score)
    }
    let size = Int(WWWW_EMBEDDING_SIZE)
    let side = Int(WWWW_CHIP_SIDE)
    var landmarks = [wwww_landmarks](repeating: wwww_landmarks(), count: faces.count)
    var embeddings = [Float](repeating: 0, count: faces.count * size)
    var chips = [UInt8](repeating: 0, count: faces.count * side * side * 3)
    try checked(.internal) {
      wwww_encoder_encode(
        handle, picture.pixels, Int32(picture.width), Int32(picture.height), boxes, boxes.count,
        averagesMirror, &landmarks, &embeddings, &chips, $0)
    } as Void
    return faces.indices.map { i in
      let points = Self.points(landmarks[i])
      let chip = chips[i * side * side * 3..<(i + 1) * side * side * 3]
      return EncodedFace(
        detection: faces[i],
        landmarks: points,
        embedding: Array(embeddings[i * size..<(i + 1) * size]),
        quality: FaceQuality(
          detection: faces[i], landmarks: points,
          chip: Picture(width: side, height: side, pixels: Array(chip))))
    }
  }

  private static func points(_ landmarks: wwww_landmarks) -> [Landmark] {
    let (x, y) = (landmarks.x, landmarks.y)
    return [
      Landmark(x: x.0, y: y.0), Landmark(x: x.1, y: y.1), Landmark(x: x.2, y: y.2),
      Landmark(x: x.3, y: y.3), Landmark(x: x.4, y: y.4),
    ]
  }

  /// Keeps BLAS to one thread a call: workers that each use one core are faster than one worker
  /// that uses all of them.
  public static func useOneThreadPerWorker() { wwww_blas_threads(1) }
}
