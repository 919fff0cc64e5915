import Deterministic

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
    let batches = (graph.nodeCount + 63) / 64
    return parallelMap(count: batches, jobs: jobs) { batch in
      breadthFirst(graph, sources: batch * 64..<min(graph.nodeCount, batch * 64 + 64))
    }.flatMap { $0 }
  }

  /// Breadth-first searches from up to 64 nodes at once, one bit each: whatever many of them reach
  /// in the same step is visited once.
  ///
  /// Then et al., "The More the Merrier: Efficient Multi-Source Graph Traversal", VLDB 2014.
  private static func breadthFirst(_ graph: Graph, sources: Range<Int>) -> [DistanceSummary] {
    var seen = [UInt64](repeating: 0, count: graph.nodeCount)
    var reachedNow = seen
    var reachedNext = seen
    var frontier: [Int32] = []
    for source in sources {
      seen[source] = 1 << UInt64(source - sources.lowerBound)
      reachedNow[source] = seen[source]
      frontier.append(Int32(source))
    }
    var summaries = [DistanceSummary](repeating: DistanceSummary(), count: sources.count)
    var distance = 0
    var next: [Int32] = []
    graph.withArcs { arcs in
      while !frontier.isEmpty {
        distance += 1
        next.removeAll(keepingCapacity: true)
        for node in frontier {
          let bits = reachedNow[Int(node)]
          reachedNow[Int(node)] = 0
          for arc in arcs.arcs(of: Int(node)) {
            let target = Int(arcs.targets[arc])
            let new = bits & ~seen[target]
            guard new != 0 else { continue }
            if reachedNext[target] == 0 { next.append(Int32(target)) }
            reachedNext[target] |= new
          }
        }
        var counter = BitwiseCounter()
        for node in next {
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
        swap(&reachedNow, &reachedNext)
        swap(&frontier, &next)
      }
    }
    return summaries
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
