/// A correction of p-values for the number of tests: among a million pairs, a thousand pass a test
/// at the .001 level by chance.
public enum MultipleTesting: String, Sendable, Hashable, CaseIterable {
  /// No correction.
  case none
  /// No edge is wrong, with the probability of the level.
  /// Holm, "A simple sequentially rejective multiple test procedure", 1979.
  case holm
  /// Of the edges that pass, the part given by the level is wrong, on average.
  /// Benjamini and Hochberg, "Controlling the false discovery rate", 1995.
  case benjaminiHochberg

  /// The p-values to compare with the level, in the order of `pValues`. O(n log n).
  ///
  /// - Parameters:
  ///   - pValues: One of each hypothesis.
  ///   - hypothesisCount: The number of tests; those beyond `pValues` had p-value 1.
  public func adjusted(_ pValues: [Double], hypothesisCount: Int) -> [Double] {
    let m = Double(max(hypothesisCount, pValues.count))
    let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    var adjusted = pValues
    switch self {
    case .none: break
    case .holm:
      var running = 0.0
      for (rank, i) in order.enumerated() {
        running = max(running, min(1, (m - Double(rank)) * pValues[i]))
        adjusted[i] = running
      }
    case .benjaminiHochberg:
      var running = 1.0
      for (rank, i) in order.enumerated().reversed() {
        running = min(running, pValues[i] * m / Double(rank + 1))
        adjusted[i] = running
      }
    }
    return adjusted
  }
}
