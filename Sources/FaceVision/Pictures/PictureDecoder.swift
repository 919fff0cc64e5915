import CExiv2
import CJPEG
import COpenCV

extension Picture {
  /// The largest picture that is decoded, in pixels. Larger ones are reported, not guessed at:
  /// a small file can unpack to more than the memory holds.
  public static let largestPixelCount = 200_000_000

  /// Decodes a picture file as its pixels are stored; see `upright` for turning it.
  ///
  /// - Parameter bytes: The whole file.
  /// - Throws: `VisionError`, also where a part of the picture is missing.
  public init(decoding bytes: [UInt8]) throws(VisionError) {
    guard !bytes.isEmpty else { throw VisionError(.empty, "the file is empty") }
    guard let format = PictureFormat.detect(bytes) else {
      throw VisionError(.notAPicture, "the content is not a picture")
    }
    guard format.isDecodable else {
      throw VisionError(
        .unsupported, "\(format.rawValue.uppercased()) pictures are not supported; convert to JPEG")
    }
    switch format {
    case .jpeg:
      if let picture = try Picture.decodeJPEG(bytes) {
        self = picture
      } else {
        self = try Picture.decodeWithOpenCV(bytes)
      }
    case .png:
      // libpng decodes what is there and says nothing of what is not.
      guard bytes.suffix(64).contains(subsequence: Array("IEND".utf8)) else {
        throw VisionError(.damaged, "the PNG file is cut off")
      }
      self = try Picture.decodeWithOpenCV(bytes)
    case .bmp:
      // OpenCV complains on standard error, without a name; so this is checked first.
      let promised = bytes[2..<6].reversed().reduce(0) { $0 << 8 | Int($1) }
      guard bytes.count >= promised else {
        throw VisionError(.damaged, "the BMP file is cut off")
      }
      self = try Picture.decodeWithOpenCV(bytes)
    default:
      self = try Picture.decodeWithOpenCV(bytes)
    }
  }

  /// `nil` for the color spaces that libjpeg leaves to others.
  private static func decodeJPEG(_ bytes: [UInt8]) throws(VisionError) -> Picture? {
    var width: Int32 = 0
    var height: Int32 = 0
    let kind = try checked(.damaged) { error -> cjpeg_result? in
      let result = cjpeg_size(bytes, bytes.count, &width, &height, error)
      return result == CJPEG_BAD ? nil : result
    }
    guard kind == CJPEG_OK else { return nil }
    try checkSize(width: Int(width), height: Int(height))
    var picture = Picture(width: Int(width), height: Int(height))
    do {
      try checked(.damaged) { cjpeg_decode(bytes, bytes.count, &picture.pixels, $0) == CJPEG_OK }
    } catch {
      throw VisionError(.damaged, "a part of the picture is missing or broken: \(error.message)")
    }
    return picture
  }

  private static func decodeWithOpenCV(_ bytes: [UInt8]) throws(VisionError) -> Picture {
    // Before anything is unpacked, as far as the header tells.
    var (width, height): (Int32, Int32) = (0, 0)
    if cexiv2_size(bytes, bytes.count, &width, &height) {
      try checkSize(width: Int(width), height: Int(height))
    }
    let picture = Picture(
      taking: try checked(.damaged) { copencv_decode(bytes, bytes.count, $0) })
    try checkSize(width: picture.width, height: picture.height)
    return picture
  }

  private static func checkSize(width: Int, height: Int) throws(VisionError) {
    guard width * height <= largestPixelCount else {
      throw VisionError(
        .tooLarge,
        "\(width) × \(height) pixels are more than the \(largestPixelCount / 1_000_000) million "
          + "that are decoded; scale the picture down")
    }
  }
}

extension Collection where Element == UInt8 {
  /// Whether these bytes contain `needle`.
  fileprivate func contains(subsequence needle: [UInt8]) -> Bool {
    indices.contains { self[$0...].starts(with: needle) }
  }
}
