import Foundation
import ParallelLoops

/// The distances of faces to their k-th nearest neighbors, sorted: where the curve bends upward,
/// neighbors stop being the same person.
///
/// References: Ester, Kriegel, Sander, Xu, KDD 1996, section 4.2; the knee as in Satopää, Albrecht,
/// Irwin, Raghavan, "Finding a Kneedle in a Haystack", ICDCS Workshops 2011.
public struct KDistanceCurve: Sendable, Equatable {
  /// Which neighbor's distance the curve shows.
  public let k: Int
  /// The k-th neighbors' distances, ascending.
  public let distances: [Double]
  /// The mean distance of a face to its nearest neighbor.
  public let meanNearest: Double
  /// The place in ``distances`` where the curve bends most, or nil if it is flat.
  public let kneeIndex: Int?

  /// The distance at the knee, or nil if the curve is flat.
  public var knee: Double? { kneeIndex.map { distances[$0] } }

  /// Computes the curve of `embeddings`.
  ///
  /// O(n²), but no more than about 4·10⁸ distances: in larger collections evenly chosen faces are
  /// compared with all. Their distances are exact, the curve is that of a sample.
  ///
  /// - Parameters:
  ///   - embeddings: The faces.
  ///   - k: Which neighbor; the face itself does not count.
  ///   - jobs: The number of threads. The result does not depend on it.
  /// - Throws: ``ParameterError`` if `k` is less than 1 or there are not more than `k` faces.
  public init(_ embeddings: EmbeddingMatrix, k: Int, jobs: Int = allCores) throws(ParameterError) {
    guard k >= 1 else { throw ParameterError("k", k, allowed: "at least 1") }
    let count = embeddings.count
    guard count > k else {
      throw ParameterError("the number of faces", count, allowed: "more than k, \(k)")
    }
    let sampled = min(count, max(1000, 400_000_000 / count))
    let nearest = parallelMap(count: sampled, chunk: 8, jobs: jobs) { sample in
      let row = sample * count / sampled
      return embeddings.squaresOfNearest(k, to: row)
    }
    self.k = k
    distances = nearest.map { $0[k - 1].squareRoot() }.sorted()
    meanNearest = nearest.reduce(0) { $0 + $1[0].squareRoot() } / Double(sampled)
    kneeIndex = Self.knee(of: distances)
  }

  /// The place farthest below the straight line from the first to the last distance.
  private static func knee(of distances: [Double]) -> Int? {
    guard let first = distances.first, let last = distances.last, last > first else { return nil }
    let width = Double(distances.count - 1)
    func depth(_ i: Int) -> Double {
      Double(i) / width - (distances[i] - first) / (last - first)
    }
    return distances.indices.max { (depth($0), -$0) < (depth($1), -$1) }
  }
}

extension EmbeddingMatrix {
  /// The squared distances of a row to its `k` nearest other rows, ascending.
  fileprivate func squaresOfNearest(_ k: Int, to row: Int) -> [Double] {
    var nearest = [Double](repeating: .infinity, count: k)
    withUnsafeRows { base in
      for other in 0..<count where other != row {
        let square = squaredDistance(base + row * Self.dimensions, base + other * Self.dimensions)
        guard square < nearest[k - 1] else { continue }
        var place = k - 1
        while place > 0, nearest[place - 1] > square {
          nearest[place] = nearest[place - 1]
          place -= 1
        }
        nearest[place] = square
      }
    }
    return nearest
  }
}
