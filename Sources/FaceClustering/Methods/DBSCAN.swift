import ParallelLoops

/// Density-based clustering: faces with enough neighbors within a radius, and what they reach.
///
/// Without constraints the labels are those of scikit-learn, numbered as ``Clustering`` does: a
/// distance equal to `eps` counts, a face counts as its own neighbor, and a border face joins the
/// cluster whose first core face comes first. With constraints, core faces are joined nearest
/// pair first, and a join that would violate a constraint does not happen.
///
/// Reference: Ester, Kriegel, Sander, Xu, "A Density-Based Algorithm for Discovering Clusters",
/// KDD 1996.
public struct DBSCAN: Sendable {
  /// The radius.
  public let eps: Double
  /// The number of faces within the radius, the face itself included, that make a core face.
  public let minSamples: Int

  /// Sets the parameters.
  ///
  /// - Throws: ``ParameterError`` if `eps` is not a positive number or `minSamples` less than 1.
  public init(eps: Double = 0.36, minSamples: Int = 2) throws(ParameterError) {
    guard eps > 0, eps.isFinite else {
      throw ParameterError("eps", eps, allowed: "a number greater than 0")
    }
    guard minSamples >= 1 else {
      throw ParameterError("min_samples", minSamples, allowed: "at least 1")
    }
    self.eps = eps
    self.minSamples = minSamples
  }

  /// Groups `embeddings`. O(n²) distances as ``RadiusNeighbors``, then O(n + neighbors), or
  /// O(neighbors · log) with constraints.
  ///
  /// - Throws: ``ConstraintError`` if `constraints` are for another number of faces.
  public func cluster(
    _ embeddings: EmbeddingMatrix, constraints: ClusteringConstraints? = nil, jobs: Int = allCores,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws -> Clustering {
    try cluster(
      RadiusNeighbors(embeddings, radius: eps, jobs: jobs, progress: progress),
      constraints: constraints)
  }

  /// Groups faces whose neighbors are known.
  ///
  /// - Throws: ``ParameterError`` if the neighbors' radius is not `eps`; ``ConstraintError`` if
  ///   `constraints` are for another number of faces.
  public func cluster(_ neighbors: RadiusNeighbors, constraints: ClusteringConstraints? = nil)
    throws -> Clustering
  {
    guard neighbors.radius == eps else {
      throw ParameterError("the neighbors' radius", neighbors.radius, allowed: "eps, \(eps)")
    }
    let count = neighbors.count
    let constraints = try constraints ?? ClusteringConstraints(faceCount: count)
    try constraints.check(faceCount: count)
    let isCore = (0..<count).map { neighbors[$0].count + 1 >= minSamples }
    var partition = ConstrainedPartition(constraints)
    joinCores(of: neighbors, isCore, constraints, &partition)

    // Clusters in the order of their first core faces, as scikit-learn finds them.
    var rank: [Int: Int] = [:]
    for face in 0..<count where isCore[face] {
      let group = partition.find(face)
      if rank[group] == nil { rank[group] = rank.count }
    }
    let joined = (0..<count).map { face -> Int? in
      guard !isCore[face], rank[partition.find(face)] == nil else { return nil }
      let cores = neighbors[face].map(Int.init).filter { isCore[$0] }
      let ranked = cores.map { (rank[partition.find($0)]!, $0) }.sorted { $0 < $1 }
      return ranked.first { partition.mayMerge(partition.find(face), partition.find($0.1)) }?.1
    }
    for (face, core) in joined.enumerated() {
      if let core { partition.merge(face, core) }
    }
    let hasCore = Set((0..<count).filter { isCore[$0] }.map { partition.find($0) })
    return Clustering(
      groups: (0..<count).map { face in
        let group = partition.find(face)
        return hasCore.contains(group) || partition.count(of: group) > 1 ? group : -1
      })
  }

  private func joinCores(
    of neighbors: RadiusNeighbors, _ isCore: [Bool], _ constraints: ClusteringConstraints,
    _ partition: inout ConstrainedPartition
  ) {
    var edges: [(distance: Float, first: Int32, second: Int32)] = []
    for face in 0..<neighbors.count where isCore[face] {
      for k in neighbors.offsets[face]..<neighbors.offsets[face + 1] {
        let other = Int(neighbors.indices[k])
        guard other > face, isCore[other] else { continue }
        if constraints.isEmpty {
          partition.merge(face, other)
        } else {
          edges.append((neighbors.distances[k], Int32(face), Int32(other)))
        }
      }
    }
    edges.sort { ($0.distance, $0.first, $0.second) < ($1.distance, $1.first, $1.second) }
    for edge in edges { partition.merge(Int(edge.first), Int(edge.second)) }
  }
}
