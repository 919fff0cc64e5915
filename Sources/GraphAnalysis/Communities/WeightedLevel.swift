import ParallelLoops

/// A graph as Louvain and Leiden see it: nodes that may stand for many, with the strengths that
/// modularity needs to know. No self-loops: they do not change which move is best.
struct WeightedLevel {
  /// What chance would give: of an undirected graph the strength and 0, of a directed graph the
  /// strengths of edges that leave and of edges that enter.
  typealias Strength = SIMD2<Double>

  var offsets: [Int]
  var targets: [Int32]
  var weights: [Double]
  /// The sums of the weights of all edge ends at what the node stands for.
  var strength: [Strength]
  let isDirected: Bool

  var nodeCount: Int { strength.count }

  /// The level of the nodes themselves; a directed graph's opposite edges become one, whose weight is
  /// the sum.
  init(_ graph: Graph) {
    isDirected = graph.isDirected
    let both = graph.undirected()
    offsets = [0]
    offsets.reserveCapacity(both.nodeCount + 1)
    targets = []
    targets.reserveCapacity(both.targets.count)
    weights = []
    weights.reserveCapacity(both.targets.count)
    strength = [Strength](repeating: .zero, count: both.nodeCount)
    for node in both.nodes {
      for arc in both.arcs(of: node) {
        let weight = both.weights[arc]
        if Int(both.targets[arc]) == node {
          if !isDirected { strength[node].x += 2 * weight }
        } else {
          if !isDirected { strength[node].x += weight }
          targets.append(both.targets[arc])
          weights.append(weight)
        }
      }
      offsets.append(targets.count)
    }
    guard isDirected else { return }
    for edge in graph.edges {
      strength[edge.source].x += edge.weight
      strength[edge.target].y += edge.weight
    }
  }

  /// The graph whose nodes are the `count` groups of `level` given by `group`. O(nodes + arcs).
  init(aggregating level: WeightedLevel, by group: [Int32], count: Int) {
    isDirected = level.isDirected
    strength = [Strength](repeating: .zero, count: count)
    for (node, g) in group.enumerated() { strength[Int(g)] += level.strength[node] }

    let (start, members) = membersByGroup(group, count: count)
    var weightTo = [Double](repeating: 0, count: count)
    var isNeighbor = [Bool](repeating: false, count: count)
    var neighbors: [Int32] = []
    offsets = [0]
    targets = []
    weights = []
    for g in 0..<count {
      for member in members[start[g]..<start[g + 1]] {
        for arc in level.offsets[Int(member)]..<level.offsets[Int(member) + 1] {
          let other = Int(group[Int(level.targets[arc])])
          if other == g { continue }
          if !isNeighbor[other] {
            isNeighbor[other] = true
            neighbors.append(Int32(other))
          }
          weightTo[other] += level.weights[arc]
        }
      }
      for other in neighbors {
        targets.append(other)
        weights.append(weightTo[Int(other)])
        weightTo[Int(other)] = 0
        isNeighbor[Int(other)] = false
      }
      neighbors.removeAll(keepingCapacity: true)
      offsets.append(targets.count)
    }
  }

  /// The other side of a strength: what an edge that leaves a node meets when it enters a group.
  @inline(__always)
  func opposite(_ strength: Strength) -> Strength {
    isDirected ? Strength(strength.y, strength.x) : strength
  }

  /// γ over the weight of all edges, or all edge ends of an undirected graph.
  func penalty(resolution: Double) -> Double {
    // The strengths that leave are all edges of a directed graph, all ends of an undirected one.
    let total = strength.reduce(0) { $0 + $1.x }
    return total > 0 ? resolution / total : 0
  }

  /// What modularity is but for a factor and a constant: the weight inside groups minus what chance
  /// would give. O(nodes + arcs).
  func quality(of group: [Int32], penalty: Double) -> Double {
    var total = [Strength](repeating: .zero, count: nodeCount)
    var inside = 0.0
    for node in 0..<nodeCount {
      total[Int(group[node])] += strength[node]
      for arc in offsets[node]..<offsets[node + 1] where group[Int(targets[arc])] == group[node] {
        inside += weights[arc]
      }
    }
    let chance = total.reduce(0) { $0 + ($1 * opposite($1)).sum() }
    // A directed graph's arcs are counted from both ends, and its chance twice, too.
    return inside - penalty * chance
  }

  /// Moves nodes, one at a time, to the neighboring community that raises modularity most, until
  /// no move of a single node helps. Returns whether anything moved.
  ///
  /// Only nodes whose neighbors have moved are looked at again.
  /// Traag, Waltman and van Eck, "From Louvain to Leiden", Scientific Reports 9, 2019, algorithm A.2;
  /// for directed graphs, Leicht and Newman, "Community structure in directed networks", Physical
  /// Review Letters 100, 2008.
  ///
  /// - Parameters:
  ///   - community: The community of every node, in `0..<nodeCount`.
  ///   - penalty: As `penalty(resolution:)` gives it.
  func moveNodes(
    _ community: inout [Int32], penalty: Double, using random: inout SplitMix64
  ) -> Bool {
    let count = nodeCount
    var total = [Strength](repeating: .zero, count: count)
    var size = [Int32](repeating: 0, count: count)
    for (node, c) in community.enumerated() {
      total[Int(c)] += opposite(strength[node])
      size[Int(c)] += 1
    }
    var unused = (0..<count).compactMap { size[$0] == 0 ? Int32($0) : nil }
    // A ring: no node waits twice.
    var queue = (0..<Int32(count)).shuffled(using: &random)
    var isQueued = [Bool](repeating: true, count: count)
    var weightTo = [Double](repeating: 0, count: count)
    var touched = [Int32](repeating: 0, count: count)
    var hasMoved = false
    var head = 0
    var waiting = count
    withUnsafe(&community, &total, &weightTo, &touched, &queue) {
      community, total, weightTo, touched, queue, offsets, targets, weights, strength in
      while waiting > 0 {
        let node = Int(queue[head])
        head = head + 1 == count ? 0 : head + 1
        waiting -= 1
        isQueued[node] = false
        let old = Int(community[node])
        var touchedCount = 0
        for arc in offsets[node]..<offsets[node + 1] {
          let c = community[Int(targets[arc])]
          if weightTo[Int(c)] == 0 {
            touched[touchedCount] = c
            touchedCount += 1
          }
          weightTo[Int(c)] += weights[arc]
          // Weights of 0 would let a community be touched again and again.
          if touchedCount == count { break }
        }
        let own = strength[node]
        let scale = penalty * own
        // Staying is worth this much; a community of one's own is worth 0.
        var best = old
        var bestGain = weightTo[old] - (scale * (total[old] - opposite(own))).sum()
        if bestGain < 0, size[old] > 1, let empty = unused.last {
          best = Int(empty)
          bestGain = 0
        }
        for i in 0..<touchedCount where Int(touched[i]) != old {
          let c = Int(touched[i])
          let gain = weightTo[c] - (scale * total[c]).sum()
          if gain > bestGain {
            best = c
            bestGain = gain
          }
        }
        for i in 0..<touchedCount { weightTo[Int(touched[i])] = 0 }
        guard best != old else { continue }

        hasMoved = true
        if size[best] == 0 { unused.removeLast() }
        community[node] = Int32(best)
        total[old] -= opposite(own)
        total[best] += opposite(own)
        size[old] -= 1
        size[best] += 1
        if size[old] == 0 {
          unused.append(Int32(old))
          total[old] = .zero
        }
        for arc in offsets[node]..<offsets[node + 1] {
          let neighbor = Int(targets[arc])
          if community[neighbor] != best && !isQueued[neighbor] {
            isQueued[neighbor] = true
            var tail = head + waiting
            if tail >= count { tail -= count }
            queue[tail] = Int32(neighbor)
            waiting += 1
          }
        }
      }
    }
    return hasMoved
  }

  /// Calls `body` with all arrays of the inner loop as they lie in memory.
  private func withUnsafe(
    _ community: inout [Int32], _ total: inout [Strength], _ weightTo: inout [Double],
    _ touched: inout [Int32], _ queue: inout [Int32],
    _ body: (
      UnsafeMutableBufferPointer<Int32>, UnsafeMutableBufferPointer<Strength>,
      UnsafeMutableBufferPointer<Double>, UnsafeMutableBufferPointer<Int32>,
      UnsafeMutableBufferPointer<Int32>, UnsafeBufferPointer<Int>, UnsafeBufferPointer<Int32>,
      UnsafeBufferPointer<Double>, UnsafeBufferPointer<Strength>
    ) -> Void
  ) {
    community.withUnsafeMutableBufferPointer { community in
      total.withUnsafeMutableBufferPointer { total in
        weightTo.withUnsafeMutableBufferPointer { weightTo in
          touched.withUnsafeMutableBufferPointer { touched in
            queue.withUnsafeMutableBufferPointer { queue in
              offsets.withUnsafeBufferPointer { offsets in
                targets.withUnsafeBufferPointer { targets in
                  weights.withUnsafeBufferPointer { weights in
                    strength.withUnsafeBufferPointer { strength in
                      body(
                        community, total, weightTo, touched, queue, offsets, targets, weights,
                        strength)
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

/// The nodes of each group one after another, and where each group begins. O(nodes + groups).
func membersByGroup(_ group: [Int32], count: Int) -> (start: [Int], members: [Int32]) {
  var start = [Int](repeating: 0, count: count + 1)
  for g in group { start[Int(g) + 1] += 1 }
  for g in 0..<count { start[g + 1] += start[g] }
  var next = start
  var members = [Int32](repeating: 0, count: group.count)
  for (node, g) in group.enumerated() {
    members[next[Int(g)]] = Int32(node)
    next[Int(g)] += 1
  }
  return (start, members)
}

/// Renumbers groups as 0, 1, 2 … in the order of their first nodes; returns their number.
func renumber(_ group: inout [Int32]) -> Int {
  var number = [Int32](repeating: -1, count: group.count)
  var count: Int32 = 0
  for node in group.indices {
    let g = Int(group[node])
    if number[g] < 0 {
      number[g] = count
      count += 1
    }
    group[node] = number[g]
  }
  return Int(count)
}
