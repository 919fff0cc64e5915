import COpenCV
import Domain

/// A picture in memory: 8-bit RGB, row by row without gaps.
public struct Picture: Equatable, Sendable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// `height` × `width` × 3 bytes.
  public var pixels: [UInt8]

  /// A picture of one color.
  public init(width: Int, height: Int, fill: Color = .black) {
    self.width = width
    self.height = height
    pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
      for i in 0..<width * height {
        buffer[3 * i] = fill.red
        buffer[3 * i + 1] = fill.green
        buffer[3 * i + 2] = fill.blue
      }
      count = width * height * 3
    }
  }

  /// A picture of these pixels, of which there must be `width` × `height` × 3.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(pixels.count == width * height * 3, "a picture needs three bytes a pixel")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The picture at another size: averaged when it shrinks, bicubic when it grows.
  ///
  /// - Throws: `VisionError` where memory runs out.
  public func resized(width newWidth: Int, height newHeight: Int) throws(VisionError) -> Picture {
    var result = Picture(width: newWidth, height: newHeight)
    try checked(.internal) {
      copencv_resize(
        pixels, Int32(width), Int32(height), &result.pixels, Int32(newWidth), Int32(newHeight), $0)
    }
    return result
  }

  /// The part of the picture inside `box`; parts of the box outside the picture are cut off.
  public func cropped(to box: FaceBox) -> Picture {
    let left = max(0, box.left)
    let right = min(width, box.right)
    let top = max(0, box.top)
    let bottom = min(height, box.bottom)
    guard left < right, top < bottom else { return Picture(width: 0, height: 0, pixels: []) }
    var rows: [UInt8] = []
    rows.reserveCapacity((right - left) * (bottom - top) * 3)
    for y in top..<bottom {
      rows += pixels[(y * width + left) * 3..<(y * width + right) * 3]
    }
    return Picture(width: right - left, height: bottom - top, pixels: rows)
  }
}

/// An RGB color, 0–255 a channel.
public struct Color: Equatable, Sendable {
  /// The channels.
  public let red, green, blue: UInt8

  /// A color of these channels.
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Black.
  public static let black = Color(0, 0, 0)
  /// White.
  public static let white = Color(255, 255, 255)

  /// Brightness as the eye sees it, 0–1 (Rec. 709 weights).
  public var luminance: Double {
    (0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue)) / 255
  }
}
