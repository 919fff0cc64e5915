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
    func detector(reducedBy reduction: Reduction) throws -> any FaceDetector {
      guard let yunet else {
        return try HOGDetector(landmarkWeights: landmarks, upsampling: settings.upsample)
      }
      let detector = YuNetDetector(
        yunet, smallestFace: settings.smallestFace / reduction.rawValue)
      return settings.triesRotations ? RotatingDetector(detector) : detector
    }
    let encoder: any FaceEncoder =
      if let sface {
        SFaceEncoder(sface, averagesMirror: settings.averagesMirror)
      } else {
        try DlibEncoder(
          landmarkWeights: landmarks, encoderWeights: paths[IndexSettings.dlib] ?? "",
          averagesMirror: settings.averagesMirror)
      }
    let reduction =
      yunet == nil
      ? Reduction.none
      : Reduction(smallestFace: settings.smallestFace, seen: YuNetDetector.seenSize)
    return FaceReader(
      try detector(reducedBy: .none), reduced: try detector(reducedBy: reduction), reduction,
      encoder, settings.encoder)
  }
}

/// Finds and encodes the faces of one picture at a time. Each worker has its own.
final class FaceReader {
  private let detector: any FaceDetector
  private let reducedDetector: any FaceDetector
  private let encoder: any FaceEncoder
  private let kind: EncoderKind
  /// By how much smaller a picture may be decoded that is only searched.
  let reduction: Reduction

  fileprivate init(
    _ detector: any FaceDetector, reduced reducedDetector: any FaceDetector,
    _ reduction: Reduction, _ encoder: any FaceEncoder, _ kind: EncoderKind
  ) {
    self.detector = detector
    self.reducedDetector = reducedDetector
    self.reduction = reduction
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
    try encoder.encode(try detector.faces(in: picture), in: picture).map {
      newFace($0, time: time)
    }
  }

  /// The faces of an upright picture that was decoded by `reduction` smaller than it is. They are
  /// encoded at full size.
  ///
  /// - Parameters:
  ///   - width: Columns of the picture at full size.
  ///   - height: Rows of the picture at full size.
  ///   - parts: Decodes parts of the upright picture at full size.
  func faces(
    inReduced picture: Picture, width: Int, height: Int, parts: ([FaceBox]) throws -> [Picture]
  ) throws -> [NewFace] {
    let found = try reducedDetector.faces(in: picture).map {
      $0.scaled(
        across: Double(width) / Double(picture.width),
        down: Double(height) / Double(picture.height))
    }
    let surroundings = found.map { face in
      let box = face.box.expanded(by: Self.surrounding)
      return FaceBox(
        top: max(0, box.top), right: min(width, box.right), bottom: min(height, box.bottom),
        left: max(0, box.left))
    }
    return try zip(found, zip(surroundings, parts(surroundings))).flatMap { face, part in
      let (box, picture) = part
      return try encoder.encode([face.moved(right: -box.left, down: -box.top)], in: picture)
        .map { encoded in
          var encoded = encoded
          encoded.detection = encoded.detection.moved(right: box.left, down: box.top)
          return newFace(encoded, time: nil)
        }
    }
  }

  /// What an encoder looks at around a face, in parts of its box.
  private static let surrounding = 0.75

  private func newFace(_ face: EncodedFace, time: Int?) -> NewFace {
    NewFace(
      time: time, box: face.detection.box, score: face.detection.score,
      quality: face.quality.overall, size: face.quality.size,
      sharpness: face.quality.sharpness, pose: face.quality.pose,
      landmarks: face.detection.landmarks.points.flatMap { [$0.x, $0.y] },
      encoder: kind, embedding: face.embedding)
  }
}
