/// What the weight of an edge between two members says about the groups they share.
///
/// Below, `d` is the number of groups of a member, `k` the number of groups that two members
/// share, `s` the number of members of a group.
public enum WeightScheme: String, Sendable, Hashable, CaseIterable {
  /// k.
  case count
  /// k / (number of all groups).
  case ratio
  /// Σ 1 / (s − 1) over the shared groups: meeting in a small group says more than meeting in a
  /// crowd, and a member's weights add up to the number of its groups of two or more.
  /// Newman, "Scientific collaboration networks II", Physical Review E 64, 2001.
  case newman
  /// k / (d + d′ − k): the part of all their groups that they share.
  case jaccard
  /// k / min(d, d′): 1 if one is never seen without the other.
  case overlap
  /// k / √(d d′).
  case cosine

  /// The weight of two members of `degreeA` and `degreeB` groups who share `shared` groups.
  func weight(
    shared: ArraySlice<Int32>, degreeA: Int, degreeB: Int, in bipartite: BipartiteGraph
  ) -> Double {
    let k = Double(shared.count)
    switch self {
    case .count: return k
    case .ratio: return k / Double(bipartite.groupCount)
    case .newman:
      return shared.reduce(0) { $0 + 1 / Double(bipartite.members(of: Int($1)).count - 1) }
    case .jaccard: return k / (Double(degreeA + degreeB) - k)
    case .overlap: return k / Double(min(degreeA, degreeB))
    case .cosine: return k / (Double(degreeA) * Double(degreeB)).squareRoot()
    }
  }
}
