import Foundation

/// The value below which a standard normal variable is with the probability `share`, in 0…1.
///
/// By bisection, to the last bits. O(1).
func normalQuantile(_ share: Double) -> Double {
  var low = -40.0
  var high = 40.0
  while case let middle = (low + high) / 2, middle > low, middle < high {
    if 0.5 * erfc(-middle / 2.0.squareRoot()) < share { low = middle } else { high = middle }
  }
  return high
}
