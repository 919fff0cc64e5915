import Foundation

/// A perceptual hash: 64 bits of which copies of a picture that were scaled or encoded anew differ in
/// few.
///
/// The signs, against their median, of the lowest 8 × 8 coefficients of the discrete cosine transform of
/// the picture at 32 × 32 pixels (Zauner: Implementation and Benchmarking of Perceptual Image Hash
/// Functions, 2010, "DCT based hash").
public struct PictureHash: Hashable, Sendable {
  /// The bits.
  public let bits: UInt64

  /// A hash of these bits.
  public init(bits: UInt64) { self.bits = bits }

  /// The hash of a picture. O(1).
  public init(_ picture: GrayPicture) {
    let size = 32
    let pixels = picture.samples(of: picture.whole, columns: size, rows: size) ?? []
    let low = 8
    // Rows first, then columns; only the low frequencies of each.
    var rows = [Double](repeating: 0, count: size * low)
    for y in 0..<size {
      for k in 0..<low {
        for x in 0..<size {
          rows[y * low + k] += pixels[y * size + x] * Self.cosines[k * size + x]
        }
      }
    }
    var coefficients: [Double] = []
    for k in 0..<low {
      for l in 0..<low {
        var sum = 0.0
        for y in 0..<size { sum += rows[y * low + l] * Self.cosines[k * size + y] }
        coefficients.append(sum)
      }
    }
    // The mean brightness says nothing.
    let sorted = coefficients.dropFirst().sorted()
    let median = sorted[sorted.count / 2]
    var bits: UInt64 = 0
    for (i, coefficient) in coefficients.enumerated() where i > 0 && coefficient > median {
      bits |= 1 << UInt64(i)
    }
    self.bits = bits
  }

  /// cos(π k (2 x + 1) / 64).
  private static let cosines: [Double] = (0..<8 * 32).map { i in
    let (k, x) = (i / 32, i % 32)
    return cos(Double.pi * Double(k * (2 * x + 1)) / 64)
  }

  /// In how many bits two hashes differ.
  public func distance(to other: PictureHash) -> Int { (bits ^ other.bits).nonzeroBitCount }
}
