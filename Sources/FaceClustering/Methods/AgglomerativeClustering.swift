import Foundation
import ParallelLoops

/// Agglomerative clustering: the two groups likeliest to be one person become one, until no two are
/// likely enough.
///
/// This is the method for collections of any kind. Two groups are compared by the odds that they
/// are one person (`SamePersonModel`), given the distance of their centroids, their sizes and how
/// much their faces scatter. The odds that are enough depend on the number of groups that are left:
/// a pair of lookalikes is rare among ten people and certain among thousands. So the method adapts
/// to the collection by itself. Embeddings are scaled to length 1 first, which helps dlib's encoder.
///
/// All is done twice. The first time only what is surely one person is joined. These groups tell
/// where people stand close together (`Hubness`); the second time, which begins anew, groups must be
/// nearer to each other there.
///
/// A face that ends up alone is noise.
///
/// ```swift
/// let clustering = try AgglomerativeClustering().cluster(embeddings, constraints: constraints)
/// ```
public struct AgglomerativeClustering: Sendable {
  /// Faces of lower quality may join a person but never bring two groups together.
  public let bridgeQuality: Float

  private let model: SamePersonModel

  /// Sets the parameters.
  ///
  /// - Parameters:
  ///   - model: What tells whether groups are one person: that of the faces' encoder.
  ///   - bridgeQuality: Faces of lower quality are given to the likeliest person when all others
  ///     have been grouped, or to none. In 0…1; with 0 all faces count as good.
  /// - Throws: ``ParameterError`` if the quality is not in 0…1.
  public init(_ model: SamePersonModel = .dlib, bridgeQuality: Float = 0.2)
    throws(ParameterError)
  {
    guard (0...1).contains(bridgeQuality) else {
      throw ParameterError("the quality", bridgeQuality, allowed: "in 0...1")
    }
    self.model = model
    self.bridgeQuality = bridgeQuality
  }

  /// The radii of neighbor lists for clustering: the least that saves anything, and the one worth
  /// keeping, since it also serves the rounds that follow and collections a quarter as large. O(1).
  ///
  /// They shrink as the collection grows, so lists kept for fewer faces serve more faces too.
  ///
  /// - Parameter embeddings: The faces that the lists are of, normalized.
  /// - Returns: The radii; nil if no two faces can be near enough to be one person.
  public func neighborRadii(_ embeddings: EmbeddingMatrix) -> ClosedRange<Double>? {
    neighborRadii(embeddings, largest: 1)
  }

  /// The same for the centroids of groups of up to `largest` faces.
  private func neighborRadii(_ centroids: EmbeddingMatrix, largest: Int) -> ClosedRange<Double>? {
    func radius(groups: Int, neighbors: Int) -> Double {
      let limit = model.radius(threshold: model.threshold(groups: groups), largest: largest)
      return centroids.radius(ofNeighbors: neighbors, atMost: limit)
    }
    let least = radius(groups: centroids.count, neighbors: Self.neighborsPerGroup)
    guard least > 0 else { return nil }
    let kept = radius(groups: centroids.count / 4, neighbors: Self.neighborsPerGroup * 5 / 4)
    return least...max(least, kept)
  }

  /// Groups `embeddings`.
  ///
  /// O(n²) for the neighbors, of which few distances are computed in full, then twice
  /// O(neighbors · log n) in the usual case. Memory is O(n + neighbors).
  ///
  /// - Parameters:
  ///   - embeddings: The faces.
  ///   - neighbors: The neighbors of `embeddings.normalized()` within one of ``neighborRadii(_:)``
  ///     or more, if they are known; they save most of the distances. Those of faces below
  ///     ``bridgeQuality`` are not used.
  ///   - quality: For each face how good it is, 0…1, or nil if all are good. Faces of a must-link
  ///     count as good: somebody looked at them.
  ///   - detail: For each face how much of it can be seen, 0…1, or nil if all are clear. Faces
  ///     of a must-link count as clear.
  ///   - constraints: What the groups must respect.
  ///   - jobs: The number of threads. The result does not depend on it.
  ///   - progress: Called now and then, from any thread, with the part done in 0…1.
  /// - Throws: ``ConstraintError`` if there is not one quality or constraint for each face;
  ///   ``ParameterError`` if the neighbors are those of another number of faces.
  public func cluster(
    _ embeddings: EmbeddingMatrix, neighbors: RadiusNeighbors? = nil, quality: [Float]? = nil,
    detail: [Float]? = nil, constraints: ClusteringConstraints? = nil, jobs: Int = allCores,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws -> Clustering {
    let count = embeddings.count
    let constraints = try constraints ?? ClusteringConstraints(faceCount: count)
    try constraints.check(faceCount: count)
    if let quality, quality.count != count {
      throw ConstraintError.wrongCount(
        what: "quality figures", expected: count, actual: quality.count)
    }
    if let detail, detail.count != count {
      throw ConstraintError.wrongCount(
        what: "figures of detail", expected: count, actual: detail.count)
    }
    if let neighbors, neighbors.count != count {
      throw ParameterError("the number of neighbor lists", neighbors.count, allowed: "\(count)")
    }
    let decided = Set(constraints.mustLink.flatMap { [$0.first, $0.second] })
    let isPoor = (0..<count).map { face in
      guard let quality, !decided.contains(face) else { return false }
      return !(quality[face] >= bridgeQuality)
    }
    let vagueness = (0..<count).map { face in
      decided.contains(face) ? 0 : detail.map { model.vagueness(ofDetail: $0[face]) } ?? 0
    }
    let normalized = embeddings.normalized()
    let good = (0..<count).filter { !isPoor[$0] }
    var lists = neighbors.map { neighbors in
      let clear = good.filter { (quality?[$0] ?? 1) >= bridgeQuality }
      return KnownNeighbors(
        groups: clear, versions: clear.map { _ in 0 }, lists: neighbors.selecting(clear))
    }
    var groups = CentroidGroups(normalized, constraints, model, vagueness)
    try merge(&groups, among: good, sureness: Self.firstSureness, known: &lists, jobs: jobs) {
      progress?(0.8 * $0)
    }
    if let hubness = try hubness(of: &groups, good, jobs: jobs) {
      groups = CentroidGroups(normalized, constraints, model, vagueness, hubness: hubness)
    }
    try merge(&groups, among: good, known: &lists, jobs: jobs, progress: nil)
    assign((0..<count).filter { isPoor[$0] }, vagueness, to: &groups, of: good, jobs: jobs)
    progress?(1)
    return Clustering(
      groups: (0..<count).map { face in
        let group = groups.partition.find(face)
        return groups.partition.count(of: group) > 1 ? group : -1
      })
  }

  /// Merges groups until no two are likely enough to be one person.
  ///
  /// - Parameters:
  ///   - sureness: How much surer than usual to be.
  ///   - lists: The neighbors of the faces, if they are known; those used are returned.
  private func merge(
    _ groups: inout CentroidGroups, among faces: [Int], sureness: Double = 0,
    known lists: inout KnownNeighbors?, jobs: Int, progress: (@Sendable (Double) -> Void)?
  ) throws {
    // The first round compares all faces; those that follow, only the groups that changed.
    var merged = try mergeNearGroups(
      &groups, among: faces, sureness: sureness, known: &lists, jobs: jobs, progress: progress)
    var known = lists
    while merged {
      merged = try mergeNearGroups(
        &groups, among: faces, sureness: sureness, known: &known, jobs: jobs, progress: nil)
    }
  }

  /// For each face the hubness around its group; nil if there is none anywhere.
  private func hubness(of groups: inout CentroidGroups, _ faces: [Int], jobs: Int) throws
    -> [Double]?
  {
    let standing = faces.filter { groups.partition.find($0) == $0 }
    let hubness = try Hubness(
      groups.centroids(of: standing), standing.map { groups.groups[$0] }, model: model, jobs: jobs)
    guard hubness.values.contains(where: { $0 > 0 }) else { return nil }
    var values = [Double](repeating: 0, count: groups.groups.count)
    for (group, value) in zip(standing, hubness.values) { values[group] = value }
    return values.indices.map { values[groups.partition.find($0)] }
  }

  /// Merges groups, likeliest pair first, whose centroids are near each other now. Returns whether
  /// any were merged; then others may have come near.
  private func mergeNearGroups(
    _ groups: inout CentroidGroups, among faces: [Int], sureness: Double,
    known: inout KnownNeighbors?, jobs: Int, progress: (@Sendable (Double) -> Void)?
  ) throws -> Bool {
    var standing = faces.filter { groups.partition.find($0) == $0 }
    var centroids = groups.centroids(of: standing)
    let largest = standing.map { groups.groups[$0].count }.max() ?? 1
    guard let radii = neighborRadii(centroids, largest: largest) else { return false }
    let lists: RadiusNeighbors
    if let known, known.lists.radius >= radii.lowerBound {
      let kept = known.groups.indices.filter { i in
        let group = known.groups[i]
        return groups.partition.find(group) == group && groups.version[group] == known.versions[i]
      }
      var isKept = [Bool](repeating: false, count: groups.version.count)
      for i in kept { isKept[known.groups[i]] = true }
      // The order of the groups makes no difference; lists are extended by what comes last.
      standing = kept.map { known.groups[$0] } + standing.filter { !isKept[$0] }
      centroids = groups.centroids(of: standing)
      lists = try known.lists.selecting(kept).extended(
        to: centroids, jobs: jobs, progress: progress)
    } else {
      lists = try RadiusNeighbors(
        centroids, radius: radii.upperBound, jobs: jobs, progress: progress)
    }
    known = KnownNeighbors(
      groups: standing, versions: standing.map { groups.version[$0] }, lists: lists)
    let neighbors = try lists.within(radii.lowerBound, centroids)

    // Merging follows neighbors, so at least one group remains of each connected component.
    let least = model.threshold(groups: neighbors.componentCount, sureness: sureness)
    var near = [[Int32]](repeating: [], count: groups.version.count)
    for (i, group) in standing.enumerated() {
      near[group] = neighbors[i].map { Int32(standing[Int($0)]) }
    }

    /// A group and the neighbor that is likeliest to be the same person.
    struct Pair: Sendable {
      var odds: Double
      var group: Int
      var other: Int
      var groupVersion: Int32
      var otherVersion: Int32
    }
    @Sendable func likeliest(
      for group: Int, _ neighbors: [Int32], _ groups: CentroidGroups
    ) -> Pair? {
      var best: Pair?
      for other in neighbors.lazy.map(Int.init) {
        let odds = groups.logOdds(group, other)
        guard odds > least, (best?.odds ?? 0, -(best?.other ?? 0)) < (odds, -other),
          groups.partition.mayMerge(group, other)
        else { continue }
        best = Pair(
          odds: odds, group: group, other: other, groupVersion: groups.version[group],
          otherVersion: groups.version[other])
      }
      return best
    }
    /// Replaces the neighbors of `group` by the groups they are in now, each once.
    var seen = [Int](repeating: 0, count: groups.version.count)
    var stamp = 0
    func renew(_ faces: [Int32], of group: Int, _ groups: inout CentroidGroups) {
      stamp += 1
      seen[group] = stamp
      near[group] = faces.compactMap { face in
        let other = groups.partition.find(Int(face))
        guard seen[other] != stamp else { return nil }
        seen[other] = stamp
        return Int32(other)
      }
    }

    // The likeliest pair of all is the likeliest of both its groups. When a group has changed, its
    // own pair is found again at once, so only the pairs of its neighbors may be out of date.
    var heap = BinaryHeap(
      Self.likeliestPairs(standing, near, groups, jobs: jobs, likeliest).compactMap(\.self)
    ) {
      ($1.odds, $0.group, $0.other) < ($0.odds, $1.group, $1.other)
    }
    var remaining = standing.count
    while let next = heap.pop() {
      let group = next.group
      guard next.odds > model.threshold(groups: remaining, sureness: sureness) else { break }
      guard groups.version[group] == next.groupVersion else { continue }
      guard groups.version[next.other] == next.otherVersion else {
        renew(near[group], of: group, &groups)
        if let pair = likeliest(for: group, near[group], groups) { heap.push(pair) }
        continue
      }
      let both = near[group] + near[next.other]
      near[group] = []
      near[next.other] = []
      let kept = groups.merge(group, next.other)
      remaining -= 1
      renew(both, of: kept, &groups)
      if let pair = likeliest(for: kept, near[kept], groups) { heap.push(pair) }
    }
    return remaining < standing.count
  }

  /// What `likeliest` says of each group, on several threads.
  private static func likeliestPairs<Pair: Sendable>(
    _ standing: [Int], _ near: [[Int32]], _ groups: CentroidGroups, jobs: Int,
    _ likeliest: @Sendable (Int, [Int32], CentroidGroups) -> Pair?
  ) -> [Pair?] {
    parallelMap(count: standing.count, chunk: 64, jobs: jobs) {
      likeliest(standing[$0], near[standing[$0]], groups)
    }
  }

  /// Gives poor faces to the likeliest persons, likeliest first. Persons do not change by it.
  private func assign(
    _ poor: [Int], _ vagueness: [Double], to groups: inout CentroidGroups, of faces: [Int],
    jobs: Int
  ) {
    let standing = faces.filter { groups.partition.find($0) == $0 }
    let threshold = model.threshold(groups: standing.count)
    let frozen = groups
    let candidates = parallelMap(count: poor.count, chunk: 16, jobs: jobs) { k in
      standing.compactMap { group -> (odds: Double, face: Int, group: Int)? in
        let person = frozen.groups[group]
        let odds = model.logOdds(
          SamePersonModel.Group(hubness: person.hubness, vagueness: vagueness[poor[k]]), person,
          squaredDistance: frozen.squaredDistance(poor[k], group))
        return odds > threshold ? (odds, poor[k], group) : nil
      }
    }
    var given: Set<Int> = []
    let ordered = candidates.joined().sorted { ($1.odds, $0.face) < ($0.odds, $1.face) }
    for candidate in ordered where !given.contains(candidate.face) {
      if groups.partition.merge(candidate.face, candidate.group) { given.insert(candidate.face) }
    }
  }

  /// How much surer than usual one is to be the first time.
  private static let firstSureness = 0.28

  /// About how many neighbors a group has at most, on average, in one round of merging: bounds
  /// the memory where very many faces are of one person.
  private static let neighborsPerGroup = 256
}

/// The neighbors of groups as they were when their versions were these.
private struct KnownNeighbors {
  var groups: [Int]
  var versions: [Int32]
  var lists: RadiusNeighbors
}

/// Groups of faces and their centroids.
private struct CentroidGroups: Sendable {
  var partition: ConstrainedPartition
  /// How often the group of each representative has changed.
  private(set) var version: [Int32]
  /// What else counts of the group of each representative.
  private(set) var groups: [SamePersonModel.Group]
  /// The centroids of the groups, in the rows of the faces that stand for them.
  private var centroids: [Float]
  private let model: SamePersonModel

  init(
    _ embeddings: EmbeddingMatrix, _ constraints: ClusteringConstraints, _ model: SamePersonModel,
    _ vagueness: [Double], hubness: [Double]? = nil
  ) {
    self.model = model
    partition = ConstrainedPartition(constraints)
    version = [Int32](repeating: 0, count: embeddings.count)
    groups = (0..<embeddings.count).map {
      SamePersonModel.Group(hubness: hubness?[$0] ?? 0, vagueness: vagueness[$0])
    }
    centroids = embeddings.values
    var members: [Int: [Int]] = [:]
    for face in 0..<embeddings.count where partition.count(of: face) > 1 {
      members[partition.find(face), default: []].append(face)
    }
    let dimensions = EmbeddingMatrix.dimensions
    for (group, faces) in members {
      version[group] = 1
      for k in 0..<dimensions {
        centroids[group * dimensions + k] =
          faces.reduce(0) { $0 + embeddings.values[$1 * dimensions + k] } / Float(faces.count)
      }
      let squares = faces.map { face in
        (0..<dimensions).reduce(0.0) { sum, k in
          let deviation =
            embeddings.values[face * dimensions + k] - centroids[group * dimensions + k]
          return sum + Double(deviation * deviation)
        }
      }
      // That somebody put unlike faces together is no reason to doubt the others.
      groups[group] = SamePersonModel.Group(
        count: faces.count,
        scatter: min(squares.reduce(0, +), model.expectedScatter(faces.count)),
        hubness: faces.reduce(0) { $0 + groups[$1].hubness } / Double(faces.count),
        vagueness: faces.reduce(0) { $0 + groups[$1].vagueness } / Double(faces.count))
    }
  }

  func centroids(of groups: [Int]) -> EmbeddingMatrix {
    EmbeddingMatrix(checked: centroids).selecting(groups)
  }

  func squaredDistance(_ a: Int, _ b: Int) -> Double {
    centroids.withUnsafeBufferPointer { buffer in
      let base = buffer.baseAddress!
      let dimensions = EmbeddingMatrix.dimensions
      return FaceClustering.squaredDistance(base + a * dimensions, base + b * dimensions)
    }
  }

  /// The logarithm of the odds that two groups are one person.
  func logOdds(_ a: Int, _ b: Int) -> Double {
    model.logOdds(groups[a], groups[b], squaredDistance: squaredDistance(a, b))
  }

  /// Merges two groups that may be merged; returns the face that stands for both.
  mutating func merge(_ a: Int, _ b: Int) -> Int {
    let dimensions = EmbeddingMatrix.dimensions
    let m = Float(groups[a].count)
    let n = Float(groups[b].count)
    let both = model.union(groups[a], groups[b], squaredDistance: squaredDistance(a, b))
    partition.merge(a, b)
    let kept = partition.find(a)
    for k in 0..<dimensions {
      let sum = m * centroids[a * dimensions + k] + n * centroids[b * dimensions + k]
      centroids[kept * dimensions + k] = sum / (m + n)
    }
    groups[kept] = both
    version[a] += 1
    version[b] += 1
    return kept
  }
}

extension EmbeddingMatrix {
  /// The radius within which a row has about `neighbors` neighbors on average, but not more than
  /// `limit`; from up to 500 rows taken evenly. O(1).
  fileprivate func radius(ofNeighbors neighbors: Int, atMost limit: Double) -> Double {
    guard count > 8 * neighbors else { return limit }
    let sampled = min(count, 500)
    let rows = (0..<sampled).map { $0 * count / sampled }
    let pairs = sampled * (sampled - 1) / 2
    var near: [Double] = []
    withUnsafeRows { base in
      for i in 1..<sampled {
        for j in 0..<i {
          let square = squaredDistance(
            base + rows[i] * Self.dimensions, base + rows[j] * Self.dimensions)
          if square < limit * limit { near.append(square) }
        }
      }
    }
    let rank = pairs * neighbors / count
    guard near.count > rank else { return limit }
    near.sort()
    return near[rank].squareRoot()
  }
}
