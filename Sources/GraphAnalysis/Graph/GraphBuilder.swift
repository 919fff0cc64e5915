/// Collects edges in any order and lays them out as a `Graph`.
///
/// ```swift
/// var builder = try GraphBuilder(nodeCount: 3)
/// try builder.addEdge(0, 1)
/// try builder.addEdge(1, 0, weight: 2)
/// builder.build().weights  // [3.0, 3.0]: both arcs of the one edge
/// ```
public struct GraphBuilder: Sendable {
  /// What becomes of several edges between the same two nodes. In an undirected graph `(u, v)` and
  /// `(v, u)` are the same two nodes.
  public enum Merging: Sendable, Hashable {
    /// One edge with the sum of the weights, added in the order in which they came.
    case sum
    /// One edge with the smallest weight.
    case minimum
    /// One edge with the largest weight.
    case maximum
  }

  /// The number of nodes of the graph.
  public let nodeCount: Int
  /// Whether edges have a direction.
  public let isDirected: Bool
  /// What becomes of parallel edges.
  public let merging: Merging

  private var sources: [Int32] = []
  private var targets: [Int32] = []
  private var weights: [Double] = []

  /// Starts a graph of `nodeCount` nodes and no edges.
  ///
  /// - Throws: `GraphError.invalidSize` if `nodeCount` is negative or does not fit 32 bits.
  public init(
    nodeCount: Int, isDirected: Bool = false, merging: Merging = .sum
  ) throws(GraphError) {
    guard nodeCount >= 0, nodeCount <= Int32.max else {
      throw .invalidSize(of: "nodes", nodeCount)
    }
    self.init(uncheckedNodeCount: nodeCount, isDirected: isDirected, merging: merging)
  }

  init(uncheckedNodeCount nodeCount: Int, isDirected: Bool, merging: Merging = .sum) {
    self.nodeCount = nodeCount
    self.isDirected = isDirected
    self.merging = merging
  }

  /// Adds an edge. O(1), amortised.
  ///
  /// - Throws: `GraphError` if a node is not in `0..<nodeCount`, the weight is not finite, or there
  ///   are more edges than 32 bits can number.
  public mutating func addEdge(
    _ source: Int, _ target: Int, weight: Double = 1
  ) throws(GraphError) {
    for node in [source, target] where node < 0 || node >= nodeCount {
      throw .unknownNode(node, nodeCount: nodeCount)
    }
    guard weight.isFinite else { throw .invalidWeight(weight, source: source, target: target) }
    guard sources.count < Int32.max else { throw .invalidSize(of: "edges", sources.count + 1) }
    appendUnchecked(source, target, weight: weight)
  }

  mutating func appendUnchecked(_ source: Int, _ target: Int, weight: Double) {
    let isForward = isDirected || source <= target
    sources.append(Int32(isForward ? source : target))
    targets.append(Int32(isForward ? target : source))
    weights.append(weight)
  }

  /// The graph of the edges added so far, parallel edges merged. O(nodes + edges).
  public func build() -> Graph {
    // Sorting by target and then, stably, by source leaves parallel edges side by side in the
    // order in which they were added.
    let byTarget = Self.stableOrder(of: sources.indices.map { Int32($0) }, by: targets, nodeCount)
    let order = Self.stableOrder(of: byTarget, by: sources, nodeCount)

    var mergedSources: [Int32] = []
    var mergedTargets: [Int32] = []
    var mergedWeights: [Double] = []
    mergedSources.reserveCapacity(order.count)
    mergedTargets.reserveCapacity(order.count)
    mergedWeights.reserveCapacity(order.count)
    for position in order {
      let e = Int(position)
      if sources[e] == mergedSources.last, targets[e] == mergedTargets.last {
        let last = mergedWeights.count - 1
        switch merging {
        case .sum: mergedWeights[last] += weights[e]
        case .minimum: mergedWeights[last] = min(mergedWeights[last], weights[e])
        case .maximum: mergedWeights[last] = max(mergedWeights[last], weights[e])
        }
      } else {
        mergedSources.append(sources[e])
        mergedTargets.append(targets[e])
        mergedWeights.append(weights[e])
      }
    }
    return Graph(
      nodeCount: nodeCount, isDirected: isDirected, sortedSources: mergedSources,
      targets: mergedTargets, weights: mergedWeights)
  }

  /// A counting sort of `items` by `key[item]`, which leaves items of equal key in order.
  private static func stableOrder(
    of items: [Int32], by key: [Int32], _ keyCount: Int
  ) -> [Int32] {
    var next = [Int](repeating: 0, count: keyCount + 1)
    for item in items { next[Int(key[Int(item)]) + 1] += 1 }
    for k in 0..<keyCount { next[k + 1] += next[k] }
    var sorted = [Int32](repeating: 0, count: items.count)
    for item in items {
      let k = Int(key[Int(item)])
      sorted[next[k]] = item
      next[k] += 1
    }
    return sorted
  }
}
