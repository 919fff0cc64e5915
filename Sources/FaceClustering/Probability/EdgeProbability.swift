import Foundation

/// How probable it is that two persons were really seen together.
///
/// A wrong merge hits all media that two persons share at once, so media do not multiply as if they were
/// independent: what counts is the best of them, and how many there are counts a little besides. A
/// logistic regression, fitted on composed meetings of labeled people; `Benchmarks/curation` has the
/// measurements.
public enum EdgeProbability {
  /// The probability where in the best of `media` shared media the faces are both persons' with
  /// probability `best`. O(1).
  public static func of(best: Double, media: Int) -> Double {
    let bounded = min(max(best, 1e-4), 1 - 1e-4)
    let odds = 0.96 * log(bounded / (1 - bounded)) + 0.65 * log(Double(max(1, media))) + 0.06
    return SamePersonProbability.probability(odds)
  }
}
