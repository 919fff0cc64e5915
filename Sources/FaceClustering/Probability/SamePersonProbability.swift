import Foundation

/// How probable it is that groups of faces are one person, and that faces belong to their group: logistic
/// regressions, one set of coefficients for each encoder.
///
/// What counts is how similar groups or faces are, how densely others stand around them (where many people
/// look alike, similarity says less), and how many faces they have. Fitted on composed meetings of labeled
/// people, many of them children of the same families; `Benchmarks/curation` has the measurements.
///
/// Reference: Platt, "Probabilistic Outputs for Support Vector Machines", 1999.
public struct SamePersonProbability: Sendable {
  /// Whether two groups are one person.
  struct Pair: Sendable {
    var similarity, hubness, smallerSize, largerSize, groups, constant: Double
  }

  /// Whether a face is its group's.
  struct Membership: Sendable {
    var similarity, rival, hubness, size, constant: Double
  }

  /// Whether a group is one person: what counts is how alike both parts are into which it would fall.
  struct Unity: Sendable {
    var similarity, hubness, rival, largerSize, smallerSize, constant: Double
  }

  let pair: Pair
  let membership: Membership
  let unity: Unity

  /// SFace's embeddings.
  public static let sface = SamePersonProbability(
    pair: Pair(
      similarity: 26.94, hubness: -19.87, smallerSize: -1.5, largerSize: 0.15, groups: -0.35,
      constant: -3.05),
    membership: Membership(
      similarity: 12.26, rival: -10.51, hubness: -12.05, size: -1.85, constant: 8.51),
    unity: Unity(
      similarity: 15.66, hubness: -15.26, rival: -6.33, largerSize: 0.57, smallerSize: -1.74,
      constant: 2.37))
  /// dlib's embeddings, which all point much the same way.
  public static let dlib = SamePersonProbability(
    pair: Pair(
      similarity: 103.93, hubness: -64.68, smallerSize: -1.57, largerSize: 0.31, groups: -1.47,
      constant: -31.59),
    membership: Membership(
      similarity: 26.5, rival: -32.73, hubness: -45.26, size: -1.12, constant: 51.07),
    unity: Unity(
      similarity: 4.81, hubness: -40.66, rival: -25.75, largerSize: -0.73, smallerSize: -0.36,
      constant: 58.69))

  /// The logarithm of the odds that groups `a` and `b` are one person. O(dimensions).
  public func logOdds(_ a: Int, _ b: Int, of groups: PersonGroups) -> Double {
    logOdds(
      similarity: groups.similarity(a, b),
      hubness: (groups.hubness(a) + groups.hubness(b)) / 2,
      counts: (groups.members[a].count, groups.members[b].count), groups: groups.count)
  }

  /// The same by the figures.
  public func logOdds(
    similarity: Double, hubness: Double, counts: (Int, Int), groups: Int
  ) -> Double {
    pair.similarity * similarity + pair.hubness * hubness
      + pair.smallerSize * log(Double(min(counts.0, counts.1)))
      + pair.largerSize * log(Double(max(counts.0, counts.1)))
      + pair.groups * log(Double(max(1, groups))) + pair.constant
  }

  /// The log odds that a face of a group that was found is the person's.
  ///
  /// - Parameters:
  ///   - similarity: How similar the face is to the others of the group.
  ///   - rival: How similar the most similar other group is.
  ///   - hubness: How densely others stand around the group.
  ///   - count: How many faces the group has.
  func memberOdds(similarity: Double, rival: Double, hubness: Double, count: Int) -> Double {
    membership.similarity * similarity + membership.rival * rival
      + membership.hubness * hubness + membership.size * log(Double(count)) + membership.constant
  }

  /// The log odds that the two parts of a group that was found are one person.
  ///
  /// - Parameter rival: How similar the group most similar to the whole is.
  func unityOdds(similarity: Double, hubness: Double, rival: Double, larger: Int, smaller: Int)
    -> Double
  {
    unity.similarity * similarity + unity.hubness * hubness + unity.rival * rival
      + unity.largerSize * log(Double(larger)) + unity.smallerSize * log(Double(smaller))
      + unity.constant
  }

  /// The probability with these odds.
  public static func probability(_ logOdds: Double) -> Double { 1 / (1 + exp(-logOdds)) }
}
