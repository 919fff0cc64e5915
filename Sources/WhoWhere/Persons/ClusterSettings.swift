import Deterministic

/// How faces are grouped into persons.
public struct ClusterSettings: Sendable {
  /// The methods to choose from.
  public enum Method: Sendable, Equatable, CustomStringConvertible {
    /// Agglomerative clustering, which adapts to the collection by itself.
    case agglomerative
    /// DBSCAN as the Python tool uses it.
    case dbscan(eps: Double, minSamples: Int)

    /// The method and its parameters in a few words.
    public var description: String {
      switch self {
      case .agglomerative: "agglomerative"
      case .dbscan(let eps, let minSamples): "DBSCAN, eps \(eps), min_samples \(minSamples)"
      }
    }
  }

  /// The method.
  public var method: Method
  /// Whether two faces of one frame may be one person, as in collages and mirrors.
  public var allowsSameFrame: Bool
  /// How many threads work.
  public var jobs: Int

  /// Settings for collections of any kind.
  public init(
    method: Method = .agglomerative, allowsSameFrame: Bool = false,
    jobs: Int = allCores
  ) {
    self.method = method
    self.allowsSameFrame = allowsSameFrame
    self.jobs = jobs
  }
}
