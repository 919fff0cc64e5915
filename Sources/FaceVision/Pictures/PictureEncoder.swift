import CJPEG
import COpenCV
import Foundation

extension Picture {
  /// The picture as a JPEG file.
  ///
  /// - Parameter quality: 1–100.
  /// - Throws: `VisionError` for a picture without pixels.
  public func jpeg(quality: Int = 90) throws(VisionError) -> [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    try checked(.internal) {
      cjpeg_encode(pixels, Int32(width), Int32(height), Int32(quality), &bytes, &count, $0)

    }
    return Picture.taking(bytes, count)
  }

  /// The picture as a PNG file.
  ///
  /// - Throws: `VisionError` for a picture without pixels.
  public func png() throws(VisionError) -> [UInt8] { try encoded(as: ".png") }

  /// The largest ellipse inside the picture as a PNG file; what is outside is transparent.
  ///
  /// - Throws: `VisionError` for a picture without pixels.
  public func roundPNG() throws(VisionError) -> [UInt8] {
    let (a, b) = (Double(width) / 2, Double(height) / 2)
    var rgba: [UInt8] = []
    rgba.reserveCapacity(width * height * 4)
    for y in 0..<height {
      for x in 0..<width {
        let (dx, dy) = ((Double(x) + 0.5 - a) / a, (Double(y) + 0.5 - b) / b)
        // One pixel of the rim fades out.
        let inside = (1 - (dx * dx + dy * dy).squareRoot()) * min(a, b)
        rgba += pixels[(y * width + x) * 3..<(y * width + x) * 3 + 3]
        rgba.append(UInt8(255 * min(1, max(0, inside))))
      }
    }
    return try Picture.encode(rgba, width: width, height: height, as: ".png")
  }

  /// The picture as a file of the same format as `format`; JPEG for formats that cannot be written.
  ///
  /// - Throws: `VisionError` for a picture without pixels.
  public func encoded(as format: PictureFormat) throws(VisionError) -> [UInt8] {
    switch format {
    case .png: try encoded(as: ".png")
    case .webp: try encoded(as: ".webp")
    case .tiff: try encoded(as: ".tiff")
    case .bmp: try encoded(as: ".bmp")
    default: try jpeg()
    }
  }

  private func encoded(as fileExtension: String) throws(VisionError) -> [UInt8] {
    try Picture.encode(pixels, width: width, height: height, as: fileExtension)
  }

  private static func encode(
    _ pixels: [UInt8], width: Int, height: Int, as fileExtension: String
  ) throws(VisionError) -> [UInt8] {
    guard width > 0, height > 0 else {
      throw VisionError(.internal, "a picture without pixels cannot be encoded")
    }
    let channels = pixels.count / (width * height)
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    try checked(.internal) {
      copencv_encode(
        pixels, Int32(width), Int32(height), Int32(channels), fileExtension, &bytes, &count, $0)
    }
    return taking(bytes, count)
  }

  private static func taking(_ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int) -> [UInt8] {
    defer { free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}
