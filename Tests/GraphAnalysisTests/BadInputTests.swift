import GraphAnalysis
import Testing

@Suite("Bad input")
struct BadInputTests {
  @Test func builderRefuses() throws {
    var builder = try GraphBuilder(nodeCount: 2)
    #expect(throws: GraphError.unknownNode(2, nodeCount: 2)) { try builder.addEdge(0, 2) }
    #expect(throws: GraphError.unknownNode(-1, nodeCount: 2)) { try builder.addEdge(-1, 0) }
    for weight in [Double.infinity, -.infinity] {
      #expect(throws: GraphError.invalidWeight(weight, source: 0, target: 1)) {
        try builder.addEdge(0, 1, weight: weight)
      }
    }
    #expect(throws: GraphError.self) { try builder.addEdge(0, 1, weight: .nan) }
    #expect(builder.build().edgeCount == 0)
    #expect(throws: GraphError.invalidSize(of: "nodes", -1)) { try GraphBuilder(nodeCount: -1) }
    #expect(throws: GraphError.unknownNode(1, nodeCount: 1)) {
      try BipartiteGraph(memberCount: 1, groupCount: 1, memberships: [(0, 1)])
    }
    #expect(throws: GraphError.self) {
      try Graph(nodeCount: 2, edges: [(0, 1)]).reweighted([.nan])
    }
    #expect(throws: GraphError.self) { try Graph(nodeCount: 2, edges: [(0, 1)]).reweighted([]) }
  }

  static let measures: [any Centrality] =
    PropertyTests.measures + [
      EigenvectorCentrality(), HITS(), SampledBetweenness(), Betweenness(isNormalized: false),
      Degree(isNormalized: true), HarmonicCentrality(isNormalized: true),
    ]
  static let methods: [any CommunityDetection] = [
    Leiden(), Louvain(), LabelPropagation(), ConnectedComponents(),
  ]

  @Test(arguments: [false, true])
  func tinyGraphs(isDirected: Bool) throws {
    for (nodes, edges) in [
      (0, []), (1, []), (1, [(0, 0)]), (2, []), (2, [(0, 1)]), (3, [(0, 0), (1, 1)]),
      (3, [(0, 1), (1, 2)]),
    ] as [(Int, [(Int, Int)])] {
      let graph = try Graph(nodeCount: nodes, isDirected: isDirected, edges: edges)
      for measure in Self.measures where !(isDirected && measure is EigenvectorCentrality) {
        let scores = try measure.scores(of: graph)
        #expect(scores.count == nodes)
        let mayBeUndefined = measure is Constraint || measure is EffectiveSize
        #expect(mayBeUndefined || scores.allSatisfy(\.isFinite))
      }
      for method in Self.methods {
        let partition = try method.partition(of: graph)
        #expect(partition.labels.count == nodes)
        _ = try Modularity().value(of: partition, in: graph)
      }
      #expect(try EdgeBetweenness().scores(of: graph).count == edges.count)
      #expect(Triangles(of: graph).transitivity == 0)
      #expect(BiconnectedComponents(of: graph).components.allSatisfy { $0.count == 2 })
      #expect(LinkPrediction().strongest(3, in: graph).count <= 1)
    }
  }

  @Test func zeroWeights() throws {
    let graph = try Graph(nodeCount: 3, edges: [(0, 1, 0), (1, 2, 1)])
    // No strength is no connection; no length is one that paths cannot be counted on.
    #expect(try Closeness(lengths: .inverseWeight).scores(of: graph)[0] == 0)
    #expect(try Betweenness(lengths: .inverseWeight).scores(of: graph) == [0, 0, 0])
    #expect(throws: GraphError.self) { try Betweenness(lengths: .weight).scores(of: graph) }
    #expect(try ShortestPathTree(of: graph, from: 0, lengths: .weight).distances == [0, 0, 1])
    for method in Self.methods { _ = try method.partition(of: graph) }
    for measure in Self.measures { _ = try measure.scores(of: graph) }
  }

  @Test func negativeWeights() throws {
    let graph = try Graph(nodeCount: 3, edges: [(0, 1, -1), (1, 2, 1)])
    #expect(Strength().scores(of: graph) == [-1, 0, 1])
    #expect(try Betweenness().scores(of: graph) == [0, 1, 0])
    #expect(throws: GraphError.self) { try PageRank().scores(of: graph) }
    #expect(throws: GraphError.self) { try Leiden().partition(of: graph) }
    #expect(throws: GraphError.self) {
      try ShortestPathTree(of: graph, from: 0, lengths: .weight)
    }
    let error = #expect(throws: GraphError.self) {
      try Closeness(lengths: .weight).scores(of: graph)
    }
    #expect(
      error?.description
        == "Closeness needs weights of at least 0, but the edge from 0 to 1 has weight -1.0: "
        + "change or leave out this edge, or ignore weights.")
  }

  @Test func parametersOutOfRange() throws {
    let graph = try Graph(nodeCount: 3, edges: [(0, 1), (1, 2)])
    #expect(throws: GraphError.self) { try PageRank(damping: 1).scores(of: graph) }
    #expect(throws: GraphError.self) { try PageRank(damping: .nan).scores(of: graph) }
    #expect(throws: GraphError.self) { try KatzCentrality(attenuation: 1).scores(of: graph) }
    #expect(throws: GraphError.self) { try KatzCentrality(attenuation: .nan).scores(of: graph) }
    #expect(throws: GraphError.self) { try SampledBetweenness(error: 0).scores(of: graph) }
    #expect(throws: GraphError.self) { try SampledBetweenness(confidence: 1).scores(of: graph) }
    #expect(throws: GraphError.self) { try SampledBetweenness(error: 1e-200).scores(of: graph) }
    #expect(throws: GraphError.self) { try PageRank(maxIterations: -1).scores(of: graph) }
    #expect(try LabelPropagation(maxRounds: -1).partition(of: graph).count == 3)
    #expect(try EgoNetwork(of: graph, around: 0, radius: .max).distances == [0, 1, 2])
    #expect(LinkPrediction().strongest(.max, in: graph).map(\.first) == [0])
    #expect(LinkPrediction().strongest(-1, in: graph).isEmpty)
    #expect(throws: GraphError.self) { try Leiden(resolution: -1).partition(of: graph) }
    #expect(throws: GraphError.self) { try Leiden(iterations: 0).partition(of: graph) }
    #expect(throws: GraphError.self) { try Louvain(resolution: .nan).partition(of: graph) }
    #expect(throws: GraphError.self) { try ForceAtlas2(gravity: .nan).positions(of: graph) }
    #expect(throws: GraphError.self) { try EgoNetwork(of: graph, around: 0, radius: -1) }
    #expect(throws: GraphError.self) {
      try Modularity().value(of: Partition(labels: [0, 1]), in: graph)
    }
  }

  @Test func unknownNodes() throws {
    let graph = try Graph(nodeCount: 3, edges: [(0, 1), (1, 2)])
    for node in [-1, 3] {
      let error = GraphError.unknownNode(node, nodeCount: 3)
      #expect(throws: error) { try ShortestPathTree(of: graph, from: node) }
      #expect(throws: error) { try EgoNetwork(of: graph, around: node) }
      #expect(throws: error) { try Subgraph(of: graph, nodes: [0, node]) }
      #expect(throws: error) { try LinkPrediction().value(of: 0, node, in: graph) }
      #expect(throws: error) { try LinkPrediction().strongest(1, with: node, in: graph) }
    }
  }

  /// Searches that call themselves would overflow the stack here.
  @Test func longPath() throws {
    let n = 100_000
    let graph = try Graph(nodeCount: n, edges: (1..<n).map { ($0 - 1, $0) })
    let blocks = BiconnectedComponents(of: graph)
    #expect(blocks.bridges.count == n - 1)
    #expect(blocks.articulationPoints.count == n - 2)
    #expect(try Betweenness(isNormalized: false).scores(of: graph)[1] == Double(n - 2))
    #expect(try Leiden().partition(of: graph).labels.count == n)
  }

  @Test func emptyProjections() throws {
    let nobody = try BipartiteGraph(memberCount: 0, groupCount: 0, memberships: [(Int, Int)]())
    let lonely = try BipartiteGraph(memberCount: 3, groupCount: 3, memberships: [(0, 0), (1, 1)])
    for bipartite in [nobody, lonely] {
      let projection = Projection(of: bipartite, weights: .cosine)
      #expect(projection.graph.edgeCount == 0)
      for test: any EdgeSignificance in [
        HypergeometricTest(), StochasticDegreeSequenceModel(), DisparityFilter(),
      ] {
        #expect(try Backbone(test).extract(from: projection).graph.edgeCount == 0)
      }
    }
  }
}
