/// By how much a picture is made smaller while it is decoded; width and height are divided by it
/// and rounded up.
///
/// A JPEG file is decoded to half, a quarter or an eighth of its size in a fraction of the time that
/// all pixels would take: its blocks are transformed at the smaller size (scaled DCT).
public enum Reduction: Int, Sendable, CaseIterable {
  case none = 1
  case half = 2
  case quarter = 4
  case eighth = 8

  /// The strongest reduction that leaves the longer side of a picture with at least `side` pixels.
  public init(width: Int, height: Int, keeping side: Int) {
    self =
      Self.allCases.last { $0.reduce(max(width, height)) >= side && $0 != .none } ?? .none
  }

  /// The length that a side of `length` pixels is reduced to.
  public func reduce(_ length: Int) -> Int { (length + rawValue - 1) / rawValue }
}

extension Picture {
  /// The picture made smaller: each pixel is the mean of those it stands for.
  ///
  /// Complexity: O(pixels).
  func reduced(by reduction: Reduction) -> Picture {
    guard reduction != .none else { return self }
    let step = reduction.rawValue
    var result = Picture(width: reduction.reduce(width), height: reduction.reduce(height))
    pixels.withUnsafeBufferPointer { source in
      result.pixels.withUnsafeMutableBufferPointer { target in
        for y in 0..<(height + step - 1) / step {
          let rows = y * step..<min(height, (y + 1) * step)
          for x in 0..<(width + step - 1) / step {
            let columns = x * step..<min(width, (x + 1) * step)
            let count = rows.count * columns.count
            for channel in 0..<3 {
              var sum = count / 2
              for row in rows {
                for column in columns { sum += Int(source[(row * width + column) * 3 + channel]) }
              }
              target[(y * ((width + step - 1) / step) + x) * 3 + channel] = UInt8(sum / count)
            }
          }
        }
      }
    }
    return result
  }
}
