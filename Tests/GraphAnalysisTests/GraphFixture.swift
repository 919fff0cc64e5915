import Foundation
import GraphAnalysis
import Testing

/// A graph with the values that networkx, igraph and scipy compute for it; see
/// `Fixtures/make_fixtures.py`.
struct GraphFixture: Decodable, CustomTestStringConvertible {
  static let names = [
    "karate", "lesMiserables", "florentine", "crowd", "sparse", "dense", "grid", "looped",
    "directed",
  ]
  static let all = names.map { GraphFixture(named: $0) }
  static let undirected = all.filter { !$0.isDirected }

  let nodeCount: Int
  let isDirected: Bool
  private let edges: [[Double]]
  let expected: Expected
  var name = ""

  var testDescription: String { name }

  var graph: Graph {
    try! Graph(
      nodeCount: nodeCount, isDirected: isDirected,
      edges: edges.map { (Int($0[0]), Int($0[1]), $0[2]) })
  }

  private enum CodingKeys: CodingKey { case nodeCount, isDirected, edges, expected }

  init(named name: String) {
    self = try! JSONDecoder().decode(Self.self, from: fixtureData(name))
    self.name = name
  }

  /// Where a value is not a number, the fixture has null.
  struct Expected: Decodable {
    let degree, strength, closeness, closenessInverse, harmonic: [Double?]
    let betweenness, betweennessRaw, betweennessInverse: [Double?]
    let edgeBetweenness, edgeBetweennessInverse: [Double?]
    let pageRank, coreNumber, clustering, transitivity, eccentricity, katz: [Double?]
    let hubs, authorities: [Double?]
    let components: [[Int]]
    let articulation: [Int]
    let eigenvector, constraint, constraintWeighted: [Double?]?
    let effectiveSize, effectiveSizeWeighted: [Double?]?
    let bridges: [[Int]]?
    let modularityOfThirds, bestModularity: [Double]?
    let linkPairs: [[Int]]?
    let jaccard, adamicAdar, resourceAllocation, preferentialAttachment: [Double?]?
  }
}

/// A bipartite graph with its projections and their significance.
struct BipartiteFixture: Decodable, CustomTestStringConvertible {
  static let all = ["davis", "heavyTail"].map { BipartiteFixture(named: $0) }

  let memberCount, groupCount: Int
  private let memberships: [[Int]]
  let pairs: [Pair]
  let disparity, benjaminiHochberg, holm: [Double?]
  var name = ""

  var testDescription: String { name }

  struct Pair: Decodable {
    let pair, evidence: [Int]
    let count, ratio, newman, jaccard, overlap, cosine, hypergeometric, sdsm: Double
  }

  var bipartite: BipartiteGraph {
    try! BipartiteGraph(
      memberCount: memberCount, groupCount: groupCount,
      memberships: memberships.map { ($0[0], $0[1]) })
  }

  private enum CodingKeys: CodingKey {
    case memberCount, groupCount, memberships, pairs, disparity, benjaminiHochberg, holm
  }

  init(named name: String) {
    self = try! JSONDecoder().decode(Self.self, from: fixtureData(name))
    self.name = name
  }
}

private func fixtureData(_ name: String) throws -> Data {
  let url = Bundle.module.url(
    forResource: name, withExtension: "json", subdirectory: "Fixtures")!
  return try Data(contentsOf: url)
}

/// Whether all values agree to 1e-9 of the larger of 1 and the value.
func agree(_ values: [Double], _ expected: [Double?], tolerance: Double = 1e-9) -> Bool {
  values.count == expected.count
    && zip(values, expected).allSatisfy { value, expected in
      guard let expected else { return value.isNaN }
      return abs(value - expected) <= tolerance * max(1, abs(expected))
    }
}
