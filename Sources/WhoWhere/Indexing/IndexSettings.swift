import CaseStore
import Domain
import FaceVision
import ParallelLoops

/// How faces are found and encoded.
public struct IndexSettings: Sendable {
  /// The detectors to choose from.
  public enum Detector: String, Sendable, CaseIterable {
    /// A neural network that finds faces in any pose.
    case yunet
    /// dlib's, which the Python tool uses; frontal faces.
    case hog
  }

  /// What finds the faces.
  public var detector: Detector
  /// What turns them into embeddings.
  public var encoder: EncoderKind
  /// Faces from so many pixels on are looked for: the scale at which `yunet` searches.
  public var smallestFace: Int
  /// Whether `yunet` searches a picture without a clear face lying on its sides and
  /// upside down as well.
  public var triesRotations: Bool
  /// How often `hog` doubles a picture's size before the search; once finds faces from 40 pixels.
  public var upsample: Int
  /// Whether an embedding is the mean of a face's and of its mirror image's.
  public var averagesMirror: Bool
  /// Which frames of a video are looked at.
  public var sampling: FrameSampling
  /// Frames a second of videos of which there are only frames; `nil` where nobody knows.
  public var frameRate: Double?
  /// Photos of more pixels are refused.
  public var largestPixelCount: Int
  /// How many pictures are worked on at once.
  public var jobs: Int

  /// Settings for collections of any kind.
  public init(
    detector: Detector = .yunet, encoder: EncoderKind = .sface,
    smallestFace: Int = YuNetDetector.defaultSmallestFace, triesRotations: Bool = true,
    upsample: Int = 1, averagesMirror: Bool = true, sampling: FrameSampling = .auto,
    frameRate: Double? = nil, largestPixelCount: Int = Picture.largestPixelCount,
    jobs: Int = allCores
  ) {
    self.detector = detector
    self.encoder = encoder
    self.smallestFace = smallestFace
    self.triesRotations = triesRotations
    self.upsample = upsample
    self.averagesMirror = averagesMirror
    self.sampling = sampling
    self.frameRate = frameRate
    self.largestPixelCount = largestPixelCount
    self.jobs = jobs
  }

  /// How the faces of a photo or video are found with these settings.
  func recipe(for kind: Media.Kind, models: ModelLibrary) -> Recipe {
    .found(
      Recipe.Finding(
        detector: detector.rawValue, smallestFace: detector == .yunet ? smallestFace : nil,
        upsample: detector == .hog ? upsample : nil,
        triesRotations: detector == .yunet && triesRotations,
        encoder: encoder, averagesMirror: averagesMirror,
        sampling: kind == .video ? sampling : nil, kernels: Kernels.name,
        models: modelNames.map { name in
          .init(name, sha256: models.models.first { $0.name == name }?.sha256)
        }))
  }

  /// The models that indexing needs, by their names in the manifest.
  public var modelNames: [String] {
    let searching = detector == .yunet ? [Self.yunet] : [Self.landmarks]
    let encoding = encoder == .sface ? [Self.sface] : [Self.landmarks, Self.dlib]
    return (searching + encoding).reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }

  static let yunet = "yunet"
  static let sface = "sface"
  static let landmarks = "landmarks"
  static let dlib = "encoder"
}
