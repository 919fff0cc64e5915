import ParallelLoops

/// How often an edge lies on shortest paths: ties that hold groups together have high values.
///
/// Normalized, it is divided by the number of pairs of nodes, n (n − 1) / 2 (twice as many in a
/// directed graph), as in networkx. The result does not depend on the number of threads.
///
/// Complexity: O(nodes · edges) for `.hops`, else O(nodes · (edges + nodes) · log nodes); memory
/// for 16 values per edge.
/// Brandes, "On variants of shortest-path betweenness centrality", Social Networks 30, 2008.
public struct EdgeBetweenness: Sendable {
  /// How long edges are.
  public let lengths: EdgeLength
  /// Whether to divide by the number of pairs.
  public let isNormalized: Bool
  /// The number of threads.
  public let jobs: Int

  /// Measures edge betweenness with edges of the given lengths.
  public init(lengths: EdgeLength = .hops, isNormalized: Bool = true, jobs: Int = allCores) {
    self.lengths = lengths
    self.isNormalized = isNormalized
    self.jobs = jobs
  }

  /// The betweenness of every edge, indexed by its number.
  ///
  /// - Throws: `GraphError` if a length is not positive.
  public func scores(of graph: Graph) throws(GraphError) -> [Double] {
    try scoresWithNodes(of: graph).edges
  }

  /// The betweenness of every node, as `Betweenness` measures it, and of every edge, from one pass.
  ///
  /// - Throws: `GraphError` if a length is not positive.
  public func scoresWithNodes(
    of graph: Graph
  ) throws(GraphError) -> (nodes: [Double], edges: [Double]) {
    let arcLengths =
      lengths == .hops
      ? nil : try lengths.lengths(of: graph, for: "Edge betweenness", mustBePositive: true)
    let n = graph.nodeCount
    let chunk = max(1, (n + 15) / 16)
    let parts = parallelMap(count: (n + chunk - 1) / chunk, jobs: jobs) { c in
      var scores = [Double](repeating: 0, count: graph.edgeCount)
      var nodeScores = [Double](repeating: 0, count: n)
      var share = [Double](repeating: 0, count: n)
      var counts = ShortestPathCounts(
        offsets: graph.offsets, targets: graph.targets, lengths: arcLengths)
      for source in c * chunk..<min(n, (c + 1) * chunk) {
        counts.search(from: source)
        for position in counts.order.indices.reversed() {
          let node = Int(counts.order[position])
          var dependency = 0.0
          for arc in counts.shortestArcs(fromPosition: position).lazy.map({ Int($0) }) {
            let part = counts.paths(to: node) * share[Int(graph.targets[arc])]
            scores[Int(graph.edgeIDs[arc])] += part
            dependency += part
          }
          share[node] = (1 + dependency) / counts.paths(to: node)
          if node != source { nodeScores[node] += dependency }
        }
      }
      return (nodes: nodeScores, edges: scores)
    }
    let edgeScale = betweennessScale(
      graph, isNormalized: isNormalized, pairs: Double(n) * Double(n - 1))
    let nodeScale = betweennessScale(
      graph, isNormalized: isNormalized, pairs: Double(n - 1) * Double(n - 2))
    return (
      (0..<n).map { node in parts.reduce(0) { $0 + $1.nodes[node] } * nodeScale },
      (0..<graph.edgeCount).map { edge in parts.reduce(0) { $0 + $1.edges[edge] } * edgeScale }
    )
  }
}
