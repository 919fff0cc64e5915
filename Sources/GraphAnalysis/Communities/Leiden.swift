import Foundation
import ParallelLoops

/// Communities of high modularity that are connected, each and every one. The method of choice.
///
/// ```swift
/// let communities = try Leiden(seed: 7).partition(of: graph)
/// let quality = try Modularity().value(of: communities, in: graph)
/// ```
///
/// It starts from several seeds, improves each partition until nothing improves it any more, and takes
/// the best. A directed graph is divided by its directed modularity. The same seed gives the same
/// communities, whatever the number of threads.
///
/// Complexity: O(nodes + edges) per iteration in practice.
/// Traag, Waltman and van Eck, "From Louvain to Leiden: guaranteeing well-connected communities",
/// Scientific Reports 9, 2019; directed graphs as in Leicht and Newman, "Community structure in
/// directed networks", Physical Review Letters 100, 2008.
public struct Leiden: CommunityDetection {
  /// The resolution γ of modularity: above 1 it favors small communities.
  public let resolution: Double
  /// How random the merges of the refinement are: the θ of the paper.
  public let randomness: Double
  /// The largest number of iterations from each seed; without one, until nothing improves.
  public let iterations: Int?
  /// How many seeds are tried; without a number, until more of them do not help, and no more than
  /// `seeds(for:)`.
  public let seeds: Int?
  /// The first seed of all random choices.
  public let seed: UInt64
  /// The number of threads.
  public let jobs: Int

  /// Finds communities of modularity with the given resolution.
  public init(
    resolution: Double = 1, randomness: Double = 0.01, iterations: Int? = nil, seeds: Int? = nil,
    seed: UInt64 = 1, jobs: Int = allCores
  ) {
    self.resolution = resolution
    self.randomness = randomness
    self.iterations = iterations
    self.seeds = seeds
    self.seed = seed
    self.jobs = jobs
  }

  /// How many seeds are tried at most where no number is given: a hundred in small graphs, where most
  /// may go astray, two in large ones.
  public static func seeds(for graph: Graph) -> Int {
    max(2, min(100, 1_000_000 / max(1, graph.nodeCount + graph.targets.count)))
  }

  /// - Throws: `GraphError` if a weight, the resolution, the randomness or the number of iterations
  ///   or seeds is out of range.
  public func partition(of graph: Graph) throws(GraphError) -> Partition {
    try hierarchy(of: graph).last!
  }

  /// The communities and the smaller ones they are made of, finest first: every group lies within
  /// one group of the next partition. The last are the communities.
  ///
  /// - Throws: as `partition(of:)`.
  public func hierarchy(of graph: Graph) throws(GraphError) -> [Partition] {
    try graph.requireNonNegativeWeights(for: "Leiden")
    guard resolution >= 0, resolution.isFinite else {
      throw .invalidParameter("resolution", value: resolution, expected: "0 or more")
    }
    guard randomness > 0, randomness.isFinite else {
      throw .invalidParameter("randomness", value: randomness, expected: "above 0")
    }
    for (name, number) in [("number of iterations", iterations), ("number of seeds", seeds)] {
      guard let number, number < 1 else { continue }
      throw .invalidParameter(name, value: Double(number), expected: "at least 1")
    }
    let base = WeightedLevel(graph)
    let penalty = base.penalty(resolution: resolution)
    let starts = seeds ?? Self.seeds(for: graph)
    let total = base.strength.reduce(0) { $0 + $1.x }
    var best = run(base, penalty: penalty, SplitMix64(seed: seed).split(0))
    var qualities = [best.quality]
    while qualities.count < starts {
      let (first, before) = (qualities.count, best.quality)
      let runs = parallelMap(count: min(starts - first, first < 4 ? 3 : first), jobs: jobs) {
        start in
        run(base, penalty: penalty, SplitMix64(seed: seed).split(UInt64(first + start)))
      }
      qualities += runs.map(\.quality)
      // The first of equal ones, so that more threads find no other.
      best = runs.reduce(best) { $1.quality > $0.quality + 1e-12 * abs($0.quality) ? $1 : $0 }
      // Found again and again, or hardly better than what half as many found.
      let isFound = qualities.count { $0 >= best.quality - 1e-9 * total } >= 4
      let isNear = first >= 32 && best.quality - before <= 1e-4 * total
      if seeds == nil, isFound || isNear { break }
    }
    let partitions = (best.levels + [best.labels]).map {
      Partition(labels: $0, count: graph.nodeCount)
    }
    return partitions.indices.filter { $0 == 0 || partitions[$0] != partitions[$0 - 1] }
      .map { partitions[$0] }
  }

  /// Iterates from single nodes until nothing improves.
  private func run(
    _ base: WeightedLevel, penalty: Double, _ random: SplitMix64
  ) -> (levels: [[Int32]], labels: [Int32], quality: Double) {
    var random = random
    var labels = (0..<Int32(base.nodeCount)).map { $0 }
    var levels: [[Int32]] = []
    var quality = -Double.infinity
    var iteration = 0
    while iteration < iterations ?? .max {
      iteration += 1
      let before = labels
      let finer = iterate(from: &labels, base, penalty: penalty, using: &random)
      let reached = base.quality(of: labels, penalty: penalty)
      guard reached > quality + 1e-10 * abs(quality) || quality == -.infinity else {
        if labels == before || reached <= quality { labels = before } else { levels = finer }
        break
      }
      levels = finer
      quality = reached
    }
    return (levels, labels, quality)
  }

  /// Moves, refines and aggregates until every community is one node; returns the refined
  /// partitions on the way, finest first.
  private func iterate(
    from labels: inout [Int32], _ base: WeightedLevel, penalty: Double,
    using random: inout SplitMix64
  ) -> [[Int32]] {
    var level = base
    var community = labels
    /// The node of `level` that stands for each node of `base`.
    var position = (0..<Int32(base.nodeCount)).map { $0 }
    var refinedLevels: [[Int32]] = []
    while true {
      _ = level.moveNodes(&community, penalty: penalty, using: &random)
      let communityCount = renumber(&community)
      labels = position.map { community[Int($0)] }
      // Every community is one node, and thus connected.
      if communityCount == level.nodeCount { break }

      var refined = refine(level, within: community, communityCount, penalty, using: &random)
      let count = renumber(&refined)
      var aggregated = [Int32](repeating: 0, count: count)
      for (node, group) in refined.enumerated() { aggregated[Int(group)] = community[node] }
      position = position.map { refined[Int($0)] }
      refinedLevels.append(position)
      // Where refinement merges nothing, aggregation would change nothing ever after.
      if count == level.nodeCount {
        let parts = connectedParts(of: community, in: level)
        labels = position.map { parts[Int($0)] }
        break
      }
      level = WeightedLevel(aggregating: level, by: refined, count: count)
      community = aggregated
    }
    _ = renumber(&labels)
    return refinedLevels
  }

  /// Divides every community into well connected parts, by merging single nodes with a part of
  /// their community, at random but never to the loss of modularity.
  private func refine(
    _ level: WeightedLevel, within community: [Int32], _ communityCount: Int, _ penalty: Double,
    using random: inout SplitMix64
  ) -> [Int32] {
    let n = level.nodeCount
    var refined = (0..<Int32(n)).map { $0 }
    /// Of each part: strength, weight to the rest of its community, and whether it is one node.
    var total = level.strength
    var outward = [Double](repeating: 0, count: n)
    var isSingle = [Bool](repeating: true, count: n)
    var communityTotal = [WeightedLevel.Strength](repeating: .zero, count: communityCount)
    for node in 0..<n {
      communityTotal[Int(community[node])] += level.strength[node]
      for arc in level.offsets[node]..<level.offsets[node + 1]
      where community[Int(level.targets[arc])] == community[node] {
        outward[node] += level.weights[arc]
      }
    }

    var weightTo = [Double](repeating: 0, count: n)
    var touched: [Int32] = []
    var gains: [(part: Int, gain: Double)] = []
    let (start, members) = membersByGroup(community, count: communityCount)
    for c in 0..<communityCount where start[c + 1] - start[c] > 1 {
      let whole = communityTotal[c]
      func isWellConnected(_ part: Int) -> Bool {
        outward[part] >= penalty * (total[part] * level.opposite(whole - total[part])).sum()
      }
      for member in members[start[c]..<start[c + 1]].shuffled(using: &random) {
        let node = Int(member)
        let own = Int(refined[node])
        guard isSingle[own], isWellConnected(own) else { continue }
        for arc in level.offsets[node]..<level.offsets[node + 1]
        where Int(community[Int(level.targets[arc])]) == c {
          let part = refined[Int(level.targets[arc])]
          if weightTo[Int(part)] == 0 { touched.append(part) }
          weightTo[Int(part)] += level.weights[arc]
        }
        for part in touched where isWellConnected(Int(part)) {
          let gain =
            weightTo[Int(part)]
            - penalty * (level.strength[node] * level.opposite(total[Int(part)])).sum()
          if gain >= 0 { gains.append((Int(part), gain)) }
        }
        if let part = choose(among: gains, using: &random) {
          outward[part] += outward[own] - 2 * weightTo[part]
          total[part] += total[own]
          total[own] = .zero
          isSingle[part] = false
          refined[node] = Int32(part)
        }
        for part in touched { weightTo[Int(part)] = 0 }
        touched.removeAll(keepingCapacity: true)
        gains.removeAll(keepingCapacity: true)
      }
    }
    return refined
  }

  /// Communities divided into what is connected inside them.
  private func connectedParts(of community: [Int32], in level: WeightedLevel) -> [Int32] {
    var part = [Int32](repeating: -1, count: level.nodeCount)
    for root in 0..<level.nodeCount where part[root] < 0 {
      part[root] = Int32(root)
      var stack = [root]
      while let node = stack.popLast() {
        for arc in level.offsets[node]..<level.offsets[node + 1] {
          let target = Int(level.targets[arc])
          guard part[target] < 0, community[target] == community[root] else { continue }
          part[target] = Int32(root)
          stack.append(target)
        }
      }
    }
    return part
  }

  /// One of `gains`, with probability proportional to exp(gain / randomness).
  private func choose(
    among gains: [(part: Int, gain: Double)], using random: inout SplitMix64
  ) -> Int? {
    guard gains.count > 1 else { return gains.first?.part }
    // Relative to the largest gain, so that nothing overflows.
    let largest = gains.reduce(0) { max($0, $1.gain) }
    let odds = gains.map { exp(($0.gain - largest) / randomness) }
    var left = Double.random(in: 0..<odds.reduce(0, +), using: &random)
    for (option, odd) in zip(gains, odds) {
      left -= odd
      if left < 0 { return option.part }
    }
    return gains.last?.part
  }
}
