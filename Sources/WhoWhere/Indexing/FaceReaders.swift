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
    let full = try detector(reducedBy: .none)
    // Where somebody drew a face, a look is worth while that is otherwise too doubtful.
    let closeDetector: any FaceDetector =
      yunet.map { YuNetDetector($0, minimumScore: FaceReader.leastDrawnScore) } ?? full
    return FaceReader(
      full, reduced: try detector(reducedBy: reduction), reduction, close: closeDetector, encoder,
      settings.encoder)
  }
}

/// Finds and encodes the faces of one picture at a time. Each worker has its own.
final class FaceReader {
  private let detector: any FaceDetector
  private let reducedDetector: any FaceDetector
  private let closeDetector: any FaceDetector
  private let encoder: any FaceEncoder
  private let kind: EncoderKind
  /// By how much smaller a picture may be decoded that is only searched.
  let reduction: Reduction

  fileprivate init(
    _ detector: any FaceDetector, reduced reducedDetector: any FaceDetector,
    _ reduction: Reduction, close closeDetector: any FaceDetector, _ encoder: any FaceEncoder,
    _ kind: EncoderKind
  ) {
    self.detector = detector
    self.reducedDetector = reducedDetector
    self.reduction = reduction
    self.closeDetector = closeDetector
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

  /// The faces that somebody drew into an upright picture. Where the detector sees one there when it
  /// looks closely, it tells where eyes, nose and mouth are; else they are taken to be where they are
  /// in most faces.
  ///
  /// - Parameter time: Milliseconds from the start of the video that it is a frame of.
  func faces(drawnAt boxes: [FaceBox], in picture: Picture, time: Int?) throws -> [NewFace] {
    try encoder.encode(
      try boxes.map { try face(drawnAt: $0, in: picture) }, in: picture
    ).map {
      var face = newFace($0, time: time)
      face.isDrawn = true
      return face
    }
  }

  private func face(drawnAt box: FaceBox, in picture: Picture) throws -> DetectedFace {
    let around = box.expanded(by: 0.75)
    let part = FaceBox(
      top: max(0, around.top), right: min(picture.width, around.right),
      bottom: min(picture.height, around.bottom), left: max(0, around.left))
    var best = DetectedFace(
      box: box, score: 0, certainty: Self.drawnCertainty, landmarks: .usual(in: box))
    guard !part.isEmpty else { return best }
    let scale = Self.seenSide / Double(max(box.width, box.height))
    let width = max(1, Int((Double(part.width) * scale).rounded()))
    let height = max(1, Int((Double(part.height) * scale).rounded()))
    let seen = try picture.cropped(to: part).resized(width: width, height: height)
    let (across, down) = (
      Double(part.width) / Double(width), Double(part.height) / Double(height)
    )
    var most = FaceBox.samePlace
    for face in try closeDetector.faces(in: seen) {
      var place = face.box.scaled(across: across, down: down)
      place.top += part.top
      place.bottom += part.top
      place.left += part.left
      place.right += part.left
      guard place.overlap(box) > most else { continue }
      most = place.overlap(box)
      best.score = face.score
      best.certainty = max(Self.drawnCertainty, face.certainty)
      best.landmarks = face.landmarks.mapped {
        Landmark(
          x: $0.x * Float(across) + Float(part.left), y: $0.y * Float(down) + Float(part.top))
      }
    }
    return best
  }

  /// What the detector must be sure of to tell the landmarks of a drawn face.
  fileprivate static let leastDrawnScore: Float = 0.3
  /// How certain a drawn face is at least, whatever the detector thinks: a face, but a poor one.
  private static let drawnCertainty: Float = 0.2
  /// The longer side of a drawn box in the picture that is looked at closely.
  private static let seenSide = 128.0
}
