import GraphAnalysis
import ParallelLoops
import Testing

@Suite("What holds for every graph")
struct PropertyTests {
  static let measures: [any Centrality] = [
    Degree(), Strength(), Closeness(), Closeness(lengths: .inverseWeight), HarmonicCentrality(),
    Eccentricity(), Betweenness(), Betweenness(lengths: .inverseWeight), PageRank(tolerance: 1e-13),
    KatzCentrality(), CoreNumber(), LocalClustering(), Constraint(usesWeights: true),
    EffectiveSize(),
  ]

  @Test(arguments: 1...8)
  func numbersOfNodesDoNotMatter(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for isDirected in [false, true] {
      let graph =
        isDirected
        ? randomGraph(nodes: 60, edges: 150, isDirected: true, seed: seed)
        : randomCrowd(nodes: 120, groups: 70, seed: seed)
      let names = Array(graph.nodes).shuffled(using: &random)
      let renamed = graph.relabeled(names)
      for measure in Self.measures {
        let before = try measure.scores(of: graph)
        let after = try measure.scores(of: renamed)
        #expect(agree(names.map { after[$0] }, before.map { $0.isNaN ? nil : $0 }))
      }
    }
  }

  @Test(arguments: 1...4)
  func threadsDoNotMatter(seed: UInt64) throws {
    let graph = randomCrowd(nodes: 700, groups: 600, seed: seed)
    func equal(_ make: (Int) throws -> [Double]) rethrows {
      let one = try make(1)
      #expect(try make(2) == one)
      #expect(try make(5) == one)
    }
    try equal { try Betweenness(jobs: $0).scores(of: graph) }
    try equal { try Betweenness(lengths: .inverseWeight, jobs: $0).scores(of: graph) }
    try equal { try EdgeBetweenness(jobs: $0).scores(of: graph) }
    try equal { try SampledBetweenness(error: 0.05, jobs: $0).scores(of: graph) }
    try equal { try Closeness(jobs: $0).scores(of: graph) }
    try equal { try PageRank(jobs: $0).scores(of: graph) }
    try equal { try EigenvectorCentrality(tolerance: 1e-9, jobs: $0).scores(of: graph) }
    equal { LocalClustering(jobs: $0).scores(of: graph) }
    let memberships = randomMemberships(nodes: 300, groups: 300, seed: seed)
    try equal {
      try StochasticDegreeSequenceModel(jobs: $0).pValues(of: Projection(of: memberships))
    }
  }

  @Test(arguments: 1...20)
  func betweennessEqualsItsDefinition(seed: UInt64) throws {
    for graph in [
      randomCrowd(nodes: 40, groups: 22, seed: seed),
      randomGraph(nodes: 30, edges: 40, isDirected: false, seed: seed),
      randomGraph(nodes: 30, edges: 60, isDirected: true, seed: seed),
      equals(seed: seed),
    ] {
      let (nodes, edges) = betweennessByDefinition(graph)
      #expect(agree(try Betweenness(isNormalized: false).scores(of: graph), nodes))
      #expect(agree(try EdgeBetweenness(isNormalized: false).scores(of: graph), edges))
    }
  }

  @Test(arguments: 1...10)
  func sums(seed: UInt64) throws {
    let graph = randomCrowd(nodes: 90, groups: 60, seed: seed)
    let n = Double(graph.nodeCount)
    #expect(abs(try PageRank().scores(of: graph).reduce(0, +) - 1) < 1e-9)
    let weight = graph.edges.reduce(0) { $0 + $1.weight }
    #expect(Strength().scores(of: graph).reduce(0, +) == 2 * weight)

    // A path of d edges passes d − 1 nodes.
    var distances = 0.0
    var pairs = 0.0
    for source in graph.nodes {
      let tree = try ShortestPathTree(of: graph, from: source)
      for node in tree.order { distances += tree.distances[Int(node)] }
      pairs += Double(tree.order.count - 1)
    }
    let nodes = try Betweenness(isNormalized: false).scores(of: graph).reduce(0, +)
    #expect(abs(2 * nodes - (distances - pairs)) < 1e-6)
    let edges = try EdgeBetweenness().scores(of: graph).reduce(0, +)
    #expect(abs(edges * n * (n - 1) - distances) < 1e-6)

    // All in one community has modularity 0; nobody is in more cores than they have neighbors.
    let one = Partition(labels: graph.nodes.map { _ in 0 })
    #expect(abs(try Modularity().value(of: one, in: graph)) < 1e-12)
    for (core, degree) in zip(CoreNumber().scores(of: graph), Degree().scores(of: graph)) {
      #expect(core <= degree)
    }
  }

  /// Two cycles of nearly equal weight: the heavier one has all the eigenvector's weight, and
  /// finding out does not take for ever.
  @Test func nearlyEqualComponents() throws {
    var edges = (0..<5).map { ($0, ($0 + 1) % 5, 1.0) }
    edges += (0..<5).map { (5 + $0, 5 + ($0 + 1) % 5, 1.000_01) }
    let scores = try EigenvectorCentrality().scores(of: Graph(nodeCount: 11, edges: edges))
    let each = 1 / 5.0.squareRoot()
    #expect(agree(scores, [0, 0, 0, 0, 0, each, each, each, each, each, 0]))
  }

  /// With .99 confidence, twenty samples should all be within the error.
  @Test(arguments: 1...20)
  func sampledBetweennessKeepsItsPromise(seed: UInt64) throws {
    let graph = randomCrowd(nodes: 150, groups: 130, seed: 3)
    let exact = try Betweenness().scores(of: graph)
    let sampled = try SampledBetweenness(error: 0.03, seed: seed).scores(of: graph)
    #expect(agree(sampled, exact, tolerance: 0.03))
  }

  /// Nodes with the same neighbors, adjacent and not, around a path and two triangles.
  private func equals(seed: UInt64) -> Graph {
    var random = SplitMix64(seed: seed)
    let kinds = (0..<9).map { _ in
      (size: Int.random(in: 1...4, using: &random), isClique: Bool.random(using: &random))
    }
    let links = (0..<11).map { _ in
      (Int.random(in: 0..<9, using: &random), Int.random(in: 0..<9, using: &random))
    }
    var starts = [0]
    for kind in kinds { starts.append(starts.last! + kind.size) }
    var edges: [(Int, Int, Double)] = []
    for (i, kind) in kinds.enumerated() where kind.isClique {
      for u in starts[i]..<starts[i + 1] {
        for v in u + 1..<starts[i + 1] { edges.append((u, v, 1)) }
      }
    }
    for (a, b) in links where a != b {
      for u in starts[a]..<starts[a + 1] {
        for v in starts[b]..<starts[b + 1] { edges.append((u, v, 1)) }
      }
    }
    return try! Graph(nodeCount: starts.last!, edges: edges)
  }

  /// Betweenness from the distances and numbers of shortest paths of all pairs.
  private func betweennessByDefinition(_ graph: Graph) -> (nodes: [Double], edges: [Double]) {
    let n = graph.nodeCount
    var distance = [[Double]](
      repeating: [Double](repeating: .infinity, count: n), count: n)
    var paths = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    for source in 0..<n {
      let tree = try! ShortestPathTree(of: graph, from: source)
      distance[source] = tree.distances
      paths[source][source] = 1
      for node in tree.order {
        for next in graph.neighbors(of: Int(node))
        where tree.distances[Int(next)] == tree.distances[Int(node)] + 1 {
          paths[source][Int(next)] += paths[source][Int(node)]
        }
      }
    }
    var nodes = [Double](repeating: 0, count: n)
    var edges = [Double](repeating: 0, count: graph.edgeCount)
    for s in 0..<n {
      for t in 0..<n where s != t && distance[s][t] < .infinity {
        for v in 0..<n where v != s && v != t && distance[s][v] + distance[v][t] == distance[s][t] {
          nodes[v] += paths[s][v] * paths[v][t] / paths[s][t]
        }
        for u in 0..<n {
          for arc in graph.arcs(of: u) {
            let v = Int(graph.targets[arc])
            guard distance[s][u] + 1 + distance[v][t] == distance[s][t] else { continue }
            edges[Int(graph.edgeIDs[arc])] += paths[s][u] * paths[v][t] / paths[s][t]
          }
        }
      }
    }
    let scale = graph.isDirected ? 1 : 0.5
    return (nodes.map { $0 * scale }, edges.map { $0 * scale })
  }
}
