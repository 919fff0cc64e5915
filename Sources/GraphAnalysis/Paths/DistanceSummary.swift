import ParallelLoops

/// What distances from one node to all nodes it reaches add up to: all that closeness, harmonic
/// centrality and eccentricity need to know.
struct DistanceSummary: Sendable {
  /// The number of nodes reached, the start included.
  var reached = 1
  /// The sum of the distances.
  var total = 0.0
  /// The sum of 1 / distance over the other nodes.
  var reciprocals = 0.0
  /// The largest distance.
  var largest = 0.0

  /// The summary of every node of `graph`, indexed by node.
  static func all(
    of graph: Graph, lengths: EdgeLength, algorithm: String, jobs: Int
  ) throws(GraphError) -> [DistanceSummary] {
    guard lengths == .hops else {
      let lengths = try lengths.lengths(of: graph, for: algorithm)
      return parallelMap(count: graph.nodeCount, chunk: 16, jobs: jobs) { source in
        weighted(graph, lengths: lengths, source: source)
      }
    }
    // Sources that are near each other reach everything in nearly the same steps.
    let order = breadthFirstOrder(of: graph)
    let batches = parallelMap(count: (order.count + 63) / 64, jobs: jobs) { batch in
      breadthFirst(graph, sources: order[batch * 64..<min(order.count, batch * 64 + 64)])
    }
    var summaries = [DistanceSummary](repeating: DistanceSummary(), count: graph.nodeCount)
    for (source, summary) in zip(order, batches.joined()) { summaries[Int(source)] = summary }
    return summaries
  }

  /// All nodes, each component in the order of a breadth-first search.
  private static func breadthFirstOrder(of graph: Graph) -> [Int32] {
    var order: [Int32] = []
    order.reserveCapacity(graph.nodeCount)
    var isFound = [Bool](repeating: false, count: graph.nodeCount)
    var head = 0
    for start in graph.nodes where !isFound[start] {
      isFound[start] = true
      order.append(Int32(start))
      while head < order.count {
        for neighbor in graph.neighbors(of: Int(order[head])) where !isFound[Int(neighbor)] {
          isFound[Int(neighbor)] = true
          order.append(neighbor)
        }
        head += 1
      }
    }
    return order
  }

  /// Breadth-first searches from up to 64 nodes at once, one bit each: whatever many of them reach
  /// in the same step is visited once.
  ///
  /// Then et al., "The More the Merrier: Efficient Multi-Source Graph Traversal", VLDB 2014.
  private static func breadthFirst(
    _ graph: Graph, sources: ArraySlice<Int32>
  ) -> [DistanceSummary] {
    var seen = [UInt64](repeating: 0, count: graph.nodeCount)
    var reachedNow = seen
    var reachedNext = seen
    for (bit, source) in sources.enumerated() {
      seen[Int(source)] = 1 << UInt64(bit)
      reachedNow[Int(source)] = seen[Int(source)]
    }
    var summaries = [DistanceSummary](repeating: DistanceSummary(), count: sources.count)
    var frontier = Array(sources)
    var distance = 0
    while !frontier.isEmpty {
      distance += 1
      let before = frontier
      frontier = spread(before, over: graph, seen, reachedNow, &reachedNext)
      var counter = BitwiseCounter()
      for node in frontier {
        seen[Int(node)] |= reachedNext[Int(node)]
        counter.add(reachedNext[Int(node)])
      }
      for i in summaries.indices {
        let count = counter.count(ofBit: i)
        guard count > 0 else { continue }
        summaries[i].reached += count
        summaries[i].total += Double(count * distance)
        summaries[i].reciprocals += Double(count) / Double(distance)
        summaries[i].largest = Double(distance)
      }
      for node in before { reachedNow[Int(node)] = 0 }
      swap(&reachedNow, &reachedNext)
    }
    return summaries
  }

  /// The nodes that the searches at `frontier` reach for the first time, and which of them do.
  private static func spread(
    _ frontier: [Int32], over graph: Graph, _ seen: [UInt64], _ reachedNow: [UInt64],
    _ reachedNext: inout [UInt64]
  ) -> [Int32] {
    var next: [Int32] = []
    graph.withArcs { arcs in
      seen.withUnsafeBufferPointer { seen in
        reachedNext.withUnsafeMutableBufferPointer { reachedNext in
          for node in frontier {
            let bits = reachedNow[Int(node)]
            for arc in arcs.arcs(of: Int(node)) {
              let target = Int(arcs.targets[arc])
              let new = bits & ~seen[target]
              guard new != 0 else { continue }
              if reachedNext[target] == 0 { next.append(Int32(target)) }
              reachedNext[target] |= new
            }
          }
        }
      }
    }
    return next
  }

  private static func weighted(
    _ graph: Graph, lengths: [Double], source: Int
  ) -> DistanceSummary {
    var summary = DistanceSummary()
    let tree = ShortestPathTree(validated: graph, lengths: lengths, source: source)
    for node in tree.order.dropFirst() {
      let distance = tree.distances[Int(node)]
      summary.reached += 1
      summary.total += distance
      // Nodes at distance 0 add nothing, as in networkx.
      if distance > 0 { summary.reciprocals += 1 / distance }
      summary.largest = max(summary.largest, distance)
    }
    return summary
  }
}

/// Counts, for each of 64 bit positions, in how many words it is set.
///
/// Bit `i` of `planes[j]` is bit `j` of the count of position `i`, so that one addition serves all
/// 64 counts.
private struct BitwiseCounter {
  private var planes = [UInt64](repeating: 0, count: 32)

  mutating func add(_ word: UInt64) {
    var carry = word
    var plane = 0
    while carry != 0 {
      let overflow = planes[plane] & carry
      planes[plane] ^= carry
      carry = overflow
      plane += 1
    }
  }

  func count(ofBit bit: Int) -> Int {
    planes.indices.reduce(0) { $0 | Int(planes[$1] >> UInt64(bit) & 1) << $1 }
  }
}
