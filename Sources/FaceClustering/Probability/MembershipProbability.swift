import Foundation

/// How probable it is that each face of a group is its person's, and that the group is one person: the
/// weakest link of the group is the likeliest way in which it is two people.
///
/// See `SamePersonProbability` for the models.
public struct MembershipProbability: Sendable {
  /// The parts into which the group would fall; nil for a single face.
  public let parts: PersonBisection?
  /// How probable it is that the group is one person; 1 for a single face.
  public let isOne: Double
  /// For each face of the group, in the order of its members, how probable it is the person's.
  public let faces: [Double]

  /// Measures a group.
  ///
  /// O(faces · dimensions).
  public init(
    of group: Int, in groups: PersonGroups, _ embeddings: EmbeddingMatrix,
    model: SamePersonProbability
  ) {
    let rows = groups.members[group]
    guard let parts = PersonBisection(embeddings, rows) else {
      self.parts = nil
      isOne = 1
      faces = rows.map { _ in 1 }
      return
    }
    self.parts = parts
    let hubness = groups.hubness(group)
    isOne = SamePersonProbability.probability(
      model.unityOdds(
        similarity: groups.similarity(parts.smaller, parts.larger), hubness: hubness,
        rival: groups.neighbors[group].first?.similarity ?? hubness, larger: parts.larger.count,
        smaller: parts.smaller.count))
    faces = rows.map { row in
      SamePersonProbability.probability(
        model.memberOdds(
          similarity: groups.similarity([row], rows),
          rival: groups.rival(of: row, in: group)?.similarity ?? hubness, hubness: hubness,
          count: rows.count))
    }
  }
}
