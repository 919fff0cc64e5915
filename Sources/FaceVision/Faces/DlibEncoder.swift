import CFaceModels
import Domain

/// dlib's encoder: five landmarks, a 150 × 150 chip, a ResNet with 29 convolutions. Faces of one
/// person are usually less than 0.6 apart.
///
/// Reference: He et al., "Deep Residual Learning for Image Recognition", CVPR 2016, trained with a
/// metric loss as dlib's `dnn_metric_learning_on_images_ex` describes.
public final class DlibEncoder: FaceEncoder {
  private let handle: OpaquePointer
  private let predictor: LandmarkPredictor
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
    predictor = try LandmarkPredictor(weights: landmarkWeights)
    handle = try checked(.model) { wwww_encoder_open(encoderWeights, $0) }
  }

  deinit { wwww_encoder_free(handle) }

  /// Encodes faces of one upright picture, in order. Landmarks of another layout than dlib's are
  /// predicted anew, in a box as the HOG detector would have drawn it.
  ///
  /// - Throws: `VisionError` where memory runs out.
  /// - Complexity: about 4 ms a face and core, twice that with the mirror image.
  public func encode(_ faces: [DetectedFace], in picture: Picture) throws(VisionError)
    -> [EncodedFace]
  {
    guard !faces.isEmpty else { return [] }
    let size = Int(WWWW_EMBEDDING_SIZE)
    let side = Int(WWWW_CHIP_SIDE)
    let foreign = faces.indices.filter { faces[$0].landmarks.layout != .eyeCornersNose }
    let predicted = try predictor.landmarks(
      of: foreign.map { Self.frontalBox(faces[$0].box) }, in: picture)
    var corners = faces.map(\.landmarks)
    for (i, landmarks) in zip(foreign, predicted) { corners[i] = landmarks }
    let landmarks = corners.map { face in
      let (x, y) = (face.points.map(\.x), face.points.map(\.y))
      return wwww_landmarks(x: (x[0], x[1], x[2], x[3], x[4]), y: (y[0], y[1], y[2], y[3], y[4]))
    }
    var embeddings = [Float](repeating: 0, count: faces.count * size)
    var chips = [UInt8](repeating: 0, count: faces.count * side * side * 3)
    try checked(.internal) {
      wwww_encoder_encode(
        handle, picture.pixels, Int32(picture.width), Int32(picture.height), landmarks,
        landmarks.count, averagesMirror, &embeddings, &chips, $0)
    } as Void
    return faces.indices.map { i in
      let chip = chips[i * side * side * 3..<(i + 1) * side * side * 3]
      return EncodedFace(
        detection: faces[i],
        embedding: Array(embeddings[i * size..<(i + 1) * size]),
        quality: FaceQuality(
          faces[i], chip: Picture(width: side, height: side, pixels: Array(chip))))
    }
  }

  /// Keeps BLAS to one thread a call: workers that each use one core are faster than one worker
  /// that uses all of them.
  public static func useOneThreadPerWorker() { wwww_blas_threads(1) }

  /// The square that the HOG detector draws around a face that YuNet finds at `box`: its place and
  /// size are the means of many faces that both found.
  private static func frontalBox(_ box: FaceBox) -> FaceBox {
    let height = Double(box.height)
    let side = 0.833 * height
    let x = Double(box.left + box.right) / 2 + 0.013 * height
    let y = Double(box.top + box.bottom) / 2 + 0.074 * height
    return FaceBox(
      top: Int((y - side / 2).rounded()), right: Int((x + side / 2).rounded()),
      bottom: Int((y + side / 2).rounded()), left: Int((x - side / 2).rounded()))
  }
}
