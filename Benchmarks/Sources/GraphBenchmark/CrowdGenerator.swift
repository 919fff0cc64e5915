import Foundation
import GraphAnalysis
import ParallelLoops

/// Persons in media as photo collections have them: communities of very different size, a few
/// persons in very many media and most in few, mostly small groups and some crowds.
struct CrowdGenerator {
  let persons: Int
  let media: Int
  let seed: UInt64

  /// Who is in what. Two persons per media on average.
  func memberships() throws -> BipartiteGraph {
    var random = SplitMix64(seed: seed)
    func pareto(_ exponent: Double) -> Double {
      pow(Double.random(in: 1e-9..<1, using: &random), -1 / exponent)
    }

    // Communities take consecutive persons; `activity` is summed up for drawing by bisection.
    var starts = [0]
    while starts.last! < persons {
      starts.append(min(persons, starts.last! + Int(min(400, 8 * pareto(1.1)))))
    }
    var activity = [0.0]
    for _ in 0..<persons { activity.append(activity.last! + min(300, pareto(1.3))) }
    func draw(_ range: Range<Int>) -> Int {
      let goal = Double.random(
        in: activity[range.lowerBound]..<activity[range.upperBound], using: &random)
      var (low, high) = (range.lowerBound, range.upperBound - 1)
      while low < high {
        let middle = (low + high) / 2
        if activity[middle + 1] > goal { high = middle } else { low = middle + 1 }
      }
      return low
    }

    var memberships: [(Int, Int)] = []
    for group in 0..<media {
      let home = draw(0..<persons)
      let community = starts.partitioningIndex { $0 > home }
      let range = starts[community - 1]..<starts[community]
      memberships.append((home, group))
      for _ in 1..<max(2, Int(min(40, pareto(1.6))))
      where Double.random(in: 0..<1, using: &random) < 0.8 {
        let isStranger = Double.random(in: 0..<1, using: &random) < 0.03
        memberships.append((draw(isStranger ? 0..<persons : range), group))
      }
    }
    // The numbers of persons say nothing about who knows whom.
    let names = Array(0..<persons).shuffled(using: &random)
    return try BipartiteGraph(
      memberCount: persons, groupCount: media, memberships: memberships.map { (names[$0.0], $0.1) })
  }
}

extension Array {
  /// The first index whose element fulfils `predicate`, in an array where all after it do too.
  fileprivate func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
