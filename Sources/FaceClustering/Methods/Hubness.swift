import ParallelLoops

/// Hubness: how densely people stand around each group, as a squared distance by which groups have to
/// be nearer to each other there.
///
/// An encoder spreads some kinds of people less than others: those it was shown less of while it
/// learned. There strangers are as near as, elsewhere, faces of one person. The density is a kernel
/// estimate (Epanechnikov) whose radius suits the collection: within it lie about ten other groups.
/// What is more than average counts. Groups that are probably one person, kept apart by constraints
/// (somebody before a poster of his own), are no hubs to each other.
///
/// Reference: Conneau et al., "Word Translation Without Parallel Data", ICLR 2018, for the same
/// correction of similarities by the similarity of nearest neighbors.
struct Hubness {
  /// For each group how much farther from others it is to be taken: squared distances, 0 or more.
  let values: [Double]

  /// Measures the density around groups.
  ///
  /// O(groups²) distances, of which few are computed in full. Among so few groups that the ten
  /// nearest are no neighborhood, there is no hubness.
  ///
  /// - Parameters:
  ///   - centroids: The groups' places.
  ///   - groups: What else counts of them.
  ///   - jobs: The number of threads. The result does not depend on it.
  init(
    _ centroids: EmbeddingMatrix, _ groups: [SamePersonModel.Group], model: SamePersonModel,
    jobs: Int
  ) throws {
    let count = centroids.count
    let share = 1 - 2 * Double(Self.neighbors) / Double(max(1, count))
    guard share > 0 else {
      values = [Double](repeating: 0, count: count)
      return
    }
    // Centroids are the nearer to others, the more faces they are of; compared is as if of one.
    let nearer = groups.map { model.averagedOut($0.count) }
    let likely = model.threshold(groups: count)
    // Whoever is no nearer than strangers usually are is no neighbor.
    let limit = min(Self.limit(centroids, nearer, jobs: jobs), model.squaredImpostorDistance)
    let near = try RadiusNeighbors(centroids, radius: limit.squareRoot(), jobs: jobs)
    let densities = (0..<count).map { i in
      (near.offsets[i]..<near.offsets[i + 1]).reduce(0.0) { sum, k in
        let other = Int(near.indices[k])
        let squared = Double(near.distances[k]) * Double(near.distances[k])
        guard model.logOdds(groups[i], groups[other], squaredDistance: squared) <= likely else {
          return sum
        }
        return sum + max(0, limit - squared - nearer[i] - nearer[other])
      } / Double(Self.neighbors)
    }
    let mean = densities.reduce(0, +) / Double(count)
    values = densities.map { model.hubnessWeight * share * max(0, $0 - mean) }
  }

  /// The squared distance of a group's tenth neighbor, the mean of up to 500 taken evenly.
  private static func limit(_ centroids: EmbeddingMatrix, _ nearer: [Double], jobs: Int) -> Double {
    let count = centroids.count
    let sampled = min(count, 500)
    let farthest = parallelMap(count: sampled, chunk: 8, jobs: jobs) { i in
      let row = i * count / sampled
      var nearest = [Double](repeating: .infinity, count: neighbors)
      centroids.withUnsafeRows { base in
        for other in 0..<count where other != row {
          let squared =
            squaredDistance(
              base + row * EmbeddingMatrix.dimensions, base + other * EmbeddingMatrix.dimensions)
            + nearer[row] + nearer[other]
          guard squared < nearest[neighbors - 1] else { continue }
          let place = nearest.firstIndex { squared < $0 }!
          nearest.removeLast()
          nearest.insert(squared, at: place)
        }
      }
      return nearest[neighbors - 1]
    }
    return farthest.reduce(0, +) / Double(sampled)
  }

  /// The number of groups that are a neighborhood.
  private static let neighbors = 10
}
