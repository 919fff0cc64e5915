/// By how much a picture is made smaller while it is decoded; width and height are divided by it
/// and rounded up.
///
/// A JPEG file is decoded to half, a quarter or an eighth of its size in a fraction of the time that
/// all pixels would take: its blocks are transformed at the smaller size (scaled DCT). Of other
/// formats, each pixel is the mean of those it stands for.
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

  /// The strongest reduction at which faces of `smallestFace` pixels can be seen by a detector that sees
  /// those of `seen` pixels.
  public init(smallestFace: Int, seen: Int) {
    self = Self.allCases.last { $0.rawValue * seen <= smallestFace } ?? .none
  }

  /// The length that a side of `length` pixels is reduced to.
  public func reduce(_ length: Int) -> Int { (length + rawValue - 1) / rawValue }
}
