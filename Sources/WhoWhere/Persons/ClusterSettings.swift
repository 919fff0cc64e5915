import ParallelLoops

/// How faces are grouped into persons.
public struct ClusterSettings: Sendable {
  /// The methods to choose from.
  public enum Method: Sendable, Equatable, CustomStringConvertible {
    /// Agglomerative clustering, which adapts to the collection by itself.
    case agglomerative
    /// DBSCAN as the Python tool uses it.
    /// Without a radius, that of the encoder is taken.
    case dbscan(eps: Double?, minSamples: Int)
    /// DBSCAN with the radius that the collection's own strangers suggest; see `RadiusAdvice`.
    case calibratedDBSCAN(minSamples: Int)

    /// The method and its parameters in a few words.
    public var description: String {
      switch self {
      case .agglomerative: "agglomerative"
      case .dbscan(let eps, let minSamples):
        "DBSCAN, eps \(eps.map { "\($0)" } ?? "of the encoder"), min_samples \(minSamples)"
      case .calibratedDBSCAN(let minSamples): "DBSCAN, eps auto, min_samples \(minSamples)"
      }
    }
  }

  /// The method.
  public var method: Method
  /// Whether two faces of one frame may be one person, as in collages and mirrors.
  public var allowsSameFrame: Bool
  /// Faces of less quality, 0–1, belong to nobody.
  public var minQuality: Double
  /// Faces whose box is narrower or lower than so many pixels belong to nobody.
  public var minSize: Int
  /// How many threads work.
  public var jobs: Int

  /// Settings for collections of any kind.
  public init(
    method: Method = .agglomerative, allowsSameFrame: Bool = false, minQuality: Double = 0,
    minSize: Int = 0, jobs: Int = allCores
  ) {
    self.method = method
    self.allowsSameFrame = allowsSameFrame
    self.minQuality = minQuality
    self.minSize = minSize
    self.jobs = jobs
  }
}
