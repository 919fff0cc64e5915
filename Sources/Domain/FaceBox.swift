/// A rectangle of pixels in an upright picture, half-open: columns `left..<right`, rows
/// `top..<bottom`.
public struct FaceBox: Hashable, Sendable, Codable {
  /// The sides, in the order that face tools print them.
  public var top, right, bottom, left: Int

  /// A box with these sides.
  public init(top: Int, right: Int, bottom: Int, left: Int) {
    self.top = top
    self.right = right
    self.bottom = bottom
    self.left = left
  }

  /// The box without extent at the origin: a face whose place nobody told.
  public static let nowhere = FaceBox(top: 0, right: 0, bottom: 0, left: 0)

  /// Columns.
  public var width: Int { right - left }
  /// Rows.
  public var height: Int { bottom - top }
  /// Whether there is no pixel inside.
  public var isEmpty: Bool { width <= 0 || height <= 0 }

  /// The box with `fraction` of its width and height added on every side.
  public func expanded(by fraction: Double) -> FaceBox {
    let x = Int(Double(width) * fraction)
    let y = Int(Double(height) * fraction)
    return FaceBox(top: top - y, right: right + x, bottom: bottom + y, left: left - x)
  }

  /// The box in a picture that is `across` times as wide and `down` times as high.
  public func scaled(across: Double, down: Double) -> FaceBox {
    FaceBox(
      top: Int((Double(top) * down).rounded()), right: Int((Double(right) * across).rounded()),
      bottom: Int((Double(bottom) * down).rounded()), left: Int((Double(left) * across).rounded()))
  }

  /// The overlap from which two boxes in one frame are taken for the same face's: detectors draw
  /// differently, one a square around the middle, another one down to the chin.
  public static let samePlace = 0.35

  /// Intersection over union, 0–1.
  public func overlap(_ other: FaceBox) -> Double {
    let w = min(right, other.right) - max(left, other.left)
    let h = min(bottom, other.bottom) - max(top, other.top)
    guard w > 0, h > 0 else { return 0 }
    let shared = Double(w * h)
    return shared / (Double(width * height) + Double(other.width * other.height) - shared)
  }
}

extension FaceBox: CustomStringConvertible {
  /// The sides as face tools print them: `top,right,bottom,left`.
  public var description: String { "\(top),\(right),\(bottom),\(left)" }
}
