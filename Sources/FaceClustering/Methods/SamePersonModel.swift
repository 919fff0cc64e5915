import Foundation

/// How much more likely two groups of faces are one person than two: the two-covariance model.
///
/// Each person has a place in the space of unit embeddings, drawn from a normal distribution around
/// all people; the person's faces scatter normally around it. The centroids of two groups are then
/// apart by the scatter alone if they are one person, and by much more if they are two. The ratio
/// of these likelihoods depends on the distance of the centroids and the sizes of the groups.
///
/// The constants are those of dlib's encoder on photographs of the press, from people set apart for
/// this. Faces of a person come in bursts that look alike, so a part of the scatter, the
/// correlation, does not average out in a centroid.
///
/// Reference: Brümmer, de Villiers, "The Speaker Partitioning Problem", Odyssey 2010.
struct SamePersonModel {
  /// The number of dimensions in which people really differ.
  private let dimensions = 25.0
  /// The variance of a person's faces, over all dimensions, at embeddings of length 1.
  private let within = 0.0472
  /// The variance of people, over all dimensions.
  private let between = 0.1377
  /// The correlation of the deviations of one person's faces.
  private let correlation = 0.15

  /// The logarithm of the likelihood ratio. O(1).
  ///
  /// - Parameters:
  ///   - squaredDistance: The squared distance of the centroids.
  ///   - m: The number of faces in one group.
  ///   - n: The number of faces in the other.
  func logLikelihoodRatio(squaredDistance: Double, _ m: Int, _ n: Int) -> Double {
    let (same, different) = variances(m, n)
    return dimensions / 2 * log(different / same)
      - squaredDistance / 2 * (1 / same - 1 / different)
  }

  /// The logarithm of the ratio that two groups must reach to be one person, among `groups`.
  ///
  /// The more groups there are, the likelier it is that some two strangers look alike, so this
  /// grows with the logarithm of their number. The factor, less than 1, was found by experiment:
  /// lookalikes share age, sex and origin and do not spread as the model says.
  func threshold(groups: Int) -> Double { 1.25 + 0.7 * log(Double(max(1, groups))) }

  /// The largest distance of centroids at which any two groups can reach `threshold`.
  ///
  /// Single faces are the groups that may be farthest apart.
  func radius(threshold: Double) -> Double {
    let (same, different) = variances(1, 1)
    let margin = dimensions / 2 * log(different / same) - threshold
    return margin > 0 ? (2 * margin / (1 / same - 1 / different)).squareRoot() : 0
  }

  /// The variance in one dimension of the difference of two centroids: of one person, of two.
  private func variances(_ m: Int, _ n: Int) -> (same: Double, different: Double) {
    let share =
      2 * correlation + (1 - correlation) * (1 / Double(m) + 1 / Double(n))
    let same = within * share / dimensions
    return (same, same + 2 * between / dimensions)
  }
}
