import Foundation
import ParallelLoops

/// How surprising it is that two members share so many groups, if everyone were as active and
/// every group as large as they are, on average, and nothing else mattered.
///
/// Memberships are independent, of the probabilities that maximize entropy (the bipartite
/// configuration model, `BipartiteConfigurationModel`); the number of shared groups then follows a
/// Poisson binomial distribution, whose tail is computed exactly, not approximated.
///
/// Complexity: O(c · k²) for each different pair of degrees of members who share groups, with c
/// different group sizes and k shared groups.
/// Neal, Domagalski and Sagan, "Comparing alternatives to the fixed degree sequence model for
/// extracting the backbone of bipartite projections", Scientific Reports 11, 2021.
public struct StochasticDegreeSequenceModel: EdgeSignificance {
  /// The number of threads.
  public let jobs: Int

  /// Tests pairs of members.
  public init(jobs: Int = allCores) { self.jobs = jobs }

  /// For every edge, the probability of at least as many shared groups.
  ///
  /// - Throws: `GraphError.noConvergence` if the probabilities cannot be found.
  public func pValues(of projection: Projection) throws(GraphError) -> [Double] {
    let bipartite = projection.bipartite
    let model = try BipartiteConfigurationModel(of: bipartite)

    // Pairs of equal degrees have the same distribution.
    struct Case: Hashable {
      let low, high, shared: Int
    }
    var number: [Case: Int] = [:]
    var cases: [Case] = []
    let caseOfEdge = projection.graph.edges.map { edge in
      let a = bipartite.groups(of: edge.source).count
      let b = bipartite.groups(of: edge.target).count
      let key = Case(
        low: min(a, b), high: max(a, b), shared: projection.evidenceCount(ofEdge: edge.id))
      if let known = number[key] { return known }
      number[key] = cases.count
      cases.append(key)
      return cases.count - 1
    }
    let tails = parallelMap(count: cases.count, jobs: jobs) { [cases] i in
      let both = model.groupSizes.map { size in
        (
          trials: size.count,
          probability: model.probability(ofDegree: cases[i].low, groupSize: size.size)
            * model.probability(ofDegree: cases[i].high, groupSize: size.size)
        )
      }
      return Self.upperTail(atLeast: cases[i].shared, of: both)
    }
    return caseOfEdge.map { tails[$0] }
  }

  /// The probability of at least `k` successes among independent trials.
  static func upperTail(
    atLeast k: Int, of trials: [(trials: Int, probability: Double)]
  ) -> Double {
    guard k > 0 else { return 1 }
    let mean = trials.reduce(0) { $0 + Double($1.trials) * $1.probability }
    if Double(k) <= mean {
      return max(0, 1 - distribution(of: trials, upTo: k - 1).reduce(0, +))
    }
    // Beyond the mean the probabilities fall faster and faster: stop where they no longer count.
    let all = trials.reduce(0) { $0 + $1.trials }
    var last = min(all, k + 16)
    while true {
      let tail = distribution(of: trials, upTo: last)[k...]
      let sum = tail.reduce(0, +)
      if last == all || tail.last! <= sum * 1e-17 { return min(1, sum) }
      last = min(all, 2 * last)
    }
  }

  /// The probabilities of 0, 1, … `last` successes: a convolution of one binomial distribution
  /// after another.
  private static func distribution(
    of trials: [(trials: Int, probability: Double)], upTo last: Int
  ) -> [Double] {
    var result = [Double](repeating: 0, count: last + 1)
    result[0] = 1
    for (n, p) in trials where n > 0 && p > 0 {
      let binomial = (0...min(last, n)).map { exp(logBinomial($0, of: n, probability: p)) }
      for k in result.indices.reversed() {
        var sum = 0.0
        for j in 0..<min(k + 1, binomial.count) { sum += binomial[j] * result[k - j] }
        result[k] = sum
      }
    }
    return result
  }
}
