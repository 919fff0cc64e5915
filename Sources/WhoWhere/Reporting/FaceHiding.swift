import Domain
import FaceVision

/// Fills the faces of everybody who is not shown, in the pixels themselves.
///
/// First those that the case knows, then whatever the detector at its most sensitive takes for a face: in
/// any position, and at scores at which most of what it finds is none. What it does not find stays
/// visible, which nobody can rule out.
struct FaceHiding: Sendable {
  private let network: YuNetNetwork

  /// From this score on, a place is filled. Chosen low: too much is hidden rather than too little.
  static let minimumScore: Float = 0.3
  /// The least faces that are looked for, in pixels of what is shown.
  static let smallestFace = 12
  /// How much around a face is filled, as a part of its size: hair and chin tell, too.
  private static let margin = 0.25
  /// A find that lies so far inside a face that is shown is a part of that face.
  private static let inside = 0.7
  private static let gray: (UInt8, UInt8, UInt8) = (118, 118, 118)

  /// Looks with `network`.
  init(_ network: YuNetNetwork) { self.network = network }

  /// `picture` without other faces than those at `shown`.
  ///
  /// - Parameters:
  ///   - picture: The upright picture.
  ///   - hidden: Faces that are known and must not be seen.
  ///   - shown: Faces that may be seen.
  /// - Returns: The picture, and how many places were filled.
  /// - Throws: `VisionError` where memory runs out.
  /// - Complexity: O(pixels), about 30 ms a megapixel and core.
  func hide(in picture: Picture, _ hidden: [FaceBox], showing shown: [FaceBox]) throws -> (
    picture: Picture, count: Int
  ) {
    var result = picture
    for box in hidden { Self.fill(box, in: &result) }
    let detector = AnyPositionDetector(
      network, smallestFace: Self.smallestFace, minimumScore: Self.minimumScore)
    let found = try detector.faces(in: result).map(\.box).filter { box in
      !shown.contains { Self.isSame(box, $0) }
    }
    for box in found { Self.fill(box, in: &result) }
    return (result, hidden.count + found.count)
  }

  /// Whether a find is a face that is shown, or a part of it.
  private static func isSame(_ found: FaceBox, _ shown: FaceBox) -> Bool {
    if found.overlap(shown) >= FaceBox.samePlace { return true }
    let width = min(found.right, shown.right) - max(found.left, shown.left)
    let height = min(found.bottom, shown.bottom) - max(found.top, shown.top)
    guard width > 0, height > 0 else { return false }
    return Double(width * height) >= inside * Double(found.width * found.height)
  }

  private static func fill(_ box: FaceBox, in picture: inout Picture) {
    let box = box.expanded(by: margin)
    let (left, right) = (max(0, box.left), min(picture.width, box.right))
    guard left < right else { return }
    for y in max(0, box.top)..<max(max(0, box.top), min(picture.height, box.bottom)) {
      for x in left..<right {
        let place = (y * picture.width + x) * 3
        (picture.pixels[place], picture.pixels[place + 1], picture.pixels[place + 2]) = gray
      }
    }
  }
}
