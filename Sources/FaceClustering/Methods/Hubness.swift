import ParallelLoops

/// Hubness: how densely people stand around each group, as a squared distance by which groups have to
/// be nearer to each other there.
///
/// An encoder spreads some kinds of people less than others: those it was shown less of while it
/// learned. There strangers are as near as, elsewhere, faces of one person. How near the nearest of so
/// many strangers ought to be is known from order statistics, if strangers' squared distances are
/// normal, as they are among people whom the encoder spreads well. By how much the nearest groups of
/// a collection are nearer than that is the hubness. It does not depend on the rest of the collection:
/// an album of nothing but children is as dense as children are among others.
///
/// The very nearest groups do not count: they may be the same person.
///
/// References: Conneau et al., "Word Translation Without Parallel Data", ICLR 2018, for the same
/// correction of similarities by the similarity of nearest neighbors; Blom, "Statistical Estimates and
/// Transformed Beta-Variables", 1958, for the order statistics.
struct Hubness {
  /// For each group how much farther from others it is to be taken: squared distances, 0 or more.
  let values: [Double]

  /// Measures the density around groups.
  ///
  /// O(groups²) distances, of which few are computed in full.
  ///
  /// - Parameters:
  ///   - centroids: The groups' places. The groups ought to be pure; that a person is several does
  ///     little.
  ///   - groups: What else counts of them.
  ///   - jobs: The number of threads. The result does not depend on it.
  init(
    _ centroids: EmbeddingMatrix, _ groups: [SamePersonModel.Group], model: SamePersonModel,
    jobs: Int
  ) throws {
    let expected = Self.expectedDistances(others: centroids.count - 1, model)
    guard let farthest = expected.last, farthest.distance > 0 else {
      values = [Double](repeating: 0, count: centroids.count)
      return
    }
    // Centroids are the nearer to others, the more faces they are of; compared is as if of one.
    let nearer = groups.map { model.averagedOut($0.count) }
    let near = try RadiusNeighbors(
      centroids, radius: farthest.distance.squareRoot(), jobs: jobs)
    values = (0..<centroids.count).map { i in
      let distances = (near.offsets[i]..<near.offsets[i + 1]).map { k in
        Double(near.distances[k]) * Double(near.distances[k]) + nearer[i]
          + nearer[Int(near.indices[k])]
      }.sorted()
      let shortfall = expected.reduce(0.0) { sum, expected in
        expected.rank < distances.count
          ? sum + max(0, expected.distance - distances[expected.rank]) : sum
      }
      return model.hubnessWeight * shortfall / Double(expected.count)
    }
  }

  /// The squared distances at which the nearest of `others` strangers are expected, by rank from 0.
  private static func expectedDistances(others: Int, _ model: SamePersonModel)
    -> [(rank: Int, distance: Double)]
  {
    guard others >= leastOthers else { return [] }
    let first = min(passedOver, others / 4)
    return (first..<min(first + neighbors, others)).map { rank in
      let share = (Double(rank + 1) - 0.375) / (Double(others) + 0.25)
      return (
        rank,
        model.impostors.mean + model.impostors.deviation * normalQuantile(share)
      )
    }
  }

  /// The number of groups that are a neighborhood.
  private static let neighbors = 10
  /// The nearest groups, which may be the same person.
  private static let passedOver = 3
  /// Fewer tell nothing.
  private static let leastOthers = 3
}
