import CaseStore
import Domain
import FaceClustering

/// Neighbor lists that a case keeps from one clustering to the next, so that adding k faces to n
/// costs about k · n distances. A track of a video goes by its first face.
struct KeptNeighbors {
  private let storage: SQLiteCase
  private let jobs: Int
  private let isReadOnly: Bool
  private let progress: @Sendable (Double) -> Void

  /// The lists that `storage` keeps.
  ///
  /// - Parameter isReadOnly: Whether nothing is to be written.
  init(
    in storage: SQLiteCase, jobs: Int, isReadOnly: Bool = false,
    progress: @escaping @Sendable (Double) -> Void
  ) {
    self.storage = storage
    self.jobs = jobs
    self.isReadOnly = isReadOnly
    self.progress = progress
  }

  /// The neighbors of all faces; what was not known is kept for the next time.
  ///
  /// - Returns: The lists of some radius from the least that serves on.
  /// - Complexity: O(k · n) distances for k faces that are not in the lists, O(n²) where the lists
  ///   are of another kind or too small a radius.
  func neighbors(_ comparison: FaceComparison) throws -> RadiusNeighbors {
    let (rows, kind, radii) = (comparison.rows, comparison.kind, comparison.radii)
    let compared = comparison.compared
    let ids = comparison.comparedIDs
    let count = comparison.embeddings.count
    let lists: RadiusNeighbors
    if let (known, isWhole) = try known(compared, ids, kind, radii) {
      lists = try known.extended(to: compared, jobs: jobs, progress: progress)
      try save(lists, ids, kind, from: isWhole ? known.count : 0)
    } else {
      lists = try RadiusNeighbors(
        compared, radius: radii.upperBound, jobs: jobs, progress: progress)
      try save(lists, ids, kind, from: 0)
    }
    return rows.count < count ? try lists.spread(to: rows, of: count) : lists
  }

  /// The lists of the first faces, and whether they are kept just so.
  private func known(
    _ embeddings: EmbeddingMatrix, _ ids: [FaceID], _ kind: String, _ radii: ClosedRange<Double>
  ) throws -> (lists: RadiusNeighbors, isWhole: Bool)? {
    guard let stored = try storage.neighborLists(), stored.kind == kind,
      stored.radius >= radii.lowerBound
    else { return nil }
    let count = zip(stored.faceIDs, ids).prefix { $0 == $1 }.count
    let known = embeddings.selecting(Array(0..<count))
    let rows = try EarlierNeighbors(
      offsets: Array(stored.offsets.prefix(count + 1)),
      indices: Array(stored.earlier.prefix(stored.offsets[count])))
    let lists = try rows.neighbors(of: known, radius: stored.radius, jobs: jobs)
    // The radius that serves shrinks as a case grows, and lists of a much larger one grow long.
    guard stored.radius > Self.slack * radii.upperBound else { return (lists, true) }
    return (try lists.within(radii.upperBound, known), false)
  }

  private func save(
    _ lists: RadiusNeighbors, _ ids: [FaceID], _ kind: String, from first: Int
  ) throws {
    guard first < lists.count, !isReadOnly else { return }
    let isShort = lists.indices.count <= Self.longest * lists.count
    let rows = EarlierNeighbors(lists)
    try storage.save(
      isShort
        ? NeighborLists(
          kind: kind, radius: lists.radius, faceIDs: ids, offsets: rows.offsets,
          earlier: rows.indices)
        : NeighborLists(kind: kind, radius: 0, faceIDs: [], offsets: [0], earlier: []),
      from: isShort ? first : 0)
  }

  /// How much larger than worthwhile a radius may be that is kept.
  private static let slack = 1.1
  /// Lists that are longer on average take more room than comparing again takes time.
  private static let longest = 512
}

extension RadiusNeighbors {
  /// These lists as those of the faces `rows` among `count`, of whom the others have no neighbors.
  fileprivate func spread(to rows: [Int], of count: Int) throws -> RadiusNeighbors {
    var spread = [Int](repeating: 0, count: count + 1)
    for (i, row) in rows.enumerated() { spread[row + 1] = offsets[i + 1] - offsets[i] }
    for row in 0..<count { spread[row + 1] += spread[row] }
    return try RadiusNeighbors(
      stored: radius, offsets: spread, indices: indices.map { Int32(rows[Int($0)]) },
      distances: distances)
  }
}
