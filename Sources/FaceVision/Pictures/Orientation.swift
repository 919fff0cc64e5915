import Domain

/// How stored pixels must be turned to stand upright; the values of the EXIF orientation tag.
public enum Orientation: Int, Sendable, CaseIterable {
  case upright = 1
  case mirrored, upsideDown, upsideDownMirrored
  case leftMirrored, left, rightMirrored, right

  /// Whether width and height change places.
  public var isTransposed: Bool { rawValue >= 5 }

  /// Where a box of the upright picture is in the stored one, which has this size.
  public func stored(_ box: FaceBox, width: Int, height: Int) -> FaceBox {
    let turned =
      isTransposed
      ? FaceBox(top: box.left, right: box.bottom, bottom: box.right, left: box.top) : box
    let isFlippedAcross = [.mirrored, .upsideDown, .rightMirrored, .right].contains(self)
    let isFlippedDown = [.upsideDown, .upsideDownMirrored, .left, .rightMirrored].contains(self)
    return FaceBox(
      top: isFlippedDown ? height - turned.bottom : turned.top,
      right: isFlippedAcross ? width - turned.left : turned.right,
      bottom: isFlippedDown ? height - turned.top : turned.bottom,
      left: isFlippedAcross ? width - turned.right : turned.left)
  }
}

extension Picture {
  /// The picture turned as its EXIF orientation tells.
  ///
  /// Complexity: O(pixels); none where the picture is upright already.
  public func upright(from orientation: Orientation) -> Picture {
    guard orientation != .upright else { return self }
    let newWidth = orientation.isTransposed ? height : width
    let newHeight = orientation.isTransposed ? width : height
    let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { target, count in
      pixels.withUnsafeBufferPointer { source in
        for y in 0..<newHeight {
          for x in 0..<newWidth {
            let (sx, sy) =
              switch orientation {
              case .upright: (x, y)
              case .mirrored: (width - 1 - x, y)
              case .upsideDown: (width - 1 - x, height - 1 - y)
              case .upsideDownMirrored: (x, height - 1 - y)
              case .leftMirrored: (y, x)
              case .left: (y, height - 1 - x)
              case .rightMirrored: (width - 1 - y, height - 1 - x)
              case .right: (width - 1 - y, x)
              }
            let from = (sy * width + sx) * 3
            let to = (y * newWidth + x) * 3
            target[to] = source[from]
            target[to + 1] = source[from + 1]
            target[to + 2] = source[from + 2]
          }
        }
      }
      count = pixels.count
    }
    return Picture(width: newWidth, height: newHeight, pixels: turned)
  }
}
