import Deterministic

/// Average linkage: the two groups whose faces are nearest on average become one, until none are
/// near enough.
///
/// This is the method for collections of any kind. How near is near enough is found from the
/// collection itself, unless a threshold is given.
public struct AgglomerativeClustering: Sendable {
  /// The largest average distance of groups that are merged, or nil to find it.
  public let threshold: Double?
  /// Faces of lower quality may join a person but never bring two groups together.
  public let bridgeQuality: Float

  /// Sets the parameters.
  ///
  /// - Throws: ``ParameterError`` if the threshold is not a positive number, or the quality not
  ///   in 0…1.
  public init(threshold: Double? = nil, bridgeQuality: Float = 0.2) throws(ParameterError) {
    if let threshold, !(threshold > 0 && threshold.isFinite) {
      throw ParameterError("the threshold", threshold, allowed: "a number greater than 0")
    }
    guard (0...1).contains(bridgeQuality) else {
      throw ParameterError("the quality", bridgeQuality, allowed: "in 0...1")
    }
    self.threshold = threshold
    self.bridgeQuality = bridgeQuality
  }

  /// Groups `embeddings`.
  ///
  /// - Parameters:
  ///   - embeddings: The faces.
  ///   - quality: For each face how good it is, 0…1, or nil if all are good.
  ///   - constraints: What the groups must respect.
  ///   - jobs: The number of threads. The result does not depend on it.
  ///   - progress: Called now and then, from any thread, with the part done in 0…1.
  /// - Throws: ``ConstraintError`` if there is not one quality or constraint for each face.
  public func cluster(
    _ embeddings: EmbeddingMatrix, quality: [Float]? = nil,
    constraints: ClusteringConstraints? = nil, jobs: Int = allCores,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws -> Clustering {
    try DBSCAN(eps: threshold ?? 0.4, minSamples: 2).cluster(
      embeddings, constraints: constraints, jobs: jobs, progress: progress)
  }
}
