import CExiv2
import CJPEG
import COpenCV
import Domain

extension Picture {
  /// The largest picture that is decoded, in pixels. Larger ones are reported, not guessed at:
  /// a small file can unpack to more than the memory holds.
  public static let largestPixelCount = 200_000_000

  /// Decodes a picture file as its pixels are stored; see `upright` for turning it.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - reduction: How much smaller the picture is wanted.
  /// - Throws: `VisionError`, also where a part of the picture is missing.
  public init(
    decoding bytes: [UInt8], reducedBy reduction: Reduction = .none
  ) throws(VisionError) {
    if try Picture.format(of: bytes) == .jpeg {
      let size = try Picture.sizeOfJPEG(bytes)
      let all = FaceBox(
        top: 0, right: reduction.reduce(size.width), bottom: reduction.reduce(size.height), left: 0)
      self = try Picture.decodeJPEG(bytes, reduction, [all])[0]
    } else {
      self = try Picture.decodeWithOpenCV(bytes).reduced(by: reduction)
    }
  }

  /// Decodes parts of a picture file, at full size and as its pixels are stored.
  ///
  /// Cheaper than the whole picture: of a JPEG file only the rows that the parts need are
  /// transformed.
  ///
  /// - Parameters:
  ///   - boxes: The parts, in stored pixels; what lies outside the picture is cut off.
  ///   - bytes: The whole file.
  /// - Returns: A picture for each box; one without pixels for a box outside.
  /// - Throws: `VisionError`. What is missing below the lowest box is not noticed.
  public static func parts(
    _ boxes: [FaceBox], of bytes: [UInt8]
  ) throws(VisionError) -> [Picture] {
    guard try format(of: bytes) == .jpeg else {
      let picture = try decodeWithOpenCV(bytes)
      return boxes.map { picture.cropped(to: $0) }
    }
    let size = try sizeOfJPEG(bytes)
    return try decodeJPEG(bytes, .none, boxes.map { $0.clipped(to: size) })
  }

  /// Width and height of the stored pixels, where the file's header tells; only the header is read.
  ///
  /// - Parameter bytes: The whole file, or its beginning.
  public static func size(of bytes: [UInt8]) -> (width: Int, height: Int)? {
    var (width, height): (Int32, Int32) = (0, 0)
    var isKnown: Bool
    if PictureFormat.detect(bytes) == .jpeg {
      isKnown =
        (try? checked(.damaged) { cjpeg_size(bytes, bytes.count, &width, &height, $0) }) != nil
    } else {
      isKnown = cexiv2_size(bytes, bytes.count, &width, &height)
    }
    return isKnown ? (Int(width), Int(height)) : nil
  }

  /// The format of a file that can be decoded.
  private static func format(of bytes: [UInt8]) throws(VisionError) -> PictureFormat {
    guard !bytes.isEmpty else { throw VisionError(.empty, "the file is empty") }
    guard let format = PictureFormat.detect(bytes) else {
      throw VisionError(.notAPicture, "the content is not a picture")
    }
    guard format.isDecodable else {
      throw VisionError(
        .unsupported, "\(format.rawValue.uppercased()) pictures are not supported; convert to JPEG")
    }
    switch format {
    case .png:
      // libpng decodes what is there and says nothing of what is not.
      guard bytes.suffix(64).contains(subsequence: Array("IEND".utf8)) else {
        throw VisionError(.damaged, "the PNG file is cut off")
      }
    case .bmp:
      // OpenCV complains on standard error, without a name; so this is checked first.
      let promised = bytes[2..<6].reversed().reduce(0) { $0 << 8 | Int($1) }
      guard bytes.count >= promised else {
        throw VisionError(.damaged, "the BMP file is cut off")
      }
    default: break
    }
    return format
  }

  private static func sizeOfJPEG(
    _ bytes: [UInt8]
  ) throws(VisionError) -> (width: Int, height: Int) {
    var (width, height): (Int32, Int32) = (0, 0)
    try checked(.damaged) { cjpeg_size(bytes, bytes.count, &width, &height, $0) } as Void
    try checkSize(width: Int(width), height: Int(height))
    return (Int(width), Int(height))
  }

  private static func decodeJPEG(
    _ bytes: [UInt8], _ reduction: Reduction, _ boxes: [FaceBox]
  ) throws(VisionError) -> [Picture] {
    let regions = boxes.map { box in
      cjpeg_region(
        left: Int32(box.left), top: Int32(box.top), right: Int32(box.right),
        bottom: Int32(box.bottom))
    }
    let targets = boxes.map { box in
      UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, box.width * box.height * 3))
    }
    defer { for target in targets { target.deallocate() } }
    let pointers: [UnsafeMutablePointer<UInt8>?] = targets
    do {
      try checked(.damaged) {
        cjpeg_decode(
          bytes, bytes.count, Int32(reduction.rawValue), regions, regions.count, pointers, $0)
      } as Void
    } catch {
      throw VisionError(.damaged, "a part of the picture is missing or broken: \(error.message)")
    }
    return zip(boxes, targets).map { box, target in
      Picture(
        width: box.width, height: box.height,
        pixels: Array(UnsafeBufferPointer(start: target, count: box.width * box.height * 3)))
    }
  }

  private static func decodeWithOpenCV(_ bytes: [UInt8]) throws(VisionError) -> Picture {
    // Before anything is unpacked, as far as the header tells.
    if let size = size(of: bytes) { try checkSize(width: size.width, height: size.height) }
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

extension FaceBox {
  /// The part of the box inside a picture of this size; empty where they do not meet.
  fileprivate func clipped(to size: (width: Int, height: Int)) -> FaceBox {
    let (left, top) = (max(0, left), max(0, top))
    let (right, bottom) = (min(size.width, right), min(size.height, bottom))
    guard left < right, top < bottom else { return FaceBox(top: 0, right: 0, bottom: 0, left: 0) }
    return FaceBox(top: top, right: right, bottom: bottom, left: left)
  }
}

extension Collection where Element == UInt8 {
  /// Whether these bytes contain `needle`.
  fileprivate func contains(subsequence needle: [UInt8]) -> Bool {
    indices.contains { self[$0...].starts(with: needle) }
  }
}
