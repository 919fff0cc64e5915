import ParallelLoops

/// A graph as Louvain and Leiden see it: nodes that may stand for many, with the strength that
/// modularity needs to know. No self-loops: they do not change which move is best.
struct WeightedLevel {
  var offsets: [Int]
  var targets: [Int32]
  var weights: [Double]
  /// The sum of the weights of all edge ends at what the node stands for.
  var strength: [Double]

  var nodeCount: Int { strength.count }

  init(_ graph: Graph) {
    offsets = [0]
    offsets.reserveCapacity(graph.nodeCount + 1)
    targets = []
    targets.reserveCapacity(graph.targets.count)
    weights = []
    weights.reserveCapacity(graph.targets.count)
    strength = []
    strength.reserveCapacity(graph.nodeCount)
    for node in graph.nodes {
      var sum = 0.0
      for arc in graph.arcs(of: node) {
        if Int(graph.targets[arc]) == node {
          sum += 2 * graph.weights[arc]
        } else {
          sum += graph.weights[arc]
          targets.append(graph.targets[arc])
          weights.append(graph.weights[arc])
        }
      }
      offsets.append(targets.count)
      strength.append(sum)
    }
  }

  /// The graph whose nodes are the `count` groups of `level` given by `group`. O(nodes + arcs).
  init(aggregating level: WeightedLevel, by group: [Int32], count: Int) {
    strength = [Double](repeating: 0, count: count)
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

  /// Moves nodes, one at a time, to the neighboring community that raises modularity most, until
  /// no move of a single node helps. Returns whether anything moved.
  ///
  /// Only nodes whose neighbors have moved are looked at again.
  /// Traag, Waltman and van Eck, "From Louvain to Leiden", Scientific Reports 9, 2019, algorithm A.2.
  ///
  /// - Parameters:
  ///   - community: The community of every node, in `0..<nodeCount`.
  ///   - penalty: γ / 2m.
  func moveNodes(
    _ community: inout [Int32], penalty: Double, using random: inout SplitMix64
  ) -> Bool {
    var total = [Double](repeating: 0, count: nodeCount)
    var size = [Int32](repeating: 0, count: nodeCount)
    for (node, c) in community.enumerated() {
      total[Int(c)] += strength[node]
      size[Int(c)] += 1
    }
    var unused = (0..<nodeCount).compactMap { size[$0] == 0 ? Int32($0) : nil }
    var queue = (0..<Int32(nodeCount)).shuffled(using: &random)
    var isQueued = [Bool](repeating: true, count: nodeCount)
    var weightTo = [Double](repeating: 0, count: nodeCount)
    var touched: [Int32] = []
    var hasMoved = false
    var head = 0
    while head < queue.count {
      let node = Int(queue[head])
      head += 1
      isQueued[node] = false
      let old = Int(community[node])
      for arc in offsets[node]..<offsets[node + 1] {
        let c = community[Int(targets[arc])]
        if weightTo[Int(c)] == 0 { touched.append(c) }
        weightTo[Int(c)] += weights[arc]
      }
      let scale = penalty * strength[node]
      // Staying is worth this much; a community of one's own is worth 0.
      var best = old
      var bestGain = weightTo[old] - scale * (total[old] - strength[node])
      if bestGain < 0, size[old] > 1, let empty = unused.last {
        best = Int(empty)
        bestGain = 0
      }
      for c in touched where Int(c) != old {
        let gain = weightTo[Int(c)] - scale * total[Int(c)]
        if gain > bestGain {
          best = Int(c)
          bestGain = gain
        }
      }
      for c in touched { weightTo[Int(c)] = 0 }
      touched.removeAll(keepingCapacity: true)
      guard best != old else { continue }

      hasMoved = true
      if size[best] == 0 { unused.removeLast() }
      community[node] = Int32(best)
      total[old] -= strength[node]
      total[best] += strength[node]
      size[old] -= 1
      size[best] += 1
      if size[old] == 0 {
        unused.append(Int32(old))
        total[old] = 0
      }
      for arc in offsets[node]..<offsets[node + 1] {
        let neighbor = Int(targets[arc])
        if community[neighbor] != best && !isQueued[neighbor] {
          isQueued[neighbor] = true
          queue.append(Int32(neighbor))
        }
      }
      // What has been taken from the front is not needed again.
      if head > nodeCount {
        queue.removeFirst(head)
        head = 0
      }
    }
    return hasMoved
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
