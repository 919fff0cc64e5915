import GraphAnalysis
import ParallelLoops

/// Random graphs for tests of properties that hold for every graph: a union of small cliques with
/// weights, some nodes left alone.
func randomCrowd(nodes: Int, groups: Int, seed: UInt64) -> Graph {
  Projection(of: randomMemberships(nodes: nodes, groups: groups, seed: seed), weights: .count).graph
}

func randomMemberships(nodes: Int, groups: Int, seed: UInt64) -> BipartiteGraph {
  var random = SplitMix64(seed: seed)
  var memberships: [(Int, Int)] = []
  for group in 0..<groups {
    let home = Int.random(in: 0..<nodes, using: &random)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let step = Int.random(in: 0..<12, using: &random)
      memberships.append(((home + step * step) % nodes, group))
    }
  }
  return try! BipartiteGraph(memberCount: nodes, groupCount: groups, memberships: memberships)
}

/// Random edges in both kinds of graph, with weights 1 to 4.
func randomGraph(nodes: Int, edges: Int, isDirected: Bool, seed: UInt64) -> Graph {
  var random = SplitMix64(seed: seed)
  var builder = try! GraphBuilder(nodeCount: nodes, isDirected: isDirected, merging: .maximum)
  for _ in 0..<edges {
    try! builder.addEdge(
      Int.random(in: 0..<nodes, using: &random), Int.random(in: 0..<nodes, using: &random),
      weight: Double(Int.random(in: 1...4, using: &random)))
  }
  return builder.build()
}

extension Graph {
  /// The same graph with node `v` called `names[v]`.
  func relabeled(_ names: [Int]) -> Graph {
    try! Graph(
      nodeCount: nodeCount, isDirected: isDirected,
      edges: edges.map { (names[$0.source], names[$0.target], $0.weight) })
  }
}
