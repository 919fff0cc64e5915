import ParallelLoops

/// The graph of who was together with whom: members of a bipartite graph, linked if they share a
/// group. Every edge keeps its evidence, the groups that both are in.
///
/// ```swift
/// let seen = try BipartiteGraph(
///   memberCount: 3, groupCount: 2, memberships: [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1)])
/// let people = Projection(of: seen, weights: .newman)
/// let edge = people.graph.edge(from: 0, to: 1)!
/// people.evidence(ofEdge: edge)  // [0, 1]
/// ```
///
/// Memory: 40 bytes per edge, and 4 per edge and shared group.
public struct Projection: Sendable, Hashable {
  /// What was projected.
  public let bipartite: BipartiteGraph
  /// The members, with an edge between any two who share a group.
  public let graph: Graph
  /// What the weights of `graph` mean.
  public let weights: WeightScheme
  /// Where the evidence of each edge begins in `evidence`.
  public let evidenceOffsets: [Int]
  /// The shared groups of each edge, ascending.
  public let evidence: [Int32]

  /// Projects `bipartite` on its members.
  ///
  /// - Complexity: O(Σ s² + E log n) for groups of s members and E edges among n members.
  public init(
    of bipartite: BipartiteGraph, weights scheme: WeightScheme = .count, jobs: Int = allCores
  ) {
    let chunk = 256
    let chunks = (bipartite.memberCount + chunk - 1) / chunk
    let parts = parallelMap(count: chunks, jobs: jobs) { c in
      let members = c * chunk..<min(bipartite.memberCount, (c + 1) * chunk)
      return Rows(of: members, in: bipartite, weights: scheme)
    }
    var sources: [Int32] = []
    var targets: [Int32] = []
    var weights: [Double] = []
    var evidence: [Int32] = []
    var offsets = [0]
    let edgeCount = parts.reduce(0) { $0 + $1.targets.count }
    sources.reserveCapacity(edgeCount)
    targets.reserveCapacity(edgeCount)
    weights.reserveCapacity(edgeCount)
    offsets.reserveCapacity(edgeCount + 1)
    evidence.reserveCapacity(parts.reduce(0) { $0 + $1.evidence.count })
    for part in parts {
      sources += part.sources
      targets += part.targets
      weights += part.weights
      offsets += part.evidenceEnds.lazy.map { [base = evidence.count] in base + $0 }
      evidence += part.evidence
    }
    self.bipartite = bipartite
    self.weights = scheme
    self.evidence = evidence
    evidenceOffsets = offsets
    graph = Graph(
      nodeCount: bipartite.memberCount, isDirected: false, sortedSources: sources,
      targets: targets, weights: weights)
  }

  private init(
    bipartite: BipartiteGraph, graph: Graph, weights: WeightScheme, evidenceOffsets: [Int],
    evidence: [Int32]
  ) {
    self.bipartite = bipartite
    self.graph = graph
    self.weights = weights
    self.evidenceOffsets = evidenceOffsets
    self.evidence = evidence
  }

  /// The groups that both ends of an edge are in, ascending. O(1).
  public func evidence(ofEdge edge: Int) -> ArraySlice<Int32> {
    evidence[evidenceOffsets[edge]..<evidenceOffsets[edge + 1]]
  }

  /// The number of groups that both ends of an edge are in. O(1).
  public func evidenceCount(ofEdge edge: Int) -> Int {
    evidenceOffsets[edge + 1] - evidenceOffsets[edge]
  }

  /// The same members with only the edges for which `isIncluded` holds: those above a weight, or
  /// a backbone. O(nodes + edges + evidence).
  public func filteringEdges(_ isIncluded: (Graph.Edge) throws -> Bool) rethrows -> Projection {
    var offsets = [0]
    var kept: [Int32] = []
    let filtered = try graph.filteringEdges { edge in
      guard try isIncluded(edge) else { return false }
      kept += evidence(ofEdge: edge.id)
      offsets.append(kept.count)
      return true
    }
    return Projection(
      bipartite: bipartite, graph: filtered, weights: weights, evidenceOffsets: offsets,
      evidence: kept)
  }
}

extension Projection {
  /// The same members, with only the shared groups for which `isIncluded` holds: edges without any
  /// are left out, and weights say what the remaining groups say. O(nodes + edges + evidence).
  public func filteringEvidence(_ isIncluded: (_ edge: Graph.Edge, _ group: Int) -> Bool)
    -> Projection
  {
    var sources: [Int32] = []
    var targets: [Int32] = []
    var newWeights: [Double] = []
    var offsets = [0]
    var kept: [Int32] = []
    for edge in graph.edges {
      let start = kept.count
      for group in evidence(ofEdge: edge.id) where isIncluded(edge, Int(group)) {
        kept.append(group)
      }
      guard kept.count > start else { continue }
      sources.append(Int32(edge.source))
      targets.append(Int32(edge.target))
      newWeights.append(
        weights.weight(
          shared: kept[start...], degreeA: bipartite.groups(of: edge.source).count,
          degreeB: bipartite.groups(of: edge.target).count, in: bipartite))
      offsets.append(kept.count)
    }
    return Projection(
      bipartite: bipartite,
      graph: Graph(
        nodeCount: bipartite.memberCount, isDirected: false, sortedSources: sources,
        targets: targets, weights: newWeights),
      weights: weights, evidenceOffsets: offsets, evidence: kept)
  }
}

/// The edges from some members to larger ones, sorted, with their evidence.
private struct Rows: Sendable {
  var sources: [Int32] = []
  var targets: [Int32] = []
  var weights: [Double] = []
  var evidenceEnds: [Int] = []
  var evidence: [Int32] = []

  init(of members: Range<Int>, in bipartite: BipartiteGraph, weights scheme: WeightScheme) {
    // For each possible neighbor: first the number of shared groups, then where the next one goes.
    var cursor = [Int](repeating: 0, count: bipartite.memberCount)
    var neighbors: [Int32] = []
    for member in members {
      neighbors.removeAll(keepingCapacity: true)
      for group in bipartite.groups(of: member) {
        for other in bipartite.members(of: Int(group)).reversed() {
          guard other > member else { break }
          if cursor[Int(other)] == 0 { neighbors.append(other) }
          cursor[Int(other)] += 1
        }
      }
      neighbors.sort()
      var start = evidence.count
      var end = start
      for other in neighbors {
        let shared = cursor[Int(other)]
        cursor[Int(other)] = end
        end += shared
        evidenceEnds.append(end)
      }
      evidence.append(contentsOf: repeatElement(0, count: end - start))
      for group in bipartite.groups(of: member) {
        for other in bipartite.members(of: Int(group)).reversed() {
          guard other > member else { break }
          evidence[cursor[Int(other)]] = group
          cursor[Int(other)] += 1
        }
      }
      let degree = bipartite.groups(of: member).count
      for other in neighbors {
        let end = cursor[Int(other)]
        sources.append(Int32(member))
        targets.append(other)
        weights.append(
          scheme.weight(
            shared: evidence[start..<end], degreeA: degree,
            degreeB: bipartite.groups(of: Int(other)).count, in: bipartite))
        cursor[Int(other)] = 0
        start = end
      }
    }
  }
}
