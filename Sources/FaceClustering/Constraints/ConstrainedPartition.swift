/// Groups of faces that grow by merging and never violate the constraints.
///
/// Starts from the must-links. Each group carries the frames it covers, the groups it must stay
/// apart from, and the name it is known by; a merge moves the smaller of these into the larger, so all merges together cost
/// O(n log n).
struct ConstrainedPartition {
  private var sets: DisjointSets
  private var frames: [Set<Int>]
  private var cannotLinks: [Set<Int>]
  private var names: [Int?]

  init(_ constraints: ClusteringConstraints) {
    let count = constraints.faceCount
    sets = DisjointSets(count: count)
    frames = constraints.frames.map { $0.map { Set($0) } } ?? []
    cannotLinks = constraints.cannotLink.isEmpty ? [] : [Set<Int>](repeating: [], count: count)
    names = constraints.names ?? []
    for link in constraints.cannotLink {
      cannotLinks[link.first].insert(link.second)
      cannotLinks[link.second].insert(link.first)
    }
    for link in constraints.mustLink { unite(find(link.first), find(link.second)) }
  }

  /// The face that stands for the group of `face`.
  mutating func find(_ face: Int) -> Int { sets.find(face) }

  /// The number of faces in the group of `face`.
  mutating func count(of face: Int) -> Int { sets.count(of: face) }

  /// Whether the groups that `a` and `b` stand for may become one.
  func mayMerge(_ a: Int, _ b: Int) -> Bool {
    if !cannotLinks.isEmpty, cannotLinks[a].contains(b) { return false }
    if !names.isEmpty, let name = names[a], let other = names[b], name != other { return false }
    return frames.isEmpty || frames[a].isDisjoint(with: frames[b])
  }

  /// Merges the groups that `a` and `b` stand for, if the constraints allow it. Returns whether
  /// the two are one group now.
  @discardableResult
  mutating func merge(_ a: Int, _ b: Int) -> Bool {
    let a = find(a)
    let b = find(b)
    guard a != b else { return true }
    guard mayMerge(a, b) else { return false }
    unite(a, b)
    return true
  }

  private mutating func unite(_ a: Int, _ b: Int) {
    guard a != b else { return }
    let kept = sets.union(a, b)
    let gone = kept == a ? b : a
    if !names.isEmpty { names[kept] = names[kept] ?? names[gone] }
    if !frames.isEmpty { absorb(&frames, gone, into: kept) }
    if !cannotLinks.isEmpty {
      for other in cannotLinks[gone] {
        cannotLinks[other].remove(gone)
        cannotLinks[other].insert(kept)
      }
      absorb(&cannotLinks, gone, into: kept)
    }
  }

  private func absorb(_ members: inout [Set<Int>], _ gone: Int, into kept: Int) {
    if members[gone].count > members[kept].count { members.swapAt(gone, kept) }
    let moved = members[gone]
    members[gone] = []
    members[kept].formUnion(moved)
  }
}
