import Foundation

/// Who has probably met, though no picture shows them together: pairs without an edge, by what they
/// have in common.
///
/// ```swift
/// let guesses = try LinkPrediction(.adamicAdar).strongest(20, in: people.graph)
/// ```
///
/// Weights, directions and self-loops are ignored.
///
/// Liben-Nowell and Kleinberg, "The link-prediction problem for social networks", JASIST 58, 2007.
public struct LinkPrediction: Sendable {
  /// What makes a pair likely. Below, Γ are neighbors and d their number.
  public enum Score: String, Sendable, Hashable, CaseIterable {
    /// The number of common neighbors.
    case commonNeighbors
    /// Common neighbors by all neighbors, |Γ ∩ Γ′| / |Γ ∪ Γ′|.
    case jaccard
    /// Σ 1 / log d over common neighbors: a common friend with few friends says more.
    /// Adamic and Adar, "Friends and neighbors on the Web", Social Networks 25, 2003.
    case adamicAdar
    /// Σ 1 / d over common neighbors.
    /// Zhou, Lü and Zhang, "Predicting missing links via local information", European Physical
    /// Journal B 71, 2009.
    case resourceAllocation
    /// d · d′.
    case preferentialAttachment
  }

  /// A pair of nodes and how likely it seems, compared with others.
  public struct Pair: Sendable, Hashable {
    /// The smaller node.
    public let first: Int
    /// The larger node.
    public let second: Int
    /// The score, on a scale of its own for every kind.
    public let score: Double
  }

  /// What makes a pair likely.
  public let score: Score

  /// Predicts by `score`.
  public init(_ score: Score = .adamicAdar) { self.score = score }

  /// The score of two nodes, linked or not. O(sum of both degrees).
  ///
  /// - Throws: `GraphError.unknownNode` for a node that the graph does not have.
  public func value(of first: Int, _ second: Int, in graph: Graph) throws(GraphError) -> Double {
    let graph = graph.undirected()
    let common = try graph.commonNeighbors(of: first, and: second)
    return value(of: first, second, common: common, in: graph)
  }

  /// The pairs without an edge that score highest, best first, then by number. Only pairs with a
  /// common neighbor are looked at. O(Σ degree² · log `limit`).
  public func strongest(_ limit: Int, in graph: Graph) -> [Pair] {
    strongest(limit, in: graph, from: graph.nodes) { $1 > $0 }
  }

  /// The nodes without an edge to `node` that score highest with it, best first.
  /// O(sum of the neighbors' degrees).
  ///
  /// - Throws: `GraphError.unknownNode` if the graph does not have the node.
  public func strongest(_ limit: Int, with node: Int, in graph: Graph) throws(GraphError) -> [Pair]
  {
    guard graph.nodes.contains(node) else {
      throw .unknownNode(node, nodeCount: graph.nodeCount)
    }
    return strongest(limit, in: graph, from: node..<node + 1) { $1 != $0 }
  }

  private func strongest(
    _ limit: Int, in graph: Graph, from sources: Range<Int>, where isWanted: (Int, Int) -> Bool
  ) -> [Pair] {
    guard limit > 0 else { return [] }
    let graph = graph.undirected()
    func isBetter(_ a: Pair, _ b: Pair) -> Bool {
      (-a.score, a.first, a.second) < (-b.score, b.first, b.second)
    }
    var best: [Pair] = []
    for source in sources {
      var common: [Int: [Int]] = [:]
      for middle in graph.neighbors(of: source) where Int(middle) != source {
        for other in graph.neighbors(of: Int(middle))
        where other != middle && Int(other) != source && isWanted(source, Int(other)) {
          common[Int(other), default: []].append(Int(middle))
        }
      }
      for (other, middles) in common where graph.arc(from: source, to: other) == nil {
        best.append(
          Pair(
            first: min(source, other), second: max(source, other),
            score: value(of: source, other, common: middles, in: graph)))
      }
      if best.count > 1024, best.count / 2 > limit {
        best.sort(by: isBetter)
        best.removeSubrange(limit...)
      }
    }
    best.sort(by: isBetter)
    return Array(best.prefix(limit))
  }

  private func value(of u: Int, _ v: Int, common: [Int], in graph: Graph) -> Double {
    func degree(_ node: Int) -> Double {
      Double(graph.arcs(of: node).count - (graph.arc(from: node, to: node) == nil ? 0 : 1))
    }
    switch score {
    case .commonNeighbors: return Double(common.count)
    case .jaccard:
      let all = degree(u) + degree(v) - Double(common.count)
      return all == 0 ? 0 : Double(common.count) / all
    case .adamicAdar: return common.reduce(0) { $0 + 1 / log(degree($1)) }
    case .resourceAllocation: return common.reduce(0) { $0 + 1 / degree($1) }
    case .preferentialAttachment: return degree(u) * degree(v)
    }
  }
}
