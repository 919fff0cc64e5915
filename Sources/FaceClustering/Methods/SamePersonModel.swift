import Foundation

/// How much more likely two groups of faces are one person than two: the two-covariance model.
///
/// Each person has a place in the space of unit embeddings, drawn from a normal distribution around
/// all people; the person's faces scatter normally around it. The centroids of two groups are then
/// apart by the scatter alone if they are one person, and by much more if they are two. The ratio
/// of these likelihoods depends on the distance of the centroids and the sizes of the groups.
/// Faces of a person come in bursts that look alike, so a part of the scatter, the correlation,
/// does not average out in a centroid.
///
/// Three things are known besides:
/// - Faces of one person scatter much the same whoever it is. A group that scatters more is
///   probably of several people, so what would become such a group is less likely one person.
/// - A face that was left over belongs to somebody with many faces more probably than to somebody
///   with few, and few faces are left over together more often than many.
/// - Where many people look alike, a small distance says less (`Hubness`).
/// - Small and blurred faces look alike whoever they are, and masks make it worse, so a small distance
///   of theirs says less, too.
///
/// The constants are an encoder's, measured on people set apart for this.
///
/// Reference: Brümmer, de Villiers, "The Speaker Partitioning Problem", Odyssey 2010.
public struct SamePersonModel: Sendable {
  /// What counts of a group besides its centroid.
  struct Group: Sendable {
    /// The number of faces.
    var count = 1
    /// The sum of the squared distances of the faces to the centroid.
    var scatter = 0.0
    /// How much farther from others the group is taken to be, in squared distance.
    var hubness = 0.0
    /// The same for how little of the faces can be seen.
    var vagueness = 0.0
  }

  /// The number of dimensions in which people really differ.
  private let dimensions: Double
  /// The variance of a person's faces, over all dimensions, at embeddings of length 1.
  private let within: Double
  /// The variance of people, over all dimensions.
  private let between: Double
  /// The correlation of the deviations of one person's faces.
  private let correlation: Double
  /// The variance of a person's faces around their centroid, and how much its logarithm differs
  /// between people (standard deviation).
  private let scatter: (mean: Double, deviation: Double)
  /// The log odds that are enough among few groups, and by how much they grow with the logarithm of
  /// their number.
  private let caution: (least: Double, growth: Double)
  /// How much of the density around groups becomes distance.
  let hubnessWeight: Double
  /// The squared distances of two people's faces, where the encoder spreads people well: mean and
  /// standard deviation.
  let impostors: (mean: Double, deviation: Double)
  /// From how much detail on a face is as good as any, and the squared distance that a face without
  /// any is farther from others.
  private let vagueness: (clear: Double, most: Double)

  /// dlib's encoder on photographs of the press.
  public static let dlib = SamePersonModel(
    dimensions: 30, within: 0.0472, between: 0.1377, correlation: 0.2, scatter: (0.044, 0.11),
    caution: (2.4, 0.65), hubnessWeight: 1.6, impostors: (0.325, 0.068), vagueness: (0.35, 0))

  /// SFace.
  public static let sface = SamePersonModel(
    dimensions: 135, within: 0.5, between: 0.42, correlation: 0.28, scatter: (0.28, 0.18),
    caution: (2.1, 0.5), hubnessWeight: 1.1, impostors: (1.84, 0.18), vagueness: (0.35, 0.4))

  /// How much farther from others a face of so much detail (0…1) is taken to be, in squared distance.
  ///
  /// For SFace it was found on street photos, where faces of 16 to 40 pixels, many of them masked, were
  /// joined with strangers' until then; scaled-down portraits show what it costs.
  func vagueness(ofDetail detail: Float) -> Double {
    vagueness.most * max(0, 1 - Double(detail) / vagueness.clear)
  }

  /// Both groups as one, whose centroids are `squaredDistance` apart. O(1).
  func union(_ a: Group, _ b: Group, squaredDistance: Double) -> Group {
    let m = Double(a.count)
    let n = Double(b.count)
    return Group(
      count: a.count + b.count,
      scatter: a.scatter + b.scatter + m * n / (m + n) * squaredDistance,
      hubness: (m * a.hubness + n * b.hubness) / (m + n),
      vagueness: (m * a.vagueness + n * b.vagueness) / (m + n))
  }

  /// The logarithm of the odds that two groups are one person, up to a constant. O(1).
  ///
  /// - Parameter squaredDistance: The squared distance of the centroids.
  func logOdds(_ a: Group, _ b: Group, squaredDistance: Double) -> Double {
    let (same, different) = variances(a.count, b.count)
    let distance =
      squaredDistance + (a.hubness + b.hubness + a.vagueness + b.vagueness) / 2
    return dimensions / 2 * log(different / same) - distance / 2 * (1 / same - 1 / different)
      + leftOver(a.count, b.count)
      - excess(union(a, b, squaredDistance: squaredDistance))
  }

  /// The log odds that two groups must reach to be one person, among `groups`.
  ///
  /// The more groups there are, the likelier it is that some two strangers look alike, so this
  /// grows with the logarithm of their number. The factor, less than 1, was found by experiment:
  /// lookalikes share age, sex and origin and do not spread as the model says.
  ///
  /// - Parameter sureness: How much surer than usual one wants to be, in 0…1: with 1, not even two
  ///   equal faces are one person.
  func threshold(groups: Int, sureness: Double = 0) -> Double {
    let usual = caution.least + caution.growth * log(Double(max(1, groups)))
    guard sureness > 0 else { return usual }
    let (same, different) = variances(1, 1)
    return usual + sureness * max(0, dimensions / 2 * log(different / same) - usual)
  }

  /// The largest distance of centroids at which two groups of up to `largest` faces can reach
  /// `threshold`.
  ///
  /// It is that of a single face from another one or from a group as large as possible.
  func radius(threshold: Double, largest: Int) -> Double {
    [1, largest].map { size in
      let (same, different) = variances(1, size)
      let margin =
        dimensions / 2 * log(different / same) + leftOver(1, size) - threshold
      return margin > 0 ? (2 * margin / (1 / same - 1 / different)).squareRoot() : 0
    }.max()!
  }

  /// The part of its faces' variance by which the centroid of `count` faces is nearer to all others
  /// than a face is.
  func averagedOut(_ count: Int) -> Double {
    within * (1 - correlation) * (1 - 1 / Double(count))
  }

  /// The scatter that a group of `count` faces of one person has on average.
  func expectedScatter(_ count: Int) -> Double { scatter.mean * Double(count - 1) }

  /// The logarithm of how much more often n faces are left over from a person of m faces, m ≥ n,
  /// than one face from another one.
  private func leftOver(_ a: Int, _ b: Int) -> Double {
    let m = Double(max(a, b))
    let n = Double(min(a, b))
    return log(m) - 2.5 * log(n)
  }

  /// By how much, as a logarithm, larger scatter than usual makes one person less likely.
  private func excess(_ group: Group) -> Double {
    let degrees = Double(group.count - 1)
    let ratio = group.scatter / (degrees * scatter.mean)
    guard ratio > 1 else { return 0 }
    let surprise = log(ratio)
    return surprise * surprise
      / (2 * (2 / (dimensions * degrees) + scatter.deviation * scatter.deviation))
  }

  /// The variance in one dimension of the difference of two centroids: of one person, of two.
  private func variances(_ m: Int, _ n: Int) -> (same: Double, different: Double) {
    let share =
      2 * correlation + (1 - correlation) * (1 / Double(m) + 1 / Double(n))
    let same = within * share / dimensions
    return (same, same + 2 * between / dimensions)
  }
}
