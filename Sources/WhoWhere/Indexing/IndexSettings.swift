import CaseStore
import Domain
import FaceVision
import ParallelLoops

/// How faces are found and encoded.
public struct IndexSettings: Sendable {
  /// The detectors to choose from.
  public enum Detector: String, Sendable, CaseIterable {
    case hog, mmod
  }

  /// What finds the faces.
  public var detector: Detector
  /// How often a picture is doubled in size before the search; once finds faces from 40 pixels.
  public var upsample: Int
  /// Whether an embedding is the mean of a face's and of its mirror image's.
  public var averagesMirror: Bool
  /// Of a video, every so-many-th frame is looked at.
  public var frameStep: Int
  /// How many pictures are worked on at once.
  public var jobs: Int

  /// Settings that find the faces that the Python tool finds.
  public init(
    detector: Detector = .hog, upsample: Int = 1, averagesMirror: Bool = true,
    frameStep: Int = 25, jobs: Int = allCores
  ) {
    self.detector = detector
    self.upsample = upsample
    self.averagesMirror = averagesMirror
    self.frameStep = frameStep
    self.jobs = jobs
  }

  /// How the faces of a photo or video are found with these settings.
  func recipe(for kind: Media.Kind, models: ModelLibrary) -> Recipe {
    .found(
      Recipe.Finding(
        detector: detector.rawValue, upsample: upsample, averagesMirror: averagesMirror,
        frameStep: kind == .video ? frameStep : nil,
        models: Self.modelNames(for: detector).map { name in
          .init(name, sha256: models.models.first { $0.name == name }?.sha256)
        }))
  }

  /// The models that indexing needs, by their names in the manifest.
  public static func modelNames(for detector: Detector) -> [String] {
    [landmarks, encoder] + (detector == .mmod ? [mmod] : [])
  }

  static let landmarks = "landmarks"
  static let encoder = "encoder"
  static let mmod = "mmod"
}
