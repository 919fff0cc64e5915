import Foundation

/// How probable it is that each face of a group is its person's, and that the group is one person: the
/// weakest link of the group is the likeliest way in which it is two people.
///
/// A logistic regression on how similar a face is to the other faces of its group, how similar its
/// nearest rival is, how densely others stand around the group, and, for a face of the smaller part,
/// how probable it is that both parts are one person. Fitted on labeled people; measured on others, the
/// expected calibration error is .008, and .03 among faces between .1 and .9.
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
    let link = model.link(
      similarity: groups.similarity(parts.smaller, parts.larger), hubness: hubness,
      counts: (parts.smaller.count, parts.larger.count))
    let odds = model.partOdds(
      similarity: groups.similarity(parts.smaller, parts.larger), hubness: hubness,
      rival: groups.neighbors[group].first?.similarity ?? -1,
      counts: (parts.smaller.count, parts.larger.count), groups: groups.count)
    isOne = SamePersonProbability.probability(link)
    let isSmaller = Set(parts.smaller)
    faces = rows.map { row in
      let own = groups.similarity([row], rows)
      let rival = groups.rival(of: row, in: group)?.similarity ?? -1
      return SamePersonProbability.probability(
        model.membership(
          similarity: own, rival: rival, hubness: hubness, count: rows.count,
          link: isSmaller.contains(row) ? odds : nil))
    }
  }
}

extension SamePersonProbability {
  /// The log odds that the two parts of a group that was found are one person.
  fileprivate func link(similarity: Double, hubness: Double, counts: (Int, Int)) -> Double {
    30.11 * scaled(similarity) - 24.02 * scaled(hubness) - 0.71 * log(Double(counts.0))
      + 1.19 * log(Double(counts.1)) - 7.57
  }

  /// What tells how alike both parts are, to a face of the smaller one.
  fileprivate func partOdds(
    similarity: Double, hubness: Double, rival: Double, counts: (Int, Int), groups: Int
  ) -> Double {
    33.55 * scaled(similarity) - 29.97 * scaled(hubness) + 11.78 * scaled(rival)
      - 0.68 * log(Double(min(counts.0, counts.1))) + 0.35 * log(Double(max(counts.0, counts.1)))
      - 0.62 * log(Double(max(1, groups))) - 6.55
  }

  /// The log odds that a face of a group that was found is the person's.
  fileprivate func membership(
    similarity: Double, rival: Double, hubness: Double, count: Int, link: Double?
  ) -> Double {
    18.3 * scaled(similarity) - 3.62 * scaled(rival) - 19.75 * scaled(hubness)
      - 0.44 * log(Double(count)) + (link.map { 0.44 * min(max($0, -6), 8) - 0.9 } ?? 0) + 0.58
  }
}
