import ParallelLoops

/// Communities of high modularity by moving nodes and then whole communities. Quick and well known;
/// prefer `Leiden`, whose communities are always connected.
///
/// The same seed gives the same communities.
///
/// Complexity: O(nodes + edges) per round in practice.
/// Blondel et al., "Fast unfolding of communities in large networks", Journal of Statistical
/// Mechanics P10008, 2008.
public struct Louvain: CommunityDetection {
  /// The resolution γ of modularity.
  public let resolution: Double
  /// The seed of the order in which nodes are looked at.
  public let seed: UInt64

  /// Finds communities of modularity with the given resolution.
  public init(resolution: Double = 1, seed: UInt64 = 1) {
    self.resolution = resolution
    self.seed = seed
  }

  /// - Throws: `GraphError` if the resolution or a weight is negative.
  public func partition(of graph: Graph) throws(GraphError) -> Partition {
    try graph.requireNonNegativeWeights(for: "Louvain")
    guard resolution >= 0, resolution.isFinite else {
      throw .invalidParameter("resolution", value: resolution, expected: "0 or more")
    }
    var random = SplitMix64(seed: seed)
    var level = WeightedLevel(graph)
    let penalty = level.penalty(resolution: resolution)
    var labels = graph.nodes.map { Int32($0) }
    while true {
      var community = (0..<Int32(level.nodeCount)).map { $0 }
      guard level.moveNodes(&community, penalty: penalty, using: &random) else { break }
      let count = renumber(&community)
      labels = labels.map { community[Int($0)] }
      if count == level.nodeCount { break }
      level = WeightedLevel(aggregating: level, by: community, count: count)
    }
    return Partition(labels: labels, count: graph.nodeCount)
  }
}
