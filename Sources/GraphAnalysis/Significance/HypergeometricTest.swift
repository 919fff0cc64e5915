import Foundation
import ParallelLoops

/// How surprising it is that two members share so many groups, if the groups of each were drawn at
/// random from all groups: the upper tail of the hypergeometric distribution, Fisher's exact test.
///
/// All groups are held equally likely; where some are far larger than others, prefer
/// `StochasticDegreeSequenceModel`.
///
/// Complexity: O(edges · min(groups of the two)).
/// Neal, "The backbone of bipartite projections", Social Networks 39, 2014.
public struct HypergeometricTest: EdgeSignificance {
  /// The number of threads.
  public let jobs: Int

  /// Tests pairs of members.
  public init(jobs: Int = allCores) { self.jobs = jobs }

  /// For every edge, the probability of at least as many shared groups.
  public func pValues(of projection: Projection) -> [Double] {
    let bipartite = projection.bipartite
    let edges = Array(projection.graph.edges)
    return parallelMap(count: edges.count, chunk: 256, jobs: jobs) { e in
      Self.pValue(
        shared: projection.evidenceCount(ofEdge: e),
        groupsOfFirst: bipartite.groups(of: edges[e].source).count,
        groupsOfSecond: bipartite.groups(of: edges[e].target).count,
        groupCount: bipartite.groupCount)
    }
  }

  /// The probability that two members of `groupsOfFirst` and `groupsOfSecond` out of `groupCount`
  /// groups share at least `shared`; 1 if so many cannot be avoided, 0 if they are impossible.
  public static func pValue(
    shared: Int, groupsOfFirst a: Int, groupsOfSecond b: Int, groupCount n: Int
  ) -> Double {
    guard shared > max(0, a + b - n) else { return 1 }
    guard shared <= min(a, b), max(a, b) <= n else { return 0 }
    // P(k) is a ratio of three binomial probabilities, whatever their common p.
    let p = Double(b) / Double(n)
    func probability(_ k: Int) -> Double {
      exp(
        logBinomial(k, of: a, probability: p) + logBinomial(b - k, of: n - a, probability: p)
          - logBinomial(b, of: n, probability: p))
    }
    func ratio(_ k: Int) -> Double {
      Double(a - k) * Double(b - k) / (Double(k + 1) * Double(n - a - b + k + 1))
    }
    // Add up the tail that falls off; the other one, taken from 1, would lose digits.
    if Double(shared) * Double(n) >= Double(a) * Double(b) {
      var term = probability(shared)
      var sum = 0.0
      for k in shared...min(a, b) {
        sum += term
        term *= ratio(k)
        if term < sum * 1e-17 { break }
      }
      return min(1, sum)
    }
    var term = probability(shared - 1)
    var sum = 0.0
    for k in stride(from: shared - 1, through: max(0, a + b - n), by: -1) {
      sum += term
      if k > 0 { term /= ratio(k - 1) }
      if term < sum * 1e-17 { break }
    }
    return max(0, 1 - sum)
  }
}
