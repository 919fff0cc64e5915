import CaseStore
import Domain
import FaceVision
import Files

/// What finds and encodes the faces of pictures: a detector and an encoder for each worker, the
/// weights being read once for all where they can be.
public final class FaceReaders: Sendable {
  let models: ModelLibrary
  let settings: IndexSettings
  private let paths: [String: String]
  private let yunet: YuNetNetwork?
  private let sface: SFaceNetwork?

  /// Loads and checks the weights that `settings` need.
  ///
  /// - Throws: `VisionError` where a model is missing or altered.
  public init(_ models: ModelLibrary, _ settings: IndexSettings) throws {
    self.models = models
    self.settings = settings
    var paths: [String: String] = [:]
    for name in settings.modelNames { paths[name] = try models.path(of: name) }
    self.paths = paths
    yunet = try paths[IndexSettings.yunet].map { try YuNetNetwork(weights: $0) }
    sface = try paths[IndexSettings.sface].map { try SFaceNetwork(weights: $0) }
    DlibEncoder.useOneThreadPerWorker()
  }

  /// What one worker needs.
  func reader() throws -> FaceReader {
    let landmarks = paths[IndexSettings.landmarks] ?? ""
    let detector: any FaceDetector =
      if let yunet {
        settings.triesRotations
          ? RotatingDetector(YuNetDetector(yunet, smallestFace: settings.smallestFace))
          : YuNetDetector(yunet, smallestFace: settings.smallestFace)
      } else {
        try HOGDetector(landmarkWeights: landmarks, upsampling: settings.upsample)
      }
    let encoder: any FaceEncoder =
      if let sface {
        SFaceEncoder(sface, averagesMirror: settings.averagesMirror)
      } else {
        try DlibEncoder(
          landmarkWeights: landmarks, encoderWeights: paths[IndexSettings.dlib] ?? "",
          averagesMirror: settings.averagesMirror)
      }
    return FaceReader(detector, encoder, settings.encoder)
  }
}

/// Finds and encodes the faces of one picture at a time. Each worker has its own.
final class FaceReader {
  private let detector: any FaceDetector
  private let encoder: any FaceEncoder
  private let kind: EncoderKind

  fileprivate init(_ detector: any FaceDetector, _ encoder: any FaceEncoder, _ kind: EncoderKind) {
    self.detector = detector
    self.encoder = encoder
    self.kind = kind
  }

  /// The hash of the numbers that are computed for a picture, and for a face that is said to be there.
  func fingerprint(of face: DetectedFace, in picture: Picture) throws -> String {
    let found = try detector.faces(in: picture)
    let hash = ContentHash()
    for face in try encoder.encode([face] + found, in: picture) {
      let numbers =
        face.embedding + [face.detection.score, face.quality.overall]
        + face.detection.landmarks.points.flatMap { [$0.x, $0.y] }
      numbers.withUnsafeBytes { hash.update($0) }
    }
    return hash.finish()
  }

  /// The faces of an upright picture.
  ///
  /// - Parameter time: Milliseconds from the start of the video that it is a frame of.
  func faces(in picture: Picture, time: Int?) throws -> [NewFace] {
    try encoder.encode(try detector.faces(in: picture), in: picture).map { face in
      NewFace(
        time: time, box: face.detection.box, score: face.detection.score,
        quality: face.quality.overall, size: face.quality.size,
        sharpness: face.quality.sharpness, pose: face.quality.pose,
        landmarks: face.detection.landmarks.points.flatMap { [$0.x, $0.y] },
        encoder: kind, embedding: face.embedding)
    }
  }
}
