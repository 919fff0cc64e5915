import ParallelLoops

/// How many triangles each node is part of.
///
/// Weights, directions and self-loops are ignored.
///
/// Complexity: O(edges^1.5): every triangle is found once, from its node of smallest degree.
/// Schank and Wagner, "Finding, counting and listing all triangles in large graphs", WEA 2005.
public struct Triangles: Sendable {
  /// The number of triangles at each node.
  public let counts: [Int]
  /// The number of pairs of different neighbors at each node: of places where a triangle could be.
  public let pairCounts: [Int]

  /// Counts the triangles of `graph`.
  public init(of graph: Graph, jobs: Int = allCores) {
    let graph = graph.undirected()
    let n = graph.nodeCount
    let neighborCount = graph.nodes.map { node in
      graph.arcs(of: node).count - (graph.arc(from: node, to: node) == nil ? 0 : 1)
    }
    pairCounts = neighborCount.map { $0 * ($0 - 1) / 2 }

    // Keep of each edge only the arc from the end of smaller degree: no node keeps more than
    // √(2 · edges) of them.
    var offsets = [0]
    var targets: [Int32] = []
    targets.reserveCapacity(graph.edgeCount)
    for node in graph.nodes {
      for neighbor in graph.neighbors(of: node)
      where (neighborCount[node], node) < (neighborCount[Int(neighbor)], Int(neighbor)) {
        targets.append(neighbor)
      }
      offsets.append(targets.count)
    }

    let chunk = max(1024, (n + 31) / 32)
    let parts = parallelMap(count: (n + chunk - 1) / chunk, jobs: jobs) { [offsets, targets] c in
      var counts = [Int](repeating: 0, count: n)
      var mark = [Int32](repeating: -1, count: n)
      for u in c * chunk..<min(n, (c + 1) * chunk) {
        for v in targets[offsets[u]..<offsets[u + 1]] { mark[Int(v)] = Int32(u) }
        for v in targets[offsets[u]..<offsets[u + 1]] {
          for w in targets[offsets[Int(v)]..<offsets[Int(v) + 1]] where mark[Int(w)] == u {
            counts[u] += 1
            counts[Int(v)] += 1
            counts[Int(w)] += 1
          }
        }
      }
      return counts
    }
    counts = graph.nodes.map { node in parts.reduce(0) { $0 + $1[node] } }
  }

  /// The part of all pairs of neighbors that are linked: three times the number of triangles by
  /// the number of paths of two edges; 0 if there is no such path. Also called global clustering.
  public var transitivity: Double {
    let pairs = pairCounts.reduce(0, +)
    return pairs == 0 ? 0 : Double(counts.reduce(0, +)) / Double(pairs)
  }
}
