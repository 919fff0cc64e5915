import Foundation

/// The logarithm of the probability of `k` successes in `n` trials of probability `p`, with full
/// relative accuracy however large `n` is, where differences of log-factorials have none.
///
/// Loader, "Fast and accurate computation of binomial probabilities", 2000.
func logBinomial(_ k: Int, of n: Int, probability p: Double) -> Double {
  if k < 0 || k > n { return -.infinity }
  if p <= 0 { return k == 0 ? 0 : -.infinity }
  if p >= 1 { return k == n ? 0 : -.infinity }
  if k == 0 { return Double(n) * log1p(-p) }
  if k == n { return Double(n) * log(p) }
  let rest = Double(n - k)
  let (k, n) = (Double(k), Double(n))
  return stirlingError(n) - stirlingError(k) - stirlingError(rest)
    - deviance(k, n * p) - deviance(rest, n * (1 - p))
    + 0.5 * (log(n) - log(2 * .pi * k) - log(rest))
}

/// log n! minus Stirling's approximation of it.
private func stirlingError(_ n: Double) -> Double {
  if n <= 15 { return lgamma(n + 1) - (n + 0.5) * log(n) + n - 0.5 * log(2 * .pi) }
  let square = n * n
  return
    (1 / 12.0
    - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - 1 / 1188.0 / square) / square)
      / square)
      / square)
    / n
}

/// x log(x / mean) + mean − x, without cancellation where x is near the mean.
private func deviance(_ x: Double, _ mean: Double) -> Double {
  guard abs(x - mean) < 0.1 * (x + mean) else { return x * log(x / mean) + mean - x }
  let v = (x - mean) / (x + mean)
  var sum = (x - mean) * v
  var term = 2 * x * v
  for j in 1... {
    term *= v * v
    let next = sum + term / Double(2 * j + 1)
    if next == sum { break }
    sum = next
  }
  return sum
}
