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
        == CJPEG_OK
    }
    return taking(bytes, count)
  }

  /// The picture as a PNG file.
  ///
  /// - Throws: `VisionError` for a picture without pixels.
  public func png() throws(VisionError) -> [UInt8] { try encoded(as: ".png") }

  /// The picture as a file of the same format as `format`; JPEG for formats that cannot be written.
  ///
  /// - Throws: `VisionError` for a picture without pixels.
  public func encoded(as format: PictureFormat) throws(VisionError) -> [UInt8] {
    switch format {
    case .png: try encoded(as: ".png")
    case .webp: try encoded(as: ".webp")
    case .tiff: try encoded(as: ".tiff")
    case .bmp: try encoded(as: ".bmp")
    case .jpeg, .jpeg2000, .gif, .heif, .avif, .psd, .video: try jpeg()
    }
  }

  private func encoded(as fileExtension: String) throws(VisionError) -> [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    try checked(.internal) {
      copencv_encode(pixels, Int32(width), Int32(height), fileExtension, &bytes, &count, $0)
    }
    return taking(bytes, count)
  }

  private func taking(_ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int) -> [UInt8] {
    defer { free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}
