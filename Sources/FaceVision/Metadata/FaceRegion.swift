import Domain

/// A rectangle around a face as shares of a picture's width and height, 0–1.
///
/// The Metadata Working Group's regions (Guidelines for Handling Image Metadata 2.0, section 5.9) and
/// Microsoft's (People Tagging, WIC) are both of the stored picture, before its EXIF orientation turns
/// it.
package struct FaceRegion: Equatable, Sendable {
  /// The edges.
  package var left, top, right, bottom: Double

  /// A rectangle of these edges.
  package init(left: Double, top: Double, right: Double, bottom: Double) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  /// The part of the rectangle that is in the picture; `nil` where there is none.
  var inside: FaceRegion? {
    let part = FaceRegion(
      left: max(0, left), top: max(0, top), right: min(1, right), bottom: min(1, bottom))
    // Not numbers are in no picture either.
    return part.left < part.right && part.top < part.bottom ? part : nil
  }

  /// The rectangle in the upright picture, of one in the stored picture.
  ///
  /// - Parameter orientation: The EXIF orientation, 1–8.
  package func upright(from orientation: Int) -> FaceRegion {
    func turned(_ x: Double, _ y: Double) -> (Double, Double) {
      switch orientation {
      case 2: (1 - x, y)
      case 3: (1 - x, 1 - y)
      case 4: (x, 1 - y)
      case 5: (y, x)
      case 6: (1 - y, x)
      case 7: (1 - y, 1 - x)
      case 8: (y, 1 - x)
      default: (x, y)
      }
    }
    let (a, b) = (turned(left, top), turned(right, bottom))
    return FaceRegion(
      left: min(a.0, b.0), top: min(a.1, b.1), right: max(a.0, b.0), bottom: max(a.1, b.1))
  }

  /// The rectangle in the stored picture, of one in the upright picture.
  package func stored(as orientation: Int) -> FaceRegion {
    // Turning by a quarter to the left undoes one to the right; all else undoes itself.
    upright(from: orientation == 6 ? 8 : orientation == 8 ? 6 : orientation)
  }

  /// The rectangle in pixels of a picture of this size.
  package func box(width: Int, height: Int) -> FaceBox {
    func pixel(_ share: Double, _ size: Int) -> Int { Int((share * Double(size)).rounded()) }
    return FaceBox(
      top: pixel(top, height), right: pixel(right, width), bottom: pixel(bottom, height),
      left: pixel(left, width))
  }

  /// A box as shares of a picture of this size.
  package init(_ box: FaceBox, width: Int, height: Int) {
    self.init(
      left: Double(box.left) / Double(width), top: Double(box.top) / Double(height),
      right: Double(box.right) / Double(width), bottom: Double(box.bottom) / Double(height))
  }
}
