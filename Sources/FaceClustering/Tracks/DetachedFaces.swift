/// The faces that decisions take out of their tracks.
///
/// A track says that its faces are one person; who looked at them knows better. Where a decision keeps
/// apart two faces that tracks join, the one with more such decisions leaves its track, with all
/// faces that decisions make one person with it; of equals, the smaller group. The rest stays together.
public struct DetachedFaces: Sendable {
  /// The rows.
  public private(set) var rows: Set<Int> = []

  /// Finds the faces that must leave. O(n) where nothing contradicts; else O(n + decisions) for each
  /// group that leaves.
  ///
  /// - Parameters:
  ///   - tracks: For each face a number that all faces of its track share, and no others.
  ///   - constraints: Of the faces.
  public init(tracks: [Int?], constraints: ClusteringConstraints) {
    guard tracks.contains(where: { $0 != nil }),
      !constraints.cannotLink.isEmpty || !constraints.mustLink.isEmpty || constraints.names != nil
    else { return }
    var decided = DisjointSets(count: tracks.count)
    for link in constraints.mustLink { decided.union(link.first, link.second) }
    var groups: [Int: [Int]] = [:]
    for row in tracks.indices { groups[decided.find(row), default: []].append(row) }
    while true {
      let conflicts = conflicts(tracks, constraints, &decided)
      let worst = conflicts.max { a, b in
        (a.value, -(groups[a.key]?.count ?? 0), -a.key)
          < (b.value, -(groups[b.key]?.count ?? 0), -b.key)
      }
      guard let worst, let group = groups[worst.key], rows.isDisjoint(with: group) else { return }
      rows.formUnion(group)
    }
  }

  /// The tracks of the faces that stay in theirs.
  public func leaving(_ tracks: [Int?]) -> [Int?] {
    rows.isEmpty ? tracks : tracks.enumerated().map { rows.contains($0) ? nil : $1 }
  }

  /// For each group of faces that decisions join, how many contradictions it has with what tracks join
  /// it with.
  private func conflicts(
    _ tracks: [Int?], _ constraints: ClusteringConstraints, _ decided: inout DisjointSets
  ) -> [Int: Int] {
    var joined = DisjointSets(count: tracks.count)
    for link in constraints.mustLink { joined.union(link.first, link.second) }
    var first: [Int: Int] = [:]
    for (row, track) in tracks.enumerated() {
      guard let track, !rows.contains(row) else { continue }
      if let other = first[track] { joined.union(other, row) } else { first[track] = row }
    }
    var conflicts: [Int: Int] = [:]
    for link in constraints.cannotLink where joined.find(link.first) == joined.find(link.second) {
      for row in [link.first, link.second] { conflicts[decided.find(row), default: 0] += 1 }
    }
    if let names = constraints.names {
      var named: [Int: [Int: [Int]]] = [:]
      for (row, name) in names.enumerated() {
        if let name { named[joined.find(row), default: [:]][name, default: []].append(row) }
      }
      for rows in named.values where rows.count > 1 {
        let most = rows.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key
        for (name, rows) in rows where name != most {
          for group in Set(rows.map { decided.find($0) }) { conflicts[group, default: 0] += 1 }
        }
      }
    }
    if let frames = constraints.frames, !constraints.mustLink.isEmpty {
      struct Place: Hashable {
        var set, frame: Int
      }
      var seen: Set<Place> = []
      var crowded: Set<Int> = []
      for row in tracks.indices {
        let set = joined.find(row)
        if !seen.insert(Place(set: set, frame: frames[row].lowerBound)).inserted {
          crowded.insert(set)
        }
      }
      for link in constraints.mustLink where crowded.contains(joined.find(link.first)) {
        let group = decided.find(link.first)
        if !rows.contains(link.first) { conflicts[group, default: 0] += 1 }
      }
    }
    return conflicts
  }
}
