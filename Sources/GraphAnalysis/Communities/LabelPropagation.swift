import ParallelLoops

/// Communities by majority: every node again and again takes the label that weighs most among its
/// neighbors. Very quick, less stable than `Leiden`.
///
/// Nodes are looked at in random order; of labels that weigh the same, a node keeps its own or
/// takes one at random. The same seed gives the same communities.
///
/// Complexity: O(nodes + edges) per round, few rounds in practice.
/// Raghavan, Albert and Kumara, "Near linear time algorithm to detect community structures in
/// large-scale networks", Physical Review E 76, 2007.
public struct LabelPropagation: CommunityDetection {
  /// The number of rounds after which to stop, settled or not.
  public let maxRounds: Int
  /// The seed of all random choices.
  public let seed: UInt64

  /// Finds communities by majority.
  public init(maxRounds: Int = 100, seed: UInt64 = 1) {
    self.maxRounds = maxRounds
    self.seed = seed
  }

  /// The communities that labels settle into.
  ///
  /// - Throws: `GraphError` if a weight is negative.
  public func partition(of graph: Graph) throws(GraphError) -> Partition {
    try graph.requireNonNegativeWeights(for: "Label propagation")
    let graph = graph.undirected()
    var random = SplitMix64(seed: seed)
    var labels = graph.nodes.map { Int32($0) }
    var weight = [Double](repeating: 0, count: graph.nodeCount)
    var order = Array(graph.nodes)
    for _ in 0..<max(0, maxRounds) {
      order.shuffle(using: &random)
      var hasChanged = false
      for node in order {
        for arc in graph.arcs(of: node) where Int(graph.targets[arc]) != node {
          weight[Int(labels[Int(graph.targets[arc])])] += graph.weights[arc]
        }
        var best = weight[Int(labels[node])]
        var candidates: [Int32] = []
        for neighbor in graph.neighbors(of: node) {
          let label = labels[Int(neighbor)]
          if weight[Int(label)] > best {
            best = weight[Int(label)]
            candidates = [label]
          } else if weight[Int(label)] == best, candidates.first != nil,
            !candidates.contains(label)
          {
            candidates.append(label)
          }
        }
        for neighbor in graph.neighbors(of: node) { weight[Int(labels[Int(neighbor)])] = 0 }
        if let label = candidates.randomElement(using: &random) {
          labels[node] = label
          hasChanged = true
        }
      }
      if !hasChanged { break }
    }
    return Partition(labels: labels, count: graph.nodeCount)
  }
}
